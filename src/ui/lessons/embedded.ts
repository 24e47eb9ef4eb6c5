import type { Session } from '../state/session.ts'
import { useLessonShell } from './lesson-shell.ts'
import { connectLessons } from './lesson-state.ts'
import { openBuiltIn } from './open-lesson.ts'

/** Begins a built-in lesson because the page around asks for it; false if there is none of that name. */
export function beginLesson(session: Session, id: string): Promise<boolean> {
  connectLessons(session)
  useLessonShell.setState({ isWanted: true })
  return openBuiltIn(id)
}

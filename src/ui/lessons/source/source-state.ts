/** The text of the lesson file that is open for changing, and what the reader of lessons says to it. */
import { create } from 'zustand'
import { type ReadLesson, readLesson } from '../../../lessons/format/read-lesson.ts'
import { findBuiltIn } from '../built-in.ts'
import type { LessonSource } from '../lesson-source.ts'
import { useLesson } from '../lesson-state.ts'

/** The lesson beside it follows this long after the last key. */
const READ_AFTER_MS = 250

type TextSource = Extract<LessonSource, { readonly type: 'text' }>

interface SourceState {
  readonly isOpen: boolean
  readonly source: TextSource | null
  readonly problems: ReadLesson['problems']
  /** The place that the author wants to see. */
  readonly goTo: { readonly line: number; readonly column: number } | null
}

export const useSource = create<SourceState>(() => ({
  isOpen: false,
  source: null,
  problems: [],
  goTo: null,
}))

/** Opens the text of the lesson that is being taken. */
export async function openSource(): Promise<void> {
  const { source } = useLesson.getState()
  if (!source) return
  if (source.type === 'text') return showSource(source)
  const builtIn = await findBuiltIn(source.id)
  if (!builtIn) return
  const { text, beside } = builtIn
  showSource({ type: 'text', name: `${source.id}.yaml`, text, beside })
}

/** Shows a text with its mistakes. */
export function showSource(source: TextSource): void {
  const { problems } = readLesson(source.text, source.beside)
  useSource.setState({ isOpen: true, source, problems })
}

export function closeSource(): void {
  useSource.setState({ isOpen: false })
}

// Who ends the lesson is done with its text.
useLesson.subscribe(({ lesson }, before) => {
  if (before.lesson && !lesson) closeSource()
})

let timer: ReturnType<typeof setTimeout> | undefined

/** The author typed: mistakes are marked, and a lesson without any is shown at once as it is now. */
export function changeSource(text: string): void {
  const { source } = useSource.getState()
  if (!source || source.text === text) return
  useSource.setState({ source: { ...source, text } })
  clearTimeout(timer)
  timer = setTimeout(follow, READ_AFTER_MS)
}

function follow(): void {
  const { source } = useSource.getState()
  if (!source) return
  const { lesson, problems } = readLesson(source.text, source.beside)
  useSource.setState({ problems })
  if (!lesson) return
  const play = useLesson.getState()
  if (play.lesson) play.revise(lesson, source)
  // A file that was opened with mistakes has its lesson begin as soon as they are gone.
  else void play.open(lesson, source)
}

/**
 * The little that the page's first load knows of lessons: whether the list is open, whether a lesson
 * is. Everything else is a chunk of its own that comes with the first wish for a lesson.
 */
import { create } from 'zustand'
import { isEmbedded } from '../state/address.ts'
import { usePanes } from '../state/panes.ts'
import { CURRENT_KEY, hasLesson } from './lesson-keys.ts'

interface LessonShellState {
  readonly isListOpen: boolean
  /** A lesson is being taken. */
  readonly isTaken: boolean
  /** The lesson put a file into the editor that the reader has not seen yet. */
  readonly hasFileNews: boolean
  /** The file that the present beat opened. */
  readonly fileShown: string | null
  /** Why the cluster is out of sight for a moment. */
  readonly curtain: 'fault' | 'skipping' | null
  /** The chunk of the lessons has been asked for. */
  readonly isWanted: boolean
}

export const useLessonShell = create<LessonShellState>(() => ({
  isListOpen: false,
  isTaken: false,
  hasFileNews: false,
  fileShown: null,
  curtain: null,
  isWanted: isWishedAtStart(),
}))

/** A lesson that is asked for while the page is open: its link put into the address, or a file that is carried over it. */
export function heedLessonWishes(): () => void {
  const want = () => useLessonShell.setState({ isWanted: true })
  const onHash = () => hasLesson(location.hash) && want()
  addEventListener('hashchange', onHash)
  addEventListener('dragenter', want)
  return () => {
    removeEventListener('hashchange', onHash)
    removeEventListener('dragenter', want)
  }
}

/** Opens the list of lessons. */
export function openLessonList(): void {
  useLessonShell.setState({ isListOpen: true, isWanted: true })
}

/** Turns the page to the lesson, on wide and narrow screens alike. */
export function showLessonPane(): void {
  usePanes.setState({ left: 'lesson', narrow: 'lesson' })
}

// Who turns to the manifests has seen the news.
usePanes.subscribe(({ left, narrow }) => {
  if (left === 'manifest' || narrow === 'editor') {
    if (useLessonShell.getState().hasFileNews) useLessonShell.setState({ hasFileNews: false })
  }
})

/** Whether the page begins with a lesson: one that the address names or holds, or one that was left. */
function isWishedAtStart(): boolean {
  if (typeof location === 'undefined') return false
  if (new URLSearchParams(location.search).has('lesson') || hasLesson(location.hash)) return true
  if (isEmbedded(location.search)) return false
  try {
    return localStorage.getItem(CURRENT_KEY) !== null
  } catch {
    return false
  }
}

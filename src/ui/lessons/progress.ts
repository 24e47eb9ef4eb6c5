/**
 * What the reader has done of each lesson, and the lesson that is being taken, in the browser's storage.
 * Read tolerantly: what is missing or malformed counts as not done, and nothing of it is trusted.
 */
import { create } from 'zustand'
import type { Answer, LessonSnapshot, LessonState } from '../../lessons/run/state.ts'
import { isEmbedded } from '../state/address.ts'
import { CURRENT_KEY } from './lesson-keys.ts'
import type { LessonSource } from './lesson-source.ts'

const PROGRESS_KEY = 'pilothouse.lessons'
const VERSION = 1

/** One lesson, as far as the reader has come. */
export interface LessonProgress {
  /** The beat that was reached last, from 0, of how many. */
  readonly beat: number
  readonly beats: number
  readonly isDone: boolean
  /** With the lesson in sight. */
  readonly seconds: number
  readonly answers: { readonly [beatId: string]: Answer }
  readonly solved: { readonly [beatId: string]: 'alone' | 'shown' }
  /** When it was last taken: ISO 8601. */
  readonly lastAt: string
}

interface ProgressState {
  readonly lessons: { readonly [id: string]: LessonProgress }
  /** Notes where a lesson stands now. */
  readonly note: (id: string, state: LessonState, beats: number) => void
  readonly addSeconds: (id: string, seconds: number) => void
  readonly reset: () => void
}

export const useProgress = create<ProgressState>((set, get) => {
  function put(lessons: ProgressState['lessons']) {
    set({ lessons })
    store(PROGRESS_KEY, { version: VERSION, lessons })
  }
  return {
    lessons: readProgress(load(PROGRESS_KEY)),
    note: (id, state, beats) => {
      const before = get().lessons[id]
      const next: LessonProgress = {
        beat: state.beatIndex,
        beats,
        isDone: state.isOver || before?.isDone === true,
        seconds: before?.seconds ?? 0,
        answers: { ...before?.answers, ...state.answers },
        solved: { ...before?.solved, ...state.solved },
        lastAt: new Date().toISOString(),
      }
      put({ ...get().lessons, [id]: next })
    },
    addSeconds: (id, seconds) => {
      const before = get().lessons[id]
      if (before) put({ ...get().lessons, [id]: { ...before, seconds: before.seconds + seconds } })
    },
    reset: () => put({}),
  }
})

/** All progress as a file for the teacher, or for another browser. */
export function progressAsJson(): string {
  const { lessons } = useProgress.getState()
  return `${JSON.stringify({ version: VERSION, lessons }, null, 2)}\n`
}

/** The lesson that is being taken, for after a reload. */
export interface CurrentLesson {
  readonly source: LessonSource
  readonly snapshot: LessonSnapshot
}

/** Keeps the lesson that is being taken; null: there is none any more. */
export function storeCurrent(current: CurrentLesson | null): void {
  if (current) store(CURRENT_KEY, { version: VERSION, ...current })
  else remove(CURRENT_KEY)
}

/** The lesson that was being taken when the page was left, if it can still be read. */
export function loadCurrent(): CurrentLesson | null {
  const found = load(CURRENT_KEY)
  if (!isRecord(found) || found.version !== VERSION) return null
  const { source, snapshot } = found
  if (!isSource(source) || !isSnapshot(snapshot)) return null
  return { source, snapshot }
}

/** What of a stored value can be believed. */
export function readProgress(value: unknown): ProgressState['lessons'] {
  if (!isRecord(value) || value.version !== VERSION || !isRecord(value.lessons)) return {}
  const entries = Object.entries(value.lessons).flatMap(([id, lesson]) => {
    const read = readLesson(lesson)
    return read ? [[id, read] as const] : []
  })
  return Object.fromEntries(entries)
}

function readLesson(value: unknown): LessonProgress | null {
  if (!isRecord(value)) return null
  const { beat, beats, seconds, lastAt } = value
  if (typeof beat !== 'number' || typeof beats !== 'number') return null
  return {
    beat,
    beats,
    isDone: value.isDone === true,
    seconds: typeof seconds === 'number' ? seconds : 0,
    answers: entriesThat(value.answers, isAnswer),
    solved: entriesThat(value.solved, (how) => how === 'alone' || how === 'shown'),
    lastAt: typeof lastAt === 'string' ? lastAt : '',
  }
}

function entriesThat<T>(
  value: unknown,
  is: (entry: unknown) => entry is T,
): { readonly [key: string]: T } {
  if (!isRecord(value)) return {}
  const good = Object.entries(value).filter((entry): entry is [string, T] => is(entry[1]))
  return Object.fromEntries(good)
}

function isAnswer(value: unknown): value is Answer {
  if (!isRecord(value) || typeof value.isRight !== 'boolean') return false
  return value.chosen === null || typeof value.chosen === 'string'
}

function isSource(value: unknown): value is LessonSource {
  if (!isRecord(value)) return false
  if (value.type === 'built-in') return typeof value.id === 'string'
  if (value.type !== 'text' || !isRecord(value.beside)) return false
  return typeof value.name === 'string' && typeof value.text === 'string'
}

/** The parts that would make trouble if they were not there. */
function isSnapshot(value: unknown): value is LessonSnapshot {
  if (!isRecord(value) || !isRecord(value.state) || !isRecord(value.beginnings)) return false
  const { state } = value
  if (typeof state.beatIndex !== 'number' || !isRecord(state.beat)) return false
  return Array.isArray(state.visited) && isRecord(state.answers) && isRecord(state.solved)
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** In somebody else's page nothing of the reader's own is read or changed. */
function isKept(): boolean {
  return typeof location === 'undefined' || !isEmbedded(location.search)
}

function load(key: string): unknown {
  if (!isKept()) return null
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function store(key: string, value: unknown): void {
  if (!isKept()) return
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A private window: the lesson goes on, it only is not remembered.
  }
}

function remove(key: string): void {
  if (!isKept()) return
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept there either.
  }
}

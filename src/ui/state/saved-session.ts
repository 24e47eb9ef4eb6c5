/** The run in the browser's own storage: a few kilobytes of recording, the files, where the reader was. */
import type { Recording } from '../../protocol/messages.ts'
import type { ManifestFile } from './files.ts'

const STORAGE_KEY = 'pilothouse.session'
/** The reader's own run, while one from a link or a file is in its place. */
const ASIDE_KEY = 'pilothouse.session.own'

/** What a reload needs to put everything back. */
export interface SavedSession {
  readonly recording: Recording
  readonly files: readonly ManifestFile[]
  readonly active: string
  readonly example: string
  /** It came from a link or a file; the reader's own run may stand aside. */
  readonly isGuest?: boolean
}

/** The last saved session, if there is one that can be read. */
export function loadSession(): SavedSession | null {
  return load(STORAGE_KEY)
}

/** The reader's own run that was set aside, if there is one. */
export function loadOwnSession(): SavedSession | null {
  return load(ASIDE_KEY)
}

/** Makes room for a run from elsewhere: the kept one goes aside, unless it is from elsewhere itself. */
export function setOwnSessionAside(): void {
  const saved = loadSession()
  if (saved && !saved.isGuest) store(ASIDE_KEY, saved)
}

/** The reader is back at their own run. */
export function forgetOwnSession(): void {
  try {
    localStorage.removeItem(ASIDE_KEY)
  } catch {
    // Where nothing can be stored there was nothing.
  }
}

function load(key: string): SavedSession | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isSavedSession(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** Keeps the session; false where the browser refuses (private mode, full). */
export function storeSession(session: SavedSession): boolean {
  return store(STORAGE_KEY, session)
}

function store(key: string, session: SavedSession): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(session))
    return true
  } catch {
    return false
  }
}

function isSavedSession(value: unknown): value is SavedSession {
  if (typeof value !== 'object' || value === null) return false
  const session = value as Partial<SavedSession>
  return (
    Array.isArray(session.files) &&
    session.files.length > 0 &&
    session.files.every(
      (file) => typeof file?.name === 'string' && typeof file?.text === 'string',
    ) &&
    Array.isArray(session.recording?.actions)
  )
}

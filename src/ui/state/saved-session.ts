/** The run in the browser's own storage: a few kilobytes of recording, the files, where the reader was. */
import type { Recording } from '../../protocol/messages.ts'
import type { ManifestFile } from './files.ts'

const STORAGE_KEY = 'pilothouse.session'

/** What a reload needs to put everything back. */
export interface SavedSession {
  readonly recording: Recording
  readonly files: readonly ManifestFile[]
  readonly active: string
  readonly example: string
}

/** The last saved session, if there is one that can be read. */
export function loadSession(): SavedSession | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null')
    return isSavedSession(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** Keeps the session; false where the browser refuses (private mode, full). */
export function storeSession(session: SavedSession): boolean {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(session))
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

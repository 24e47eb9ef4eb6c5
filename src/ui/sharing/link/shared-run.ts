/** A run as it travels: in a link's fragment or as a file. Nothing of it ever reaches a server. */
import type { InspectionTarget } from '../../../protocol/inspection.ts'
import type { Pace, Recording } from '../../../protocol/messages.ts'
import type { Grain } from '../../../protocol/views.ts'
import type { ManifestFile } from '../../state/files.ts'
import type { BottomTab, Language } from '../../state/preferences.ts'

/** How the sharer looked at the run. The theme is left to the eyes of who opens it. */
export interface SharedView {
  readonly grain: Grain
  readonly pace: Pace
  readonly tab: BottomTab
  readonly target: InspectionTarget | null
}

/** All that another browser needs to stand at the same place of the same run. */
export interface SharedRun {
  /** An empty hash proves nothing: links to the beginning have none. */
  readonly recording: Recording
  readonly files: readonly ManifestFile[]
  /** Name of the open file; always one of `files`. */
  readonly active: string
  readonly example: string
  readonly language: Language
  readonly view: SharedView
}

/** What a run that somebody else made may be at most. Whoever makes one is held to it too. */
export const LIMITS = {
  /** Longer fragments are cut by mail programs and chats: such a run becomes a file. */
  fragmentBytes: 32 * 1024,
  compressedBytes: 512 * 1024,
  inflatedBytes: 2 * 1024 * 1024,
  workers: 5000,
  podsPerNode: 10_000,
  cpuMilli: 1_000_000,
  memoryBytes: 2 ** 50,
  actions: 2000,
  position: 20_000_000,
  /** A year of virtual time. */
  micros: 365 * 24 * 3600 * 1_000_000,
  files: 100,
  nameLength: 300,
  args: 200,
} as const

/** Why a run could not be read. The words are in the `sharing` texts under `broken.`. */
export type RunErrorReason = 'not-a-run' | 'truncated' | 'damaged' | 'newer' | 'too-large' | 'field'

/** The only error that reading a run throws. */
export class RunError extends Error {
  readonly reason: RunErrorReason
  /** Which part is wrong, and how: `actions[3].position`; '' where that is not known. */
  readonly detail: string

  constructor(reason: RunErrorReason, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`)
    this.name = 'RunError'
    this.reason = reason
    this.detail = detail
  }
}

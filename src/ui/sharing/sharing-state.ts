/** What of sharing is on the screen. Small: the page loads it at once, all else of sharing when it is wanted. */
import { create } from 'zustand'

/** A run from elsewhere that is being played up to its place; the page waits for it. */
interface Opening {
  readonly commands: number
  /** Gives up and goes back. */
  readonly cancel: () => void
}

export interface SharingState {
  readonly isDialogOpen: boolean
  /** Null unless a replay takes long enough to be told of. */
  readonly opening: Opening | null
}

export const useSharing = create<SharingState>(() => ({ isDialogOpen: false, opening: null }))

/** What the page knows of the run as a whole: where it came from and what to tell the reader about it. */
import { create } from 'zustand'

/** A line above the panes; goes away when dismissed. */
interface Notice {
  /** Key in the `ui` texts. */
  readonly key: string
  readonly params?: { readonly [name: string]: string | number }
  readonly tone: 'info' | 'warning' | 'stop'
  /** Goes by itself when time moves on from here; with `stop`. */
  readonly position?: number
  /** Something to do about it; the notice then waits to be dismissed. */
  readonly action?: { readonly key: string; readonly run: () => void }
}

/** A boot that takes a while: how far it is, and the way out. */
export interface Booting {
  readonly atMicros: number
  readonly nodes: number
  readonly nodesReady: number
  readonly cancel: () => void
}

export interface SessionState {
  /** Nobody has done anything in this run yet: the first step applies the open example. */
  readonly isUntouched: boolean
  /** The example that the run began with. */
  readonly example: string
  /** The run came from a link or a file. */
  readonly isGuest: boolean
  readonly notice: Notice | null
  /** Null where no cluster boots, or it will be there in a moment. */
  readonly booting: Booting | null
}

export const useSession = create<SessionState>(() => ({
  isUntouched: true,
  example: '',
  isGuest: false,
  notice: null,
  booting: null,
}))

/** What the page knows of the run as a whole: where it came from and what to tell the reader about it. */
import { create } from 'zustand'

/** A line above the panes; goes away when dismissed. */
interface Notice {
  /** Key in the `ui` texts. */
  readonly key: string
  readonly params?: { readonly [name: string]: string | number }
  readonly tone: 'info' | 'warning'
}

export interface SessionState {
  /** Nobody has done anything in this run yet: the first step applies the open example. */
  readonly isUntouched: boolean
  /** The example that the run began with. */
  readonly example: string
  readonly notice: Notice | null
}

export const useSession = create<SessionState>(() => ({
  isUntouched: true,
  example: '',
  notice: null,
}))

/** What the reader wants to compare: two marked places of this run, or this run with one kept aside. */
import { create } from 'zustand'
import { PROTOCOL_VERSION, type Recording } from '../../protocol/messages.ts'
import { useCluster } from './cluster.ts'
import { commands } from './commands.ts'

const STORAGE_KEY = 'pilothouse.kept'

/** A place in the run. */
export interface Mark {
  readonly position: number
  readonly atMicros: number
}

/** A run as it was when the reader kept it. */
export interface KeptRun {
  readonly recording: Recording
  /** Where the reader stood, in virtual time. */
  readonly atMicros: number
}

export type ComparisonView = 'positions' | 'runs'

export interface ComparisonState {
  readonly a: Mark | null
  readonly b: Mark | null
  readonly kept: KeptRun | null
  /** The view that is open, if one is. */
  readonly open: ComparisonView | null
  /** Marks the present place. */
  readonly mark: (which: 'a' | 'b') => void
  readonly clearMarks: () => void
  /** Sets the present run aside, so that another way from here can be held against it. False if it could not be had. */
  readonly keepRun: () => Promise<boolean>
  readonly dropRun: () => void
  readonly show: (view: ComparisonView | null) => void
  /** Marks past this position mean nothing any more. */
  readonly forgetPast: (position: number) => void
}

/** Marks live as long as the page, the kept run as long as the browser keeps it. */
export const useComparison = create<ComparisonState>((set) => ({
  a: null,
  b: null,
  kept: loadKept(),
  open: null,
  mark: (which) => {
    const { position, atMicros } = useCluster.getState()
    set({ [which]: { position, atMicros } })
  },
  clearMarks: () => set({ a: null, b: null }),
  keepRun: async () => {
    const reply = await commands.save()
    if (reply.type !== 'saved') return false
    const kept = { recording: reply.recording, atMicros: useCluster.getState().atMicros }
    set({ kept })
    storeKept(kept)
    return true
  },
  dropRun: () => {
    set({ kept: null })
    storeKept(null)
  },
  show: (open) => set({ open }),
  forgetPast: (position) =>
    set(({ a, b }) => ({
      a: a && a.position <= position ? a : null,
      b: b && b.position <= position ? b : null,
    })),
}))

function storeKept(kept: KeptRun | null): void {
  try {
    if (kept) localStorage.setItem(STORAGE_KEY, JSON.stringify(kept))
    else localStorage.removeItem(STORAGE_KEY)
  } catch {
    // Private mode or full: then it lives as long as the page.
  }
}

function loadKept(): KeptRun | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null')
    return isKeptRun(stored) ? stored : null
  } catch {
    return null
  }
}

/** Of another version it is left where it is: its worker would refuse to play it. */
function isKeptRun(value: unknown): value is KeptRun {
  if (typeof value !== 'object' || value === null) return false
  const { recording, atMicros } = value as Partial<KeptRun>
  return typeof atMicros === 'number' && recording?.version === PROTOCOL_VERSION
}

/**
 * One question of the reader's and its answer: the chain of causes. The inspector lists it, the
 * timelines draw it; whoever asks, all of them show it.
 */
import { create } from 'zustand'
import type { WhyQuestion } from '../../protocol/messages.ts'
import type { CauseLink, ObjectDiff } from '../../protocol/views.ts'
import { commands } from './commands.ts'
import { usePanes } from './panes.ts'
import { isVeiled } from './veil.ts'

export interface WhyState {
  /** What was asked; null while nothing is. */
  readonly question: WhyQuestion | null
  /** From what was asked about up to the user's own act. Empty while asking, and if nothing is known. */
  readonly chain: readonly CauseLink[]
  /** The change of the object or field that the chain begins with. */
  readonly change: ObjectDiff | null
  readonly isAsking: boolean
  /** Counts the questions, so that asking the same again shows the answer again. */
  readonly asked: number
  readonly ask: (question: WhyQuestion) => Promise<void>
  /** Back to the causes of the step that is shown; the path leaves the timelines. */
  readonly forget: () => void
}

const NOTHING = { question: null, chain: [], change: null, isAsking: false } as const

/** The question and its chain. `useWhy.getState().ask(…)` asks. */
export const useWhy = create<WhyState>((set, get) => ({
  ...NOTHING,
  asked: 0,
  ask: async (question) => {
    usePanes.setState({ inspector: 'why', narrow: 'inspector' })
    const asked = get().asked + 1
    set({ question, chain: [], change: null, isAsking: true, asked })
    const reply = await commands.why(question)
    // Another question came in the meantime.
    if (get().asked !== asked) return
    if (reply.type !== 'why') return set({ isAsking: false })
    // A lesson's fault is not given away.
    const chain = reply.chain.filter(({ position }) => !isVeiled(position))
    set({ chain, change: reply.change, isAsking: false })
  },
  forget: () => set((state) => ({ ...NOTHING, asked: state.asked + 1 })),
}))

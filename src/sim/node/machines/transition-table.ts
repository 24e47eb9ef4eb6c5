import type { AnyStateMachine } from 'xstate'

/** A lifecycle as a lookup: `next[state][event]`. Derived from the XState definition, which stays the only one. */
export interface TransitionTable {
  readonly initial: string
  readonly states: readonly string[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly event: string }[]
  /** The state after `event`, or `state` itself if the event means nothing there. */
  next(state: string, event: string): string
}

/** Reads a flat machine's config once, so that the hot path costs two map look-ups. */
export function transitionTable(machine: AnyStateMachine): TransitionTable {
  const root = machine.root
  const edges: { from: string; to: string; event: string }[] = []
  const rows = new Map<string, Map<string, string>>()
  for (const [from, node] of Object.entries(root.states)) {
    const row = new Map<string, string>()
    for (const [event, [transition]] of [...node.transitions]) {
      const to = transition?.target?.[0]?.key
      if (to === undefined) continue
      row.set(event, to)
      edges.push({ from, to, event })
    }
    rows.set(from, row)
  }
  const initial = String(root.config.initial ?? '')
  return {
    initial,
    states: [...rows.keys()],
    edges,
    next: (state, event) => rows.get(state)?.get(event) ?? state,
  }
}

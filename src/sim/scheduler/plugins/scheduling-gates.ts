import { type Plugin, unresolvable } from '../framework.ts'

/** Keeps a pod out of the queue until all its gates are taken away. Upstream: plugins/schedulinggates, v1.36. */
export const schedulingGates: Plugin = {
  name: 'SchedulingGates',

  preEnqueue(pod) {
    const gates = pod.spec.schedulingGates ?? []
    if (gates.length === 0) return undefined
    const names = gates.map(({ name }) => name).join(' ')
    return unresolvable(`waiting for scheduling gates: [${names}]`)
  },

  isWorthRetrying: (_pod, event) =>
    event.type === 'itself-updated' && !event.pod.spec.schedulingGates?.length,
}

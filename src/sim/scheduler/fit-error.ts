import type { Refusal } from './filtering.ts'

/** Why a pod fits nowhere. Upstream: framework.Diagnosis, v1.36. */
export interface Diagnosis {
  readonly nodeCount: number
  /** Set if the pod was turned down before any node was tried. */
  readonly preFilter?: Refusal
  readonly refusals: ReadonlyMap<string, Refusal>
  /** What is said of the nodes that `refusals` does not name. */
  readonly absent?: Refusal
}

/** The message of FailedScheduling: `0/3 nodes are available: 1 Insufficient cpu, 2 …. preemption: …`. Upstream: FitError.Error, v1.36. */
export function fitErrorMessage(diagnosis: Diagnosis, postFilterMessage: string): string {
  const { nodeCount, preFilter } = diagnosis
  const parts = [`0/${nodeCount} nodes are available:`]
  if (preFilter) parts.push(`${preFilter.rejection.reasons.join(', ')}.`)
  else {
    const histogram = reasonHistogram(diagnosis)
    if (histogram !== '') parts.push(`${histogram}.`)
  }
  if (postFilterMessage !== '') parts.push(postFilterMessage)
  return parts.join(' ')
}

/** The plugins that turned the pod down: who is asked whether an event changes that. */
export function pluginsThatRefused({ preFilter, refusals, absent }: Diagnosis): readonly string[] {
  if (preFilter) return [preFilter.plugin]
  const names = new Set<string>()
  for (const { plugin } of refusals.values()) names.add(plugin)
  if (absent) names.add(absent.plugin)
  return [...names].toSorted()
}

/** `1 Insufficient cpu, 2 node(s) were unschedulable`: sorted as text, the number being part of it. */
function reasonHistogram({ nodeCount, refusals, absent }: Diagnosis): string {
  const counts = new Map<string, number>()
  const count = (refusal: Refusal, nodes: number) => {
    for (const reason of refusal.rejection.reasons)
      counts.set(reason, (counts.get(reason) ?? 0) + nodes)
  }
  for (const refusal of refusals.values()) count(refusal, 1)
  if (absent && refusals.size < nodeCount) count(absent, nodeCount - refusals.size)
  const texts: string[] = []
  for (const [reason, nodes] of counts) texts.push(`${nodes} ${reason}`)
  return texts.toSorted().join(', ')
}

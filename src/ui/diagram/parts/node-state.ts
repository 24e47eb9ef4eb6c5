import type { NodeRow } from '../../../protocol/views.ts'

/** How a node's card is drawn: what is really so comes before what the API still believes. */
export type NodeHealth = 'good' | 'crashed' | 'cut' | 'not-ready' | 'unknown' | 'cordoned'

export function nodeHealth(node: NodeRow): NodeHealth {
  if (node.machine === 'crashed') return 'crashed'
  if (node.isNetworkCut) return 'cut'
  if (node.ready === 'Unknown') return 'unknown'
  if (node.ready === 'False' || !node.isKubeletRunning) return 'not-ready'
  return node.isSchedulable ? 'good' : 'cordoned'
}

const READY_KEYS = {
  True: 'node.ready',
  False: 'node.notReady',
  Unknown: 'node.unknown',
} as const

/** Everything to say of a node, as keys of the `diagram` texts: what the API says comes first. */
export function nodeStates(node: NodeRow): readonly string[] {
  const keys: string[] = [READY_KEYS[node.ready]]
  if (node.machine === 'crashed') keys.push('node.crashed')
  else if (!node.isKubeletRunning) keys.push('node.kubeletStopped')
  if (node.isNetworkCut) keys.push('node.cut')
  if (!node.isSchedulable) keys.push('node.cordoned')
  if (node.taints.some((taint) => !taint.startsWith(OWN_TAINTS))) keys.push('node.tainted')
  return keys
}

/** What the cluster taints by itself is told by the states already. */
const OWN_TAINTS = 'node.kubernetes.io/'

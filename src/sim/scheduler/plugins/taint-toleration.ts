import type { Node } from '../../../protocol/objects/cluster.ts'
import type { Pod, Toleration } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import { normalizeByMaximum, type Plugin, unresolvable } from '../framework.ts'
import type { NodeInfo } from '../node-info.ts'
import { isTolerated, untoleratedTaint } from '../tolerations.ts'

const REJECTION = unresolvable('node(s) had untolerated taint(s)')
const NO_TOLERATIONS: readonly Toleration[] = []

/** Keeps pods off nodes whose taints they do not tolerate, and prefers nodes with fewer mild ones. Upstream: plugins/tainttoleration, v1.36. */
export const taintToleration: Plugin = {
  name: 'TaintToleration',
  weight: 3,

  preFilter({ pod }) {
    const tolerations = pod.spec.tolerations ?? NO_TOLERATIONS
    return {
      filter: (node) =>
        node.taints.length > 0 && untoleratedTaint(node.taints, tolerations)
          ? REJECTION
          : undefined,
      sign: JSON.stringify(tolerations),
    }
  },

  preScore({ pod }) {
    const mild = (pod.spec.tolerations ?? NO_TOLERATIONS).filter(
      ({ effect }) => !effect || effect === 'PreferNoSchedule',
    )
    return {
      score: (node) => (node.taints.length === 0 ? 0 : countUntoleratedMild(node, mild)),
      normalize: (scores) => normalizeByMaximum(scores, true),
      sign: JSON.stringify(mild),
    }
  },

  isWorthRetrying(pod, event) {
    switch (event.type) {
      case 'itself-updated':
        return !isEqualJson(event.pod.spec.tolerations, event.old.spec.tolerations)
      case 'node-added':
        return isWelcome(event.node, pod)
      case 'node-updated':
        return isWelcome(event.node, pod) && !isWelcome(event.old, pod)
      default:
        return false
    }
  },
}

function countUntoleratedMild(node: NodeInfo, tolerations: readonly Toleration[]): number {
  let count = 0
  for (const taint of node.taints) {
    if (taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations)) count++
  }
  return count
}

function isWelcome(node: Node, pod: Pod): boolean {
  const tolerations = pod.spec.tolerations ?? NO_TOLERATIONS
  return untoleratedTaint(node.spec.taints ?? [], tolerations) === undefined
}

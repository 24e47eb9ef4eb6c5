import type { Taint } from '../../protocol/objects/cluster.ts'
import type { Toleration } from '../../protocol/objects/pod.ts'

/** Whether a toleration tolerates a taint. Upstream: Toleration.ToleratesTaint, k8s.io/api v0.36 (without the comparison operators, which are alpha). */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  switch (toleration.operator ?? '') {
    case '':
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '')
    case 'Exists':
      return true
    default:
      return false
  }
}

/** Whether any of the tolerations tolerates the taint. */
export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  for (const toleration of tolerations) if (tolerates(toleration, taint)) return true
  return false
}

/** The first taint that keeps the pod away and is not tolerated. Upstream: FindMatchingUntoleratedTaint. */
export function untoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): Taint | undefined {
  for (const taint of taints) {
    if (taint.effect !== 'NoSchedule' && taint.effect !== 'NoExecute') continue
    if (!isTolerated(taint, tolerations)) return taint
  }
  return undefined
}

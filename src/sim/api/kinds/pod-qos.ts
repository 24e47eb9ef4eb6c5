import type { Container, PodSpec, ResourceRequirements } from '../../../protocol/objects/pod.ts'
import { compareQuantities, quantityOf } from '../quantity.ts'
import { memoized } from './rewrite.ts'

type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

/** Only these two count for quality of service. */
const RESOURCES = ['cpu', 'memory'] as const

/**
 * Quality of service class of a pod. Upstream: `pkg/apis/core/v1/helper/qos.ComputePodQOS`, v1.36.
 * Init containers count, pod-level resources come before those of the containers.
 */
export const qosClassOf = memoized((spec: PodSpec): QosClass => {
  if (hasPodLevelResources(spec.resources)) return qosOf([spec.resources])
  const containers: readonly Container[] = [...spec.containers, ...(spec.initContainers ?? [])]
  return qosOf(containers.map((container) => container.resources ?? {}))
})

function hasPodLevelResources(
  resources: ResourceRequirements | undefined,
): resources is ResourceRequirements {
  if (resources === undefined) return false
  return Object.keys({ ...resources.requests, ...resources.limits }).length > 0
}

function qosOf(all: readonly ResourceRequirements[]): QosClass {
  let isBestEffort = true
  let isGuaranteed = true
  for (const resource of RESOURCES) {
    for (const { requests, limits } of all) {
      const request = requests?.[resource] ?? '0'
      const limit = limits?.[resource] ?? '0'
      if (!isZero(request) || !isZero(limit)) isBestEffort = false
      if (isZero(limit)) isGuaranteed = false
      else if (
        !isZero(request) &&
        compareQuantities(quantityOf(request), quantityOf(limit)) !== 0
      ) {
        isGuaranteed = false
      }
    }
  }
  if (isBestEffort) return 'BestEffort'
  return isGuaranteed ? 'Guaranteed' : 'Burstable'
}

function isZero(quantity: string): boolean {
  return quantityOf(quantity).unscaled === 0n
}

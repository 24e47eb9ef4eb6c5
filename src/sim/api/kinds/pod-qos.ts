import type { Container, PodSpec, ResourceRequirements } from '../../../protocol/objects/pod.ts'
import { addQuantities, compareQuantities, quantityOf } from '../quantity.ts'
import type { ParsedQuantity } from '../quantity-parse.ts'
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
  const everyLimit = RESOURCES.every((resource) =>
    all.every(({ limits }) => isPositive(limits?.[resource])),
  )
  const requests = RESOURCES.map((resource) => sumOf(all, 'requests', resource))
  const limits = RESOURCES.map((resource) => sumOf(all, 'limits', resource))
  if ([...requests, ...limits].every((sum) => sum === undefined)) return 'BestEffort'
  // The sums count, not each container's own request and limit.
  const areEqual = requests.every((request, index) => {
    const limit = limits[index]
    if (request === undefined || limit === undefined) return false
    return compareQuantities(request, limit) === 0
  })
  return everyLimit && areEqual ? 'Guaranteed' : 'Burstable'
}

function sumOf(
  all: readonly ResourceRequirements[],
  field: 'requests' | 'limits',
  resource: string,
): ParsedQuantity | undefined {
  let sum: ParsedQuantity | undefined
  for (const requirements of all) {
    const text = requirements[field]?.[resource]
    if (text === undefined || !isPositive(text)) continue
    const quantity = quantityOf(text)
    sum = sum === undefined ? quantity : addQuantities(sum, quantity)
  }
  return sum
}

function isPositive(quantity: string | undefined): boolean {
  return quantity !== undefined && quantityOf(quantity).unscaled > 0n
}

import type { Quantity } from '../../protocol/objects/meta.ts'
import type { Container, PodSpec } from '../../protocol/objects/pod.ts'
import { isSidecar } from './pod-summary.ts'
import { addQuantities, compareQuantities, formatQuantity, quantityOf } from './quantity.ts'
import type { ParsedQuantity } from './quantity-parse.ts'

/**
 * What a pod as a whole asks for and may use, from its containers, init containers, sidecars,
 * overhead and pod-level
 * resources. Rules: `component-helpers/resource`, v0.36.
 */

export interface ResourceList {
  readonly [resource: string]: Quantity
}

type Totals = Map<string, ParsedQuantity>

/**
 * What a container that asks for nothing is taken to use, so that nodes are not filled without end.
 */
const NON_ZERO_REQUESTS: ResourceList = { cpu: '100m', memory: '200Mi' }
const NO_REQUESTS: ResourceList = {}

const ZERO = quantityOf('0')

// Memo by object: specs are immutable, and the scheduler asks for each at every attempt.
const requestsBySpec = new WeakMap<PodSpec, ResourceList>()
const nonZeroRequestsBySpec = new WeakMap<PodSpec, ResourceList>()

/** What must be free on a node for the pod to fit. */
export function podRequests(spec: PodSpec): ResourceList {
  return memoised(requestsBySpec, spec, (key) => requestsOf(key, NO_REQUESTS))
}

/** The requests that scoring works with: 100m and 200Mi for each container that says nothing. */
export function podNonZeroRequests(spec: PodSpec): ResourceList {
  return memoised(nonZeroRequestsBySpec, spec, (key) => requestsOf(key, NON_ZERO_REQUESTS))
}

/** What the pod may use at most; a resource that is not limited is missing. */
export function podLimits(spec: PodSpec): ResourceList {
  const totals = aggregated(spec, (container) => container.resources?.limits ?? {})
  applyPodLevel(totals, spec.resources?.limits)
  for (const [resource, quantity] of quantitiesOf(spec.overhead ?? {})) {
    const limit = totals.get(resource)
    // A limit of zero is no limit: overhead does not make one of it.
    if (limit !== undefined && compareQuantities(limit, ZERO) !== 0)
      totals.set(resource, addQuantities(limit, quantity))
  }
  return formatted(totals)
}

function requestsOf(spec: PodSpec, defaults: ResourceList): ResourceList {
  const totals = aggregated(spec, ({ resources }) => ({ ...defaults, ...resources?.requests }))
  applyPodLevel(totals, spec.resources?.requests)
  add(totals, quantitiesOf(spec.overhead ?? {}))
  return formatted(totals)
}

/**
 * Containers and sidecars run together, so theirs add up. Init containers run one at a time, each
 * beside the sidecars
 * started before it; the largest of these moments counts if it is more than that sum.
 */
function aggregated(spec: PodSpec, resourcesOf: (container: Container) => ResourceList): Totals {
  const totals: Totals = new Map()
  for (const container of spec.containers) add(totals, quantitiesOf(resourcesOf(container)))

  const sidecars: Totals = new Map()
  const startup: Totals = new Map()
  for (const container of spec.initContainers ?? []) {
    const own = quantitiesOf(resourcesOf(container))
    if (isSidecar(container)) {
      add(totals, own)
      add(sidecars, own)
      raise(startup, sidecars)
    } else {
      const moment = new Map(own)
      add(moment, sidecars)
      raise(startup, moment)
    }
  }
  raise(totals, startup)
  return totals
}

/** What is said for the whole pod stands in place of the containers' sum. */
function applyPodLevel(totals: Totals, resources: ResourceList | undefined): void {
  for (const [resource, quantity] of quantitiesOf(resources ?? {})) {
    if (isPodLevelResource(resource)) totals.set(resource, quantity)
  }
}

function isPodLevelResource(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-')
}

function add(totals: Totals, quantities: Iterable<readonly [string, ParsedQuantity]>): void {
  for (const [resource, quantity] of quantities) {
    const total = totals.get(resource)
    totals.set(resource, total === undefined ? quantity : addQuantities(total, quantity))
  }
}

function raise(totals: Totals, floor: Totals): void {
  for (const [resource, quantity] of floor) {
    const total = totals.get(resource)
    if (total === undefined || compareQuantities(quantity, total) > 0)
      totals.set(resource, quantity)
  }
}

function quantitiesOf(resources: ResourceList): [string, ParsedQuantity][] {
  return Object.entries(resources).map(([resource, text]) => [resource, quantityOf(text)])
}

function formatted(totals: Totals): ResourceList {
  const list: { [resource: string]: Quantity } = {}
  for (const [resource, quantity] of totals) list[resource] = formatQuantity(quantity)
  return list
}

function memoised(
  memo: WeakMap<PodSpec, ResourceList>,
  spec: PodSpec,
  compute: (spec: PodSpec) => ResourceList,
): ResourceList {
  const known = memo.get(spec)
  if (known !== undefined) return known
  const value = compute(spec)
  memo.set(spec, value)
  return value
}

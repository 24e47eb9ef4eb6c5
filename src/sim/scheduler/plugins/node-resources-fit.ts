import type { Node } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { podRequests } from '../../api/pod-resources.ts'
import {
  MAX_NODE_SCORE,
  type Plugin,
  type Rejection,
  unresolvable,
  unschedulable,
} from '../framework.ts'
import { type NodeInfo, unknownNode, withNode } from '../node-info.ts'
import { allocatableOf, type Resources, resourcesOf } from '../resources.ts'

const TOO_MANY_PODS = 'Too many pods'

/**
 * Rejects nodes that have too little left of something the pod asks for, and prefers those that would have most left
 * (LeastAllocated over CPU and memory). Upstream: plugins/noderesources/fit.go and least_allocated.go, v1.36.
 */
export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',

  preFilter({ info }) {
    const { requests } = info
    const asksNothing = isNothing(requests)
    return {
      filter: (node) => roomFor(requests, asksNothing, node),
      sign: JSON.stringify(requests),
    }
  },

  preScore({ info }) {
    const { milliCpu, memory } = info.nonZero
    return {
      sign: `${milliCpu}/${memory}`,
      score(node) {
        const { allocatable, nonZeroRequested } = node
        let sum = 0
        let weights = 0
        if (allocatable.milliCpu > 0) {
          sum += shareLeft(nonZeroRequested.milliCpu + milliCpu, allocatable.milliCpu)
          weights++
        }
        if (allocatable.memory > 0) {
          sum += shareLeft(nonZeroRequested.memory + memory, allocatable.memory)
          weights++
        }
        return weights === 0 ? 0 : Math.trunc(sum / weights)
      },
    }
  },

  isWorthRetrying(pod, event) {
    switch (event.type) {
      case 'pod-deleted':
        return true
      case 'itself-updated':
        return isLess(
          resourcesOf(podRequests(event.pod.spec)),
          resourcesOf(podRequests(event.old.spec)),
        )
      case 'node-added':
        return wouldFitEmpty(pod, event.node)
      case 'node-updated':
        return wouldFitEmpty(pod, event.node) && gaveMore(pod, event.old, event.node)
      default:
        return false
    }
  },
}

function roomFor(requests: Resources, asksNothing: boolean, node: NodeInfo): Rejection | undefined {
  const { allocatable, requested } = node
  const isFull = node.pods.length + 1 > allocatable.pods
  if (!isFull) {
    if (asksNothing) return undefined
    const isEnough =
      requests.milliCpu <= allocatable.milliCpu - requested.milliCpu &&
      requests.memory <= allocatable.memory - requested.memory &&
      requests.ephemeralStorage <= allocatable.ephemeralStorage - requested.ephemeralStorage &&
      hasScalars(requests.scalar, node)
    if (isEnough) return undefined
  }
  return shortage(requests, node, isFull)
}

/** Which resources are short; not to be helped if one would be short on the empty node too. */
function shortage(requests: Resources, node: NodeInfo, isFull: boolean): Rejection | undefined {
  const reasons: string[] = isFull ? [TOO_MANY_PODS] : []
  let isHopeless = false
  const check = (name: string, wanted: number, capacity: number, used: number) => {
    if (wanted <= 0 || wanted <= capacity - used) return
    reasons.push(`Insufficient ${name}`)
    if (wanted > capacity) isHopeless = true
  }
  const { allocatable, requested } = node
  check('cpu', requests.milliCpu, allocatable.milliCpu, requested.milliCpu)
  check('memory', requests.memory, allocatable.memory, requested.memory)
  check(
    'ephemeral-storage',
    requests.ephemeralStorage,
    allocatable.ephemeralStorage,
    requested.ephemeralStorage,
  )
  for (const name in requests.scalar) {
    const capacity = allocatable.scalar[name] ?? 0
    check(name, requests.scalar[name] ?? 0, capacity, requested.scalar[name] ?? 0)
  }
  // A pod that asks for nothing fits on an overcommitted node.
  if (reasons.length === 0) return undefined
  return isHopeless ? unresolvable(...reasons) : unschedulable(...reasons)
}

function hasScalars(wanted: Resources['scalar'], node: NodeInfo): boolean {
  for (const name in wanted) {
    const left = (node.allocatable.scalar[name] ?? 0) - (node.requested.scalar[name] ?? 0)
    if ((wanted[name] ?? 0) > left) return false
  }
  return true
}

/** What would be left, 0 to 100. */
function shareLeft(requested: number, capacity: number): number {
  if (requested > capacity) return 0
  return Math.trunc(((capacity - requested) * MAX_NODE_SCORE) / capacity)
}

function isNothing(requests: Resources): boolean {
  const { milliCpu, memory, ephemeralStorage, scalar } = requests
  if (milliCpu > 0 || memory > 0 || ephemeralStorage > 0) return false
  for (const name in scalar) if ((scalar[name] ?? 0) > 0) return false
  return true
}

function wouldFitEmpty(pod: Pod, node: Node): boolean {
  const requests = resourcesOf(podRequests(pod.spec))
  const empty = withNode(unknownNode(node.metadata.name), node)
  return roomFor(requests, isNothing(requests), empty) === undefined
}

/** Whether the node has more than before of something the pod asks for. */
function gaveMore(pod: Pod, old: Node, node: Node): boolean {
  const requests = resourcesOf(podRequests(pod.spec))
  const before = allocatableOf(old.status.allocatable)
  const after = allocatableOf(node.status.allocatable)
  if (after.pods > before.pods) return true
  if (requests.milliCpu > 0 && after.milliCpu > before.milliCpu) return true
  if (requests.memory > 0 && after.memory > before.memory) return true
  if (requests.ephemeralStorage > 0 && after.ephemeralStorage > before.ephemeralStorage) return true
  return Object.keys(requests.scalar).some(
    (name) => (after.scalar[name] ?? 0) > (before.scalar[name] ?? 0),
  )
}

function isLess(after: Resources, before: Resources): boolean {
  return (
    after.milliCpu < before.milliCpu ||
    after.memory < before.memory ||
    after.ephemeralStorage < before.ephemeralStorage ||
    Object.keys(before.scalar).some(
      (name) => (after.scalar[name] ?? 0) < (before.scalar[name] ?? 0),
    )
  )
}

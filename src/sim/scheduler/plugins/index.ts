import type { Plugin } from '../framework.ts'
import { balancedAllocation } from './balanced-allocation.ts'
import { defaultBinder } from './default-binder.ts'
import { imageLocality } from './image-locality.ts'
import { interPodAffinity } from './inter-pod-affinity.ts'
import { nodeAffinity } from './node-affinity.ts'
import { nodeName } from './node-name.ts'
import { nodePorts } from './node-ports.ts'
import { nodeResourcesFit } from './node-resources-fit.ts'
import { nodeUnschedulable } from './node-unschedulable.ts'
import { podTopologySpread } from './pod-topology-spread.ts'
import { schedulingGates } from './scheduling-gates.ts'
import { taintToleration } from './taint-toleration.ts'
import { volumeBinding } from './volume-binding.ts'

/**
 * The default profile: every plugin, in the order in which each extension point asks them. The queue's order
 * (PrioritySort) is in `queue.ts`, preempting (DefaultPreemption) in `preemption.ts`. Upstream: apis/config/v1/default_plugins.go, v1.36.
 */
export const plugins: readonly Plugin[] = [
  schedulingGates,
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
  volumeBinding,
  podTopologySpread,
  interPodAffinity,
  balancedAllocation,
  imageLocality,
  defaultBinder,
]

import type { SuiteAdapter } from '../suite-adapter.ts'
import { crashloopSuite } from './crashloop.ts'
import { defaultingSuite } from './defaulting.ts'
import { deploymentSuite } from './deployment.ts'
import { endpointSliceSuite } from './endpointslice.ts'
import { fieldSelectorSuite } from './field-selector.ts'
import { humanDurationSuite } from './human-duration.ts'
import { intOrStringSuite } from './int-or-string.ts'
import { iptablesSuite } from './iptables.ts'
import { jsonPatchSuite } from './json-patch.ts'
import { jsonPathSuite } from './jsonpath.ts'
import { labelSelectorSuite } from './label-selector.ts'
import { nodeAffinitySuite } from './node-affinity.ts'
import { nodeTaintsSuite } from './node-taints.ts'
import { podAvailableSuite } from './pod-available.ts'
import { podResourcesSuite } from './pod-resources.ts'
import { podstatusSuite } from './podstatus.ts'
import { printersSuite } from './printers.ts'
import { quantitySuite } from './quantity.ts'
import { replicaSetDeletionOrderSuite } from './replicaset-deletion-order.ts'
import { rolloutStatusSuite } from './rollout-status.ts'
import { schedulerFiltersSuite } from './scheduler-filters.ts'
import { schedulerPreemptionSuite } from './scheduler-preemption.ts'
import { schedulerScoresSuite } from './scheduler-scores.ts'
import { serverSideApplySuite } from './server-side-apply.ts'
import { serviceAllocatorsSuite } from './service-allocators.ts'
import { strategicMergeSuite } from './strategic-merge.ts'
import { taintEvictionSuite } from './taint-eviction.ts'
import { templateHashSuite } from './template-hash.ts'
import { validationSuite, validationUpdateSuite } from './validation.ts'
import { validationBasicsSuite } from './validation-basics.ts'

/** Every golden suite that our code can answer. One line each, in alphabetical order. */
export const suiteAdapters: readonly SuiteAdapter[] = [
  crashloopSuite,
  defaultingSuite,
  deploymentSuite,
  endpointSliceSuite,
  fieldSelectorSuite,
  humanDurationSuite,
  intOrStringSuite,
  jsonPatchSuite,
  jsonPathSuite,
  iptablesSuite,
  labelSelectorSuite,
  nodeAffinitySuite,
  nodeTaintsSuite,
  podAvailableSuite,
  podResourcesSuite,
  podstatusSuite,
  printersSuite,
  quantitySuite,
  replicaSetDeletionOrderSuite,
  rolloutStatusSuite,
  schedulerFiltersSuite,
  schedulerPreemptionSuite,
  schedulerScoresSuite,
  taintEvictionSuite,
  serverSideApplySuite,
  strategicMergeSuite,
  templateHashSuite,
  validationSuite,
  validationBasicsSuite,
  validationUpdateSuite,
  serviceAllocatorsSuite,
]

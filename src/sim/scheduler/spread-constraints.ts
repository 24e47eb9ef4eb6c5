import type { StringMap } from '../../protocol/objects/meta.ts'
import type { Pod, TopologySpreadConstraint } from '../../protocol/objects/pod.ts'
import type { LabelQuery, LabelRequirement } from '../api/label-requirement.ts'
import {
  compileLabelQuery,
  formatLabelQuery,
  hasAllLabels,
  type LabelMatcher,
  labelQueryOf,
} from '../api/label-selector.ts'
import type { Snapshot } from './framework.ts'
import type { NodeInfo } from './node-info.ts'
import { requiredNodeAffinity } from './node-selector.ts'
import { untoleratedTaint } from './tolerations.ts'

/** The well-known label that is different on every node. */
export const HOSTNAME_LABEL = 'kubernetes.io/hostname'
const ZONE_LABEL = 'topology.kubernetes.io/zone'

/** A spread constraint, ready to be applied to many nodes. */
export interface SpreadConstraint {
  readonly maxSkew: number
  readonly minDomains: number
  readonly topologyKey: string
  /** Whether the nodes that the pod's node affinity excludes, and those it does not tolerate, are left out of account. */
  readonly honorsAffinity: boolean
  readonly honorsTaints: boolean
  /** Only pods of the pod's own namespace count. */
  readonly namespace: string
  readonly matches: LabelMatcher
  /** Namespace and selector as one text, by which counts are remembered. */
  readonly countedAs: string
}

type Action = 'DoNotSchedule' | 'ScheduleAnyway'

/** What applies to pods that say nothing, if a Service or a ReplicaSet selects them. Upstream: podtopologyspread.systemDefaultConstraints, v1.36. */
const SYSTEM_DEFAULTS: readonly TopologySpreadConstraint[] = [
  { topologyKey: HOSTNAME_LABEL, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: ZONE_LABEL, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
]

/** The pod's own constraints of one kind. */
export function ownConstraints(pod: Pod, action: Action): readonly SpreadConstraint[] {
  const found: SpreadConstraint[] = []
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== action) continue
    const query = labelQueryOf(constraint.labelSelector)
    // Validation lets no broken selector in.
    if ('error' in query) continue
    found.push(
      constraintOf(pod, constraint, withMatchLabelKeys(query, constraint, pod.metadata.labels)),
    )
  }
  return found
}

/** The cluster's own constraints, for pods of a Service or ReplicaSet. Upstream: buildDefaultConstraints, v1.36. */
export function defaultConstraints(pod: Pod, snapshot: Snapshot): readonly SpreadConstraint[] {
  const query = defaultQuery(pod, snapshot)
  if (query.requirements.length === 0) return []
  return SYSTEM_DEFAULTS.map((constraint) => constraintOf(pod, constraint, query))
}

/** Says whether a node counts for a constraint. */
export function inclusionOf(pod: Pod): (constraint: SpreadConstraint, node: NodeInfo) => boolean {
  const required = requiredNodeAffinity(pod.spec)
  const tolerations = pod.spec.tolerations ?? []
  return (constraint, node) => {
    if (constraint.honorsAffinity && !required.matches(node)) return false
    return !constraint.honorsTaints || untoleratedTaint(node.taints, tolerations) === undefined
  }
}

/** Whether the node has a value for every constraint's key. */
export function hasAllTopologies(node: NodeInfo, constraints: readonly SpreadConstraint[]) {
  for (const { topologyKey } of constraints) if (!(topologyKey in node.labels)) return false
  return true
}

// Memo by node: it is another one as soon as a pod on it changes, so that of all nodes only a few are counted anew.
const countsByNode = new WeakMap<NodeInfo, Map<string, number>>()

/** How many of the pods on a node a constraint counts; terminating ones it does not. */
export function countMatching(node: NodeInfo, constraint: SpreadConstraint): number {
  if (node.pods.length === 0) return 0
  const { namespace, matches, countedAs } = constraint
  let counts = countsByNode.get(node)
  const known = counts?.get(countedAs)
  if (known !== undefined) return known
  if (!counts) {
    counts = new Map()
    countsByNode.set(node, counts)
  }
  let count = 0
  for (const pod of node.pods) {
    if (pod.isTerminating || pod.namespace !== namespace) continue
    if (matches(pod.labels)) count++
  }
  counts.set(countedAs, count)
  return count
}

function constraintOf(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  query: LabelQuery,
): SpreadConstraint {
  const namespace = pod.metadata.namespace ?? 'default'
  const selector = query.isNothing ? '!' : formatLabelQuery(query)
  return {
    namespace,
    maxSkew: constraint.maxSkew,
    minDomains: constraint.minDomains ?? 1,
    topologyKey: constraint.topologyKey,
    honorsAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honorsTaints: constraint.nodeTaintsPolicy === 'Honor',
    matches: compileLabelQuery(query),
    countedAs: `${namespace}/${selector}`,
  }
}

function withMatchLabelKeys(
  query: LabelQuery,
  { matchLabelKeys = [] }: TopologySpreadConstraint,
  labels: StringMap = {},
): LabelQuery {
  const added: LabelRequirement[] = []
  for (const key of matchLabelKeys) {
    const value = labels[key]
    if (value !== undefined) added.push({ key, operator: '=', values: [value] })
  }
  return added.length === 0 ? query : { ...query, requirements: [...query.requirements, ...added] }
}

/** What all Services of the pod and its ReplicaSet select by. Upstream: helper.DefaultSelector, v1.36. */
function defaultQuery({ metadata }: Pod, snapshot: Snapshot): LabelQuery {
  const namespace = metadata.namespace ?? 'default'
  const labels: { [key: string]: string } = {}
  for (const { spec } of snapshot.services(namespace)) {
    if (spec.selector && hasAllLabels(metadata.labels, spec.selector))
      Object.assign(labels, spec.selector)
  }
  const merged = labelQueryOf({ matchLabels: labels })
  const requirements = 'error' in merged ? [] : merged.requirements
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  if (owner?.kind !== 'ReplicaSet') return { requirements }
  const set = snapshot.replicaSet(namespace, owner.name)
  const selected = set && labelQueryOf(set.spec.selector)
  if (!selected || 'error' in selected) return { requirements }
  return { requirements: [...requirements, ...selected.requirements] }
}

import type { Node, Taint } from '../../../protocol/objects/cluster.ts'
import { conditionOf } from '../../api/conditions.ts'
import { objectPath } from '../../api/resources.ts'
import { timestampAt } from '../../api/time.ts'
import type { Micros } from '../../kernel/types.ts'
import { refOf, type Write } from '../runtime/controller.ts'

/** Taints that say what ails a node. Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.36. */

const NOT_READY = 'node.kubernetes.io/not-ready'
const UNREACHABLE = 'node.kubernetes.io/unreachable'
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable'

/** The taint for a condition's status. */
const TAINT_BY_CONDITION: readonly (readonly [type: string, status: string, key: string])[] = [
  ['Ready', 'False', NOT_READY],
  ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
]
const KNOWN_KEYS: ReadonlySet<string> = new Set([
  ...TAINT_BY_CONDITION.map(([, , key]) => key),
  UNSCHEDULABLE,
])

/** Taints to put on and to take off. */
export interface TaintChange {
  readonly add: readonly Pick<Taint, 'key' | 'effect'>[]
  readonly remove: readonly Pick<Taint, 'key' | 'effect'>[]
}

/** NoSchedule taints that the node's conditions ask for. Upstream: doNoScheduleTaintingPass. */
export function noScheduleChange(node: Node): TaintChange {
  const wanted = new Set<string>()
  for (const [type, status, key] of TAINT_BY_CONDITION) {
    if (conditionOf(node, type)?.status === status) wanted.add(key)
  }
  if (node.spec.unschedulable) wanted.add(UNSCHEDULABLE)
  const present = new Set<string>()
  for (const { key, effect } of node.spec.taints ?? []) {
    if (effect === 'NoSchedule' && KNOWN_KEYS.has(key)) present.add(key)
  }
  const taint = (key: string) => ({ key, effect: 'NoSchedule' })
  return {
    add: [...wanted].filter((key) => !present.has(key)).map(taint),
    remove: [...present].filter((key) => !wanted.has(key)).map(taint),
  }
}

/** NoExecute taints that drive pods away from a node that is not ready. Upstream: doNoExecuteTaintingPass, markNodeAsReachable. */
export function noExecuteChange(node: Node): TaintChange {
  const status = conditionOf(node, 'Ready')?.status
  const wanted = status === 'False' ? NOT_READY : status === 'Unknown' ? UNREACHABLE : undefined
  const has = (key: string) =>
    (node.spec.taints ?? []).some((taint) => taint.key === key && taint.effect === 'NoExecute')
  const taint = (key: string) => ({ key, effect: 'NoExecute' })
  return {
    add: wanted !== undefined && !has(wanted) ? [taint(wanted)] : [],
    remove: [NOT_READY, UNREACHABLE].filter((key) => key !== wanted && has(key)).map(taint),
  }
}

/** Whether there is nothing to change. */
export function isNothing({ add, remove }: TaintChange): boolean {
  return add.length === 0 && remove.length === 0
}

/** The node's taints after a change. */
export function withTaints(
  taints: readonly Taint[],
  { add, remove }: TaintChange,
  now: Micros,
): readonly Taint[] {
  const isRemoved = ({ key, effect }: Taint) =>
    remove.some((taint) => taint.key === key && taint.effect === effect)
  const timeAdded = timestampAt(now)
  const added = add.map(({ key, effect }) => ({ effect, key, timeAdded }))
  return [...taints.filter((taint) => !isRemoved(taint)), ...added]
}

/** What is added is written first, then what is removed, each with a PATCH of its own. Upstream: SwapNodeControllerTaint. */
export function taintWrites(node: Node, change: TaintChange, now: Micros): readonly Write[] {
  const before = node.spec.taints ?? []
  const more = withTaints(before, { add: change.add, remove: [] }, now)
  const rest = withTaints(more, { add: [], remove: change.remove }, now)
  return [
    ...(change.add.length > 0 ? [taintPatch(node, more)] : []),
    ...(change.remove.length > 0 ? [taintPatch(node, rest)] : []),
  ]
}

function taintPatch(node: Node, taints: readonly Taint[]): Write {
  return {
    verb: 'patch',
    object: refOf(node),
    request: {
      method: 'PATCH',
      path: objectPath('Node', undefined, node.metadata.name),
      contentType: 'application/strategic-merge-patch+json',
      body: { spec: { taints: taints.length > 0 ? taints : null } },
    },
    accepts: [404],
  }
}

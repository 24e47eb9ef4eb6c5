import type { Condition, JsonObject } from '../../../protocol/objects/meta.ts'
import type { PodStatus } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'

/** Lists that a strategic merge replaces as a whole. */
const ATOMIC = ['containerStatuses', 'initContainerStatuses'] as const
const PLAIN = [
  'observedGeneration',
  'phase',
  'reason',
  'message',
  'hostIP',
  'podIP',
  'startTime',
] as const

/**
 * The strategic merge patch that makes `before` into `after`, as the kubelet sends it to pods/status;
 * undefined if nothing differs. Upstream: k8s.io/component-helpers PatchPodStatus.
 */
export function statusPatch(
  before: PodStatus,
  after: PodStatus,
  uid: string,
): JsonObject | undefined {
  const status: { [field: string]: unknown } = {}
  for (const field of PLAIN)
    if (before[field] !== after[field]) status[field] = after[field] ?? null
  for (const field of ATOMIC)
    if (!isEqualJson(before[field] ?? [], after[field] ?? [])) status[field] = after[field] ?? null
  for (const field of ['podIPs', 'hostIPs'] as const) {
    const patch = ipsPatch(before[field] ?? [], after[field] ?? [])
    if (patch) status[field] = patch
  }
  const conditions = conditionsPatch(before.conditions ?? [], after.conditions ?? [])
  if (conditions.length > 0) {
    status['$setElementOrder/conditions'] = (after.conditions ?? []).map(({ type }) => ({ type }))
    status.conditions = conditions
  }
  if (Object.keys(status).length === 0) return undefined
  return { metadata: { uid }, status } as JsonObject
}

type Ips = readonly { readonly ip: string }[]

function ipsPatch(before: Ips, after: Ips): readonly object[] | undefined {
  if (isEqualJson(before, after)) return undefined
  const gone = before.filter(({ ip }) => !after.some((kept) => kept.ip === ip))
  return [...after, ...gone.map(({ ip }) => ({ $patch: 'delete', ip }))]
}

function conditionsPatch(
  before: readonly Condition[],
  after: readonly Condition[],
): readonly object[] {
  const changes: object[] = []
  for (const condition of after) {
    const old = before.find(({ type }) => type === condition.type)
    if (old === condition) continue
    const change = old ? fieldsPatch(old, condition) : condition
    if (change) changes.push({ ...change, type: condition.type })
  }
  return changes
}

const CONDITION_FIELDS = [
  'status',
  'reason',
  'message',
  'observedGeneration',
  'lastProbeTime',
  'lastTransitionTime',
] as const

function fieldsPatch(before: Condition, after: Condition): object | undefined {
  let patch: { [field: string]: unknown } | undefined
  for (const field of CONDITION_FIELDS) {
    if ((before[field] ?? null) === (after[field] ?? null)) continue
    patch ??= {}
    patch[field] = after[field] ?? null
  }
  return patch
}

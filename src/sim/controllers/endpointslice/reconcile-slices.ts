import type { Node } from '../../../protocol/objects/cluster.ts'
import type { StringMap } from '../../../protocol/objects/meta.ts'
import type {
  Endpoint,
  EndpointPort,
  EndpointSlice,
  Service,
} from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import {
  type AddressType,
  addressTypesOf,
  belongsInSlices,
  endpointKey,
  placedEndpoint,
  portsKey,
} from './endpoint.ts'

/** Packs a service's endpoints into slices with as few writes as it can. Upstream: k8s.io/endpointslice/reconciler.go, v1.36. */

/** `--max-endpoints-per-slice` */
const ENDPOINTS_PER_SLICE_MAX = 100
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'
const SERVICE_NAME = 'kubernetes.io/service-name'
const HEADLESS = 'service.kubernetes.io/headless'
/** What marks this controller's slices. */
const CONTROLLER = 'endpointslice-controller.k8s.io'

/** A slice to be made: its name comes from the server. */
export interface NewSlice {
  readonly addressType: AddressType
  readonly ports: readonly EndpointPort[]
  readonly endpoints: readonly Endpoint[]
  readonly labels: StringMap
}

/** The writes that make the slices right. */
export interface SliceChanges {
  readonly creates: readonly NewSlice[]
  readonly updates: readonly EndpointSlice[]
  readonly deletes: readonly EndpointSlice[]
  /** A node that a pod runs on is not known (yet): look again. */
  readonly missingNode?: string
}

/** A service and what stands behind it. */
export interface SliceInput {
  readonly service: Service
  readonly pods: readonly Pod[]
  /** Slices of this service that the controller manages. */
  readonly existing: readonly EndpointSlice[]
  node(name: string): Node | undefined
}

/** Whether a slice is this controller's, for that service. */
export function isManagedSlice(slice: EndpointSlice, serviceName: string): boolean {
  const { labels } = slice.metadata
  return labels?.[MANAGED_BY] === CONTROLLER && labels[SERVICE_NAME] === serviceName
}

/** Labels of a service's slices: the service's own and the controller's. */
function sliceLabels({ metadata, spec }: Service): StringMap {
  const labels: { [key: string]: string } = {}
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key !== MANAGED_BY && key !== SERVICE_NAME && key !== HEADLESS) labels[key] = value
  }
  if (spec.clusterIP === 'None' || spec.clusterIP === undefined || spec.clusterIP === '')
    labels[HEADLESS] = ''
  labels[SERVICE_NAME] = metadata.name
  labels[MANAGED_BY] = CONTROLLER
  return labels
}

/** What must be written so that the slices say what the pods are. */
export function reconcileSlices(input: SliceInput): SliceChanges {
  const { service, existing } = input
  const types = addressTypesOf(service)
  const obsolete = existing.filter(({ addressType }) => !types.includes(addressType as AddressType))
  const changes: SliceChanges[] = types.map((type) => reconcileFamily(input, type))
  return {
    creates: changes.flatMap(({ creates }) => creates),
    updates: changes.flatMap(({ updates }) => updates),
    deletes: [...obsolete, ...changes.flatMap(({ deletes }) => deletes)],
    missingNode: changes.find(({ missingNode }) => missingNode !== undefined)?.missingNode,
  }
}

/** Endpoints with the same ports: they may share a slice. */
interface Group {
  readonly ports: readonly EndpointPort[]
  readonly endpoints: Map<string, Endpoint>
}

function reconcileFamily(input: SliceInput, addressType: AddressType): SliceChanges {
  const { service } = input
  const existing = input.existing.filter((slice) => slice.addressType === addressType)
  const { groups, missingNode } = groupEndpoints(input, addressType)
  const labels = sliceLabels(service)
  const creates: NewSlice[] = []
  const updates: EndpointSlice[] = []
  const deletes = existing.filter(({ ports }) => !groups.has(portsKey(ports)))
  for (const [key, group] of groups) {
    const slices = existing.filter(({ ports }) => portsKey(ports) === key)
    const packed = pack(group, slices, { addressType, labels })
    creates.push(...packed.creates)
    updates.push(...packed.updates)
    deletes.push(...packed.deletes)
  }
  if (existing.length === deletes.length && creates.length === 0) {
    // A service without endpoints keeps an empty slice, so that it is told from one that was not looked at.
    const placeholder: NewSlice = { addressType, ports: [], endpoints: [], labels }
    const [last] = deletes
    if (deletes.length === 1 && last && isSame(last, placeholder)) deletes.length = 0
    else creates.push(placeholder)
  }
  return { ...reuse(creates, updates, deletes), missingNode }
}

function groupEndpoints({ service, pods, node }: SliceInput, addressType: AddressType) {
  const groups = new Map<string, Group>()
  const publishesAll = service.spec.publishNotReadyAddresses === true
  let missingNode: string | undefined
  for (const pod of pods) {
    if (!belongsInSlices(pod)) continue
    const { nodeName = '' } = pod.spec
    const runsOn = node(nodeName)
    if (!runsOn && !publishesAll) {
      missingNode ??= nodeName
      continue
    }
    const placed = placedEndpoint(pod, service, { node: runsOn, addressType })
    if (placed.endpoint.addresses.length === 0) continue
    let group = groups.get(placed.portsKey)
    if (!group) {
      group = { ports: placed.ports, endpoints: new Map() }
      groups.set(placed.portsKey, group)
    }
    group.endpoints.set(placed.key, placed.endpoint)
  }
  return { groups, missingNode }
}

interface Draft {
  readonly slice: EndpointSlice | undefined
  endpoints: Endpoint[]
}

/** Fits a group into its slices: those that change anyway are filled first, then one that has room, then new ones. */
function pack(
  group: Group,
  slices: readonly EndpointSlice[],
  made: { readonly addressType: AddressType; readonly labels: StringMap },
) {
  const left = new Map(group.endpoints)
  const changed: Draft[] = []
  const unchanged: Draft[] = []
  const deletes: EndpointSlice[] = []
  for (const slice of slices) {
    const { endpoints, isUpdated } = keepWanted(slice.endpoints ?? [], left)
    const isRelabeled = !isEqualJson(slice.metadata.labels, made.labels)
    const isShorter = endpoints.length !== (slice.endpoints ?? []).length
    if (isShorter && endpoints.length === 0) deletes.push(slice)
    else (isUpdated || isShorter || isRelabeled ? changed : unchanged).push({ slice, endpoints })
  }
  const rest = [...left.values()]
  for (const draft of changed.toSorted((a, b) => b.endpoints.length - a.endpoints.length)) {
    fill(draft, rest)
  }
  const added: Draft[] = []
  while (rest.length > 0) {
    const roomy =
      rest.length < ENDPOINTS_PER_SLICE_MAX ? fullestWithRoom(unchanged, rest.length) : undefined
    const draft = roomy ?? { slice: undefined, endpoints: [] }
    if (roomy) {
      unchanged.splice(unchanged.indexOf(roomy), 1)
      roomy.endpoints = [...roomy.endpoints]
    }
    fill(draft, rest)
    if (roomy) changed.push(roomy)
    else added.push(draft)
  }
  return {
    creates: added.map(({ endpoints }): NewSlice => ({ ...made, ports: group.ports, endpoints })),
    updates: changed.map(({ slice, endpoints }) =>
      relabeled({ ...(slice as EndpointSlice), endpoints }, made.labels),
    ),
    deletes,
  }
}

/** The endpoints of a slice that are still wanted, as they are now; takes them out of `left`. */
function keepWanted(old: readonly Endpoint[], left: Map<string, Endpoint>) {
  const endpoints: Endpoint[] = []
  let isUpdated = false
  for (const endpoint of old) {
    const key = endpointKey(endpoint)
    const wanted = left.get(key)
    if (!wanted) continue
    left.delete(key)
    const isSameAsBefore = isEqualJson(wanted, endpoint)
    endpoints.push(isSameAsBefore ? endpoint : wanted)
    if (!isSameAsBefore) isUpdated = true
  }
  return { endpoints, isUpdated }
}

function fill(draft: Draft, rest: Endpoint[]): void {
  const room = ENDPOINTS_PER_SLICE_MAX - draft.endpoints.length
  if (room > 0) draft.endpoints.push(...rest.splice(0, room))
}

function fullestWithRoom(drafts: readonly Draft[], count: number): Draft | undefined {
  let best: Draft | undefined
  for (const draft of drafts) {
    const size = draft.endpoints.length
    if (size + count > ENDPOINTS_PER_SLICE_MAX) continue
    if (!best || size > best.endpoints.length) best = draft
  }
  return best
}

function relabeled(slice: EndpointSlice, labels: StringMap): EndpointSlice {
  if (isEqualJson(slice.metadata.labels, labels)) return slice
  return { ...slice, metadata: { ...slice.metadata, labels } }
}

function isSame(slice: EndpointSlice, wanted: NewSlice): boolean {
  return (
    slice.addressType === wanted.addressType &&
    portsKey(slice.ports) === portsKey(wanted.ports) &&
    (slice.endpoints ?? []).length === 0 &&
    isEqualJson(slice.metadata.labels, wanted.labels)
  )
}

/** A slice to be deleted takes what a new one would: one write instead of two. */
function reuse(
  creates: readonly NewSlice[],
  updates: readonly EndpointSlice[],
  deletes: readonly EndpointSlice[],
): SliceChanges {
  const count = Math.min(creates.length, deletes.length)
  const reused = creates.slice(0, count).map((wanted, index): EndpointSlice => {
    const slice = deletes[index] as EndpointSlice
    const { ports, endpoints, labels } = wanted
    return relabeled({ ...slice, ports, endpoints }, labels)
  })
  return {
    creates: creates.slice(count),
    updates: [...updates, ...reused],
    deletes: deletes.slice(count),
  }
}

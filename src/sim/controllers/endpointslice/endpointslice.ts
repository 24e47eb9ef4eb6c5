import type { EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import { hasAllLabels } from '../../api/label-selector.ts'
import { isPodReady, isPodTerminal } from '../../api/pod-status.ts'
import { apiVersionOf, keyOf, namespacedKey } from '../../api/resources.ts'
import { SECOND } from '../../kernel/types.ts'
import {
  type Caches,
  type ChangeOf,
  type Controller,
  only,
  type Step,
  type WatchView,
  type Write,
} from '../runtime/controller.ts'
import { controlledBy, podsWithLabels } from '../runtime/owner-index.ts'
import { creation, deletion, update } from '../writes.ts'
import { hasEndpoint } from './endpoint.ts'
import { isManagedSlice, type NewSlice, reconcileSlices } from './reconcile-slices.ts'
import { type SeenBefore, triggerTimeOf } from './trigger-time.ts'

const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time'
const SERVICE_NAME = 'kubernetes.io/service-name'

/** Lists, for each Service, the pods behind it. Upstream: pkg/controller/endpointslice, v1.36. */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  eventSource: 'endpoint-slice-controller',
  workers: 5,
  backOff: { initial: 1 * SECOND, max: 1000 * SECOND, triesMax: 15 },
  expects: { owner: 'Service', child: 'EndpointSlice' },
  watches: {
    Service: ({ object }) => [keyOf(object)],
    Pod: podChanged,
    EndpointSlice: sliceChanged,
  },

  describe: (key, caches) => caches.cache('Service').get(key),

  reconcile(key, view) {
    const service = view.cache('Service').get(key)
    const { selector, type } = service?.spec ?? {}
    if (!service || !selector || type === 'ExternalName') return undefined
    if (!view.isSettled) return {}
    const { namespace = '', name } = service.metadata
    const pods = podsWithLabels(view, namespace, selector)
    const existing = controlledBy(view, 'EndpointSlice', service.metadata.uid).filter((slice) =>
      isManagedSlice(slice, name),
    )
    const nodes = view.cache('Node')
    const changes = reconcileSlices({
      service,
      pods,
      existing,
      node: (nodeName) => nodes.get(nodeName),
    })
    const memory = view.memory as Memory | undefined
    const trigger = triggerTimeOf(service, pods, memory)
    const updates = changes.updates.map((slice) => withTrigger(slice, trigger))
    const written = updates.length > 0 ? updates : (memory?.written ?? [])
    const creates = isEnding(service) ? [] : changes.creates
    return {
      memory: { service, pods, written } satisfies Memory,
      steps: [
        ...creates.map((slice): Step => {
          return { ...only(sliceCreation(slice, service, trigger)), expects: 'creations' }
        }),
        ...updates.map((slice) => only(told(update(slice), service))),
        ...changes.deletes.map((slice) => only(told(deletion(slice), service))),
      ],
      retry: changes.missingNode !== undefined,
      saw: { pods: pods.length, slices: existing.length },
    }
  },
}

function isEnding({ metadata }: Service): boolean {
  return metadata.deletionTimestamp !== undefined
}

function sliceCreation(slice: NewSlice, service: Service, trigger: string | undefined): Write {
  const { namespace, name, uid } = service.metadata
  const body = {
    apiVersion: apiVersionOf('EndpointSlice'),
    kind: 'EndpointSlice' as const,
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: slice.labels,
      ...(trigger === undefined ? {} : { annotations: { [TRIGGER_TIME]: trigger } }),
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    addressType: slice.addressType,
    endpoints: slice.endpoints,
    ports: slice.ports,
  }
  return told(creation(body, namespace), service)
}

function withTrigger(slice: EndpointSlice, trigger: string | undefined): EndpointSlice {
  const { [TRIGGER_TIME]: _old, ...others } = slice.metadata.annotations ?? {}
  const annotations = trigger === undefined ? others : { ...others, [TRIGGER_TIME]: trigger }
  const hasAny = Object.keys(annotations).length > 0
  return {
    ...slice,
    metadata: { ...slice.metadata, annotations: hasAny ? annotations : undefined },
  }
}

function told(write: Write, service: Service): Write {
  const key = keyOf(service)
  const verb = `${write.verb} ${write.object.name} EndpointSlice for Service ${key}`
  return {
    ...write,
    failure: {
      about: service,
      type: 'Warning',
      reason: 'FailedToUpdateEndpointSlices',
      message: `Error updating Endpoint Slices for Service ${key}: failed to ${verb}: %s`,
    },
  }
}

/** Upstream: GetServicesToUpdateOnPodChange. */
function podChanged({ type, object, old }: ChangeOf<'Pod'>, caches: Caches): readonly string[] {
  const isRelabeled = old !== undefined && !isEqualJson(object.metadata.labels, old.metadata.labels)
  if (type === 'MODIFIED' && old && !isRelabeled && areAlike(object, old)) return NONE
  if (type !== 'MODIFIED' && !hasEndpoint(object)) return NONE
  const { namespace = '' } = object.metadata
  const keys: string[] = []
  for (const service of caches.cache('Service').by('namespace', namespace)) {
    const { selector } = service.spec
    if (!selector) continue
    const selects = ({ metadata }: Pod) => hasAllLabels(metadata.labels, selector)
    if (selects(object) || (isRelabeled && old && selects(old))) keys.push(keyOf(service))
  }
  return keys
}

const NONE: readonly string[] = []

/** Nothing changed that an endpoint shows. */
function areAlike(pod: Pod, old: Pod): boolean {
  if (!hasEndpoint(pod) && !hasEndpoint(old)) return true
  return (
    pod.metadata.deletionTimestamp === old.metadata.deletionTimestamp &&
    pod.status.podIP === old.status.podIP &&
    pod.spec.nodeName === old.spec.nodeName &&
    isPodReady(pod) === isPodReady(old) &&
    isPodTerminal(pod) === isPodTerminal(old)
  )
}

/** The controller's own writes come back through the watch; what others do to its slices is undone. */
function sliceChanged(
  { type, object }: ChangeOf<'EndpointSlice'>,
  view: WatchView,
): readonly string[] {
  const { labels, namespace, name } = object.metadata
  const service = labels?.[SERVICE_NAME]
  if (service === undefined || !isManagedSlice(object, service)) return NONE
  const key = namespacedKey(namespace, service)
  const { written = [] } = (view.memoryOf(key) ?? {}) as Partial<Memory>
  const own = written.find(({ metadata }) => metadata.name === name)
  const isEcho = type === 'MODIFIED' && own && isEqualJson(own.endpoints, object.endpoints)
  return isEcho ? NONE : [key]
}

interface Memory extends SeenBefore {
  /** Slices as they were last updated. */
  readonly written: readonly EndpointSlice[]
}

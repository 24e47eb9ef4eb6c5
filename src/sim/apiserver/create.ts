import type { KubeObject } from '../../protocol/objects/index.ts'
import type { ObjectMeta } from '../../protocol/objects/meta.ts'
import type { Service } from '../../protocol/objects/network.ts'
import type { Binding, Pod } from '../../protocol/objects/pod.ts'
import { decodeObject, type FieldValidation } from '../api/decode.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { randomSuffix, randomUuid } from '../api/random-name.ts'
import {
  alreadyExistsStatus,
  badRequestStatus,
  conflictStatus,
  methodNotAllowedStatus,
  notFoundStatus,
  unknownErrorStatus,
} from '../api/status.ts'
import type { KeyValue } from '../etcd/wire.ts'
import { drawsFrom } from '../kernel/random.ts'
import { isStatus, mutate, validate } from './admit.ts'
import { bodyOf } from './body.ts'
import { refuseInvalid } from './refuse-invalid.ts'
import { decideEviction } from './remove.ts'
import { allocateService } from './service-admission.ts'
import { registryKey } from './storage/registry-key.ts'
import { answer, type Decision, type RoutedRequest, type Surroundings } from './surroundings.ts'
import type { ApiRequest } from './wire.ts'

/** Longest generated name: Kubernetes cuts the base so that name and suffix fit a DNS label. */
const GENERATED_BASE_MAX = 58
const SUFFIX_LENGTH = 5

/** Decides on a POST. `current` is what already has the name, if anything. */
export function decideCreate(
  routed: RoutedRequest,
  current: KeyValue | undefined,
  around: Surroundings,
): Decision {
  const { route } = routed
  if (route.subresource === 'binding') return decideBinding(routed, current, around)
  if (route.subresource === 'eviction') return decideEviction(routed, current, around)
  if (route.subresource !== '' || route.name !== '') return answer(405, methodNotAllowedStatus())
  const decoded = decodeBody(routed, around)
  if ('decision' in decoded) return decoded.decision
  const { warnings } = decoded
  const strategy = kindStrategies[route.resource.kind]
  const named = withIdentity(decoded.object, routed, around)
  if ('decision' in named) return named.decision
  const prepared = strategy.prepareForCreate(
    strategy.setDefaults(named.object as never) as never,
  ) as KubeObject
  const attempt = { route, object: prepared, current: undefined }
  const admitted = mutate(attempt, around)
  if (isStatus(admitted)) return answer(admitted.code, admitted)
  const errors = strategy.validateCreate(admitted as never)
  if (errors.length > 0) {
    around.stage('validation', 'refused', '')
    return answer(422, refuseInvalid(route.resource, admitted.metadata.name, errors))
  }
  around.stage('validation', 'passed', '')
  const refusal = validate({ ...attempt, object: admitted }, around)
  if (refusal) return answer(refusal.code, refusal)
  const key = registryKey(route.resource, route.namespace, admitted.metadata.name)
  if (current || around.find(key))
    return answer(409, alreadyExistsStatus(route.resource, admitted.metadata.name))
  const allocated =
    admitted.kind === 'Service'
      ? allocateService(admitted as Service, undefined, key, around)
      : admitted
  if (isStatus(allocated)) return answer(allocated.code, allocated)
  return {
    type: 'put',
    key,
    expected: 0,
    object: allocated,
    code: 201,
    answer: 'object',
    thenDelete: false,
    warnings,
  }
}

/** Reads a request's body as an object of the route's kind, strictly if the client asks for it. */
export function decodeBody(
  { request, route }: RoutedRequest,
  around: Surroundings,
): { object: KubeObject; warnings: readonly string[] } | { decision: Decision } {
  const mode = fieldValidationOf(request)
  if (mode === undefined) return { object: request.body as KubeObject, warnings: [] }
  const read = bodyOf({ request, route })
  if ('refusal' in read) return { decision: answer(read.refusal.code, read.refusal) }
  const decoded = decodeObject(read.body, kindStrategies[route.resource.kind] as never, mode)
  if (!('object' in decoded)) {
    around.stage('decoding', 'refused', decoded.refusal.message ?? '')
    return { decision: answer(decoded.refusal.code, decoded.refusal) }
  }
  around.stage('decoding', 'passed', '')
  return { object: decoded.object as KubeObject, warnings: decoded.warnings }
}

/** Components of the cluster send typed objects, which can not have unknown fields; only what people send is looked through. */
export function fieldValidationOf({ user, query }: ApiRequest): FieldValidation | undefined {
  const asked = query?.fieldValidation as FieldValidation | '' | undefined
  if (asked) return asked
  return user.startsWith('system:') ? undefined : 'Warn'
}

function withIdentity(
  object: KubeObject,
  { route }: RoutedRequest,
  around: Surroundings,
): { object: KubeObject } | { decision: Decision } {
  const given = object.metadata ?? {}
  if (given.namespace && route.namespace && given.namespace !== route.namespace) {
    const text =
      'the namespace of the provided object does not match the namespace sent on the request'
    return { decision: answer(400, badRequestStatus(text)) }
  }
  if (given.resourceVersion) {
    return {
      decision: answer(
        500,
        unknownErrorStatus('resourceVersion should not be set on objects to be created'),
      ),
    }
  }
  let name = given.name ?? ''
  if (name === '' && given.generateName) {
    name =
      given.generateName.slice(0, GENERATED_BASE_MAX) +
      randomSuffix(drawsFrom(around.random('generated-names')), SUFFIX_LENGTH)
  }
  const metadata: ObjectMeta = {
    ...given,
    name,
    ...(route.resource.namespaced ? { namespace: route.namespace } : {}),
    uid: randomUuid(drawsFrom(around.random('uids'))),
    resourceVersion: '',
    creationTimestamp: around.timestamp,
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
  }
  return { object: { ...object, metadata } as KubeObject }
}

/** What a refused binding is about. */
const BINDING = { group: '', plural: 'pods/binding' }

/** The scheduler's word: puts a pod on a node. Upstream: pkg/registry/core/pod/storage, v1.36. */
function decideBinding(
  { request, route }: RoutedRequest,
  current: KeyValue | undefined,
  around: Surroundings,
): Decision {
  if (!current) return answer(404, notFoundStatus(route.resource, route.name))
  const pod = current.value as Pod
  const node = (request.body as Binding).target.name ?? ''
  if (pod.metadata.deletionTimestamp !== undefined) {
    return answer(
      409,
      conflictStatus(
        BINDING,
        route.name,
        `pod ${route.name} is being deleted, cannot be assigned to a host`,
      ),
    )
  }
  if (pod.spec.nodeName) {
    return answer(
      409,
      conflictStatus(
        BINDING,
        route.name,
        `pod ${route.name} is already assigned to node "${pod.spec.nodeName}"`,
      ),
    )
  }
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: around.timestamp,
  } as const
  const others = (pod.status.conditions ?? []).filter(
    (condition) => condition.type !== 'PodScheduled',
  )
  const { nominatedNodeName: _, ...status } = pod.status
  const bound: Pod = {
    ...pod,
    spec: { ...pod.spec, nodeName: node },
    status: { ...status, conditions: [...others, scheduled] },
  }
  return {
    type: 'put',
    key: current.key,
    expected: current.modRevision,
    object: bound,
    code: 201,
    answer: 'status',
    thenDelete: false,
  }
}

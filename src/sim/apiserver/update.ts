import type { Namespace } from '../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../protocol/objects/index.ts'
import type { ObjectMeta } from '../../protocol/objects/meta.ts'
import type { Service } from '../../protocol/objects/network.ts'
import { isEqualJson } from '../api/equal-json.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { badRequestStatus, conflictStatus, notFoundStatus, staleStatus } from '../api/status.ts'
import type { KeyValue } from '../etcd/wire.ts'
import { isStatus, mutate, validate } from './admit.ts'
import { appliedTo, applyAbsent, isApply, withUpdateNoted } from './apply.ts'
import { decodeBody } from './create.ts'
import { decodePatched, patched } from './patched.ts'
import { refuseInvalid } from './refuse-invalid.ts'
import { isDoneDeleting } from './remove.ts'
import { scaleOf, withScale } from './scale.ts'
import { allocateService } from './service-admission.ts'
import { answer, type Decision, type RoutedRequest, type Surroundings } from './surroundings.ts'

/** Decides on a PUT or PATCH of an object or one of its subresources. Upstream: registry Store.Update, v1.36. */
export function decideUpdate(
  routed: RoutedRequest,
  current: KeyValue | undefined,
  around: Surroundings,
): Decision {
  if (!current) return decideOnAbsent(routed, around)
  const wanted = wantedObject(routed, current.value, around)
  if ('decision' in wanted) return wanted.decision
  const misfit = identityMisfit(routed, wanted.object, current.value)
  if (misfit) return misfit
  return finish(
    routed,
    keepingIdentity(wanted.object, current.value),
    current,
    around,
    wanted.warnings,
  )
}

/** A PUT is read before it is found that there is nothing to replace; an apply creates what is missing. */
function decideOnAbsent(routed: RoutedRequest, around: Surroundings): Decision {
  const { request, route } = routed
  if (isApply(request) && route.subresource === '') return applyAbsent(routed, around)
  if (request.method === 'PUT' && route.subresource !== 'scale') {
    const decoded = decodeBody(routed, around)
    if ('decision' in decoded) return decoded.decision
    const misfit = nameMisfit(routed, decoded.object)
    if (misfit) return misfit
  }
  return answer(404, notFoundStatus(route.resource, route.name))
}

type Wanted =
  | { readonly object: KubeObject; readonly warnings: readonly string[] }
  | { readonly decision: Decision }

/** The object that the request wants to see, before any rule is applied. */
function wantedObject(routed: RoutedRequest, current: KubeObject, around: Surroundings): Wanted {
  const { request, route } = routed
  const isScale = route.subresource === 'scale'
  if (isApply(request) && !isScale) return appliedTo(current, routed, around)
  if (request.method === 'PATCH') {
    const result = patched(isScale ? scaleOf(current) : current, routed)
    if ('refusal' in result) return { decision: answer(result.refusal.code, result.refusal) }
    return isScale
      ? { object: withScale(current, result.object), warnings: [] }
      : decodePatched(result.object, routed)
  }
  if (isScale) return { object: withScale(current, request.body), warnings: [] }
  const decoded = decodeBody(routed, around)
  return 'decision' in decoded ? { decision: decoded.decision } : decoded
}

function nameMisfit({ route }: RoutedRequest, wanted: KubeObject): Decision | undefined {
  const { name, namespace } = wanted.metadata ?? {}
  if (name && name !== route.name) {
    return answer(
      400,
      badRequestStatus(
        `the name of the object (${name}) does not match the name on the URL (${route.name})`,
      ),
    )
  }
  if (namespace && route.namespace && namespace !== route.namespace) {
    return answer(
      400,
      badRequestStatus(
        'the namespace of the provided object does not match the namespace sent on the request',
      ),
    )
  }
  return undefined
}

function identityMisfit(
  routed: RoutedRequest,
  wanted: KubeObject,
  current: KubeObject,
): Decision | undefined {
  const { route, request } = routed
  const misfit = nameMisfit(routed, wanted)
  if (misfit) return misfit
  const { uid, resourceVersion } = wanted.metadata ?? {}
  if (uid && uid !== current.metadata.uid) {
    const text = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`
    return answer(409, conflictStatus(route.resource, route.name, text))
  }
  // A patch that does not name a version was computed from `current` and so carries its version.
  const isCurrent = !resourceVersion || resourceVersion === current.metadata.resourceVersion
  if (isCurrent || (request.method === 'PATCH' && !namesVersion(request.body))) return undefined
  return answer(409, staleStatus(route.resource, route.name))
}

function namesVersion(patch: unknown): boolean {
  const metadata = (patch as { readonly metadata?: { readonly resourceVersion?: unknown } } | null)
    ?.metadata
  return Array.isArray(patch) || metadata?.resourceVersion !== undefined
}

/** What no client may change: the server's own fields of the metadata. */
function keepingIdentity(wanted: KubeObject, current: KubeObject): KubeObject {
  const own = current.metadata
  // A patch of the status leaves the metadata as they are.
  if (wanted.kind === current.kind && wanted.apiVersion === current.apiVersion) {
    const isTidy = own.ownerReferences?.length !== 0 && own.finalizers?.length !== 0
    if (wanted.metadata === own && isTidy) return wanted
  }
  const metadata: ObjectMeta = {
    ...wanted.metadata,
    name: own.name,
    namespace: own.namespace,
    uid: own.uid,
    resourceVersion: own.resourceVersion,
    creationTimestamp: own.creationTimestamp,
    generation: own.generation,
    deletionTimestamp: own.deletionTimestamp,
    deletionGracePeriodSeconds: own.deletionGracePeriodSeconds,
    generateName: wanted.metadata.generateName ?? own.generateName,
    ownerReferences: unlessEmpty(wanted.metadata.ownerReferences),
    finalizers: unlessEmpty(wanted.metadata.finalizers),
  }
  return { ...wanted, apiVersion: current.apiVersion, kind: current.kind, metadata } as KubeObject
}

/** A patch can take the last item out of a list; Go's `omitempty` then leaves the field out. */
function unlessEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list?.length === 0 ? undefined : list
}

function finish(
  routed: RoutedRequest,
  wanted: KubeObject,
  current: KeyValue,
  around: Surroundings,
  warnings: readonly string[],
): Decision {
  const { route } = routed
  const next = asSubresourceAllows(routed, wanted, current.value)
  const attempt = { route, object: next, current: current.value }
  const admitted = mutate(attempt, around)
  if (isStatus(admitted)) return answer(admitted.code, admitted)
  const answerWith = route.subresource === 'scale' ? 'scale' : 'object'
  if (isEqualJson(admitted, current.value)) return unchanged(current.value, answerWith, warnings)

  const strategy = kindStrategies[route.resource.kind]
  const validateAs =
    route.subresource === 'status' ? strategy.validateStatusUpdate : strategy.validateUpdate
  const errors = validateAs(admitted as never, current.value as never)
  if (errors.length > 0) {
    around.stage('validation', 'refused', '')
    return answer(422, refuseInvalid(route.resource, route.name, errors))
  }
  around.stage('validation', 'passed', '')
  const refusal = validate({ ...attempt, object: admitted }, around)
  if (refusal) return answer(refusal.code, refusal)
  const noted = withUpdateNoted(admitted, current.value, routed, around)
  const allocated =
    noted.kind === 'Service' && route.subresource === ''
      ? allocateService(noted, current.value as Service, current.key, around)
      : noted
  if (isStatus(allocated)) return answer(allocated.code, allocated)
  const place = { key: current.key, expected: current.modRevision }
  if (isDoneDeleting(allocated))
    return { type: 'delete', ...place, object: allocated, answer: 'object' }
  return {
    type: 'put',
    ...place,
    object: allocated,
    code: 200,
    answer: answerWith,
    thenDelete: false,
    warnings,
  }
}

function unchanged(
  object: KubeObject,
  answerWith: 'object' | 'scale',
  warnings: readonly string[],
): Decision {
  return answer(200, answerWith === 'scale' ? scaleOf(object) : object, warnings)
}

function asSubresourceAllows(
  { route }: RoutedRequest,
  wanted: KubeObject,
  current: KubeObject,
): KubeObject {
  const strategy = kindStrategies[route.resource.kind]
  switch (route.subresource) {
    case 'status':
      return strategy.prepareForStatusUpdate(wanted as never, current as never) as KubeObject
    case 'finalize': {
      const namespace = current as Namespace
      return {
        ...namespace,
        spec: { ...namespace.spec, finalizers: (wanted as Namespace).spec.finalizers ?? [] },
      }
    }
    default:
      return strategy.prepareForUpdate(
        strategy.setDefaults(wanted as never) as never,
        current as never,
      ) as KubeObject
  }
}

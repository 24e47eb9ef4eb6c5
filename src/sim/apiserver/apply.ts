import type { KubeObject } from '../../protocol/objects/index.ts'
import type { JsonObject, ManagedFieldsEntry, Status } from '../../protocol/objects/meta.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import {
  applyConfiguration,
  type Managed,
  recordUpdate,
} from '../api/patch/field-managers/field-manager.ts'
import { apiVersionOf } from '../api/resources.ts'
import { applyConflictStatus, badRequestStatus } from '../api/status.ts'
import { bodyOf } from './body.ts'
import { decideCreate } from './create.ts'
import { decodePatched } from './patched.ts'
import { answer, type Decision, type RoutedRequest, type Surroundings } from './surroundings.ts'
import type { ApiRequest } from './wire.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const BEFORE_FIRST_APPLY = 'before-first-apply'

/** Whether a request is a server-side apply. */
export function isApply({ method, contentType }: ApiRequest): boolean {
  return method === 'PATCH' && contentType === 'application/apply-patch+yaml'
}

/** An apply to a name that nothing has: the configuration is the object. */
export function applyAbsent(routed: RoutedRequest, around: Surroundings): Decision {
  const config = configurationOf(routed)
  if ('refusal' in config) return answer(config.refusal.code, config.refusal)
  const made = laidOver({ object: {}, managedFields: [] }, config.body, routed, around)
  if ('refusal' in made) return answer(made.refusal.code, made.refusal)
  const request = { ...routed.request, method: 'POST' as const, body: made.object }
  const route = { ...routed.route, name: '', verb: 'create' as const }
  return decideCreate({ request, route }, undefined, around)
}

/** The object after a server-side apply, with who manages what noted in it. */
export function appliedTo(
  current: KubeObject,
  routed: RoutedRequest,
  around: Surroundings,
):
  | { readonly object: KubeObject; readonly warnings: readonly string[] }
  | { readonly decision: Decision } {
  const config = configurationOf(routed)
  if ('refusal' in config) return { decision: answer(config.refusal.code, config.refusal) }
  const made = laidOver(managedOf(current, routed), config.body, routed, around)
  if ('refusal' in made) return { decision: answer(made.refusal.code, made.refusal) }
  return decodePatched(made.object, routed)
}

/**
 * The object with the writer noted as manager of what it has changed.
 * Simplified: only where somebody has applied before; the many writes to all other objects keep no such book.
 */
export function withUpdateNoted(
  next: KubeObject,
  current: KubeObject,
  { request, route }: RoutedRequest,
  around: Surroundings,
): KubeObject {
  const before = current.metadata.managedFields
  if (before === undefined || before.length === 0 || isApply(request)) return next
  const { schema } = kindStrategies[route.resource.kind]
  const manager = request.query?.fieldManager ?? request.userAgent.split('/')[0] ?? ''
  const by = {
    manager,
    operation: 'Update' as const,
    apiVersion: apiVersionOf(route.resource.kind),
    time: around.timestamp,
    ...(route.subresource !== '' && { subresource: route.subresource }),
  }
  const noted = recordUpdate(
    { object: withoutManaged(current), managedFields: before },
    withoutManaged(next),
    { by, schema },
  )
  return {
    ...next,
    metadata: { ...next.metadata, managedFields: noted.managedFields },
  } as KubeObject
}

function configurationOf(
  routed: RoutedRequest,
): { readonly body: JsonObject } | { readonly refusal: Status } {
  const read = bodyOf(routed)
  if ('refusal' in read) return read
  const body = (read.body ?? {}) as JsonObject
  const metadata = (body.metadata ?? {}) as JsonObject
  if (Array.isArray(metadata.managedFields) && metadata.managedFields.length > 0)
    return { refusal: badRequestStatus('metadata.managedFields must be nil') }
  const { name } = routed.route
  const given = metadata.name
  if (typeof given === 'string' && given !== '' && given !== name) {
    const text = `the name of the object (${given}) does not match the name on the URL (${name})`
    return { refusal: badRequestStatus(text) }
  }
  const { namespace } = routed.route
  const placed = { ...metadata, name, ...(namespace !== '' && { namespace }) }
  return { body: { ...body, metadata: placed } }
}

function laidOver(
  live: Managed,
  config: JsonObject,
  { request, route }: RoutedRequest,
  around: Surroundings,
): { readonly object: JsonObject } | { readonly refusal: Status } {
  const { schema } = kindStrategies[route.resource.kind]
  const { fieldManager = '', force } = request.query ?? {}
  const by = {
    manager: fieldManager,
    operation: 'Apply' as const,
    apiVersion: apiVersionOf(route.resource.kind),
    time: around.timestamp,
    ...(route.subresource !== '' && { subresource: route.subresource }),
  }
  const result = applyConfiguration(live, config, { by, isForced: force === 'true', schema })
  if ('conflicts' in result)
    return { refusal: applyConflictStatus(result.message, result.conflicts) }
  const object = result.object as JsonObject
  const metadata = {
    ...(object.metadata as JsonObject),
    managedFields: result.managedFields as unknown as JsonObject[],
  }
  return { object: { ...object, metadata } }
}

/**
 * The live object with its book of managers. What was there before anybody applied belongs to
 * `before-first-apply`, as upstream; what `kubectl apply` made is free to be taken over by it.
 */
function managedOf(current: KubeObject, { route }: RoutedRequest): Managed {
  const object = withoutManaged(current)
  const managedFields: readonly ManagedFieldsEntry[] = current.metadata.managedFields ?? []
  if (managedFields.length > 0 || current.metadata.annotations?.[LAST_APPLIED] !== undefined)
    return { object, managedFields }
  const { schema } = kindStrategies[route.resource.kind]
  const apiVersion = apiVersionOf(route.resource.kind)
  const by = { manager: BEFORE_FIRST_APPLY, operation: 'Update' as const, apiVersion }
  return recordUpdate({ object: {}, managedFields: [] }, object, { by, schema })
}

function withoutManaged(object: KubeObject): Managed['object'] {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata } as unknown as Managed['object']
}

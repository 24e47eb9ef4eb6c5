import type { KubeObject } from '../../protocol/objects/index.ts'
import type { JsonObject, Status } from '../../protocol/objects/meta.ts'
import { decodeObject } from '../api/decode.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { applyJsonPatch } from '../api/patch/json-patch.ts'
import { applyMergePatch } from '../api/patch/merge-patch.ts'
import { applyStrategicMergePatch } from '../api/patch/strategic-merge.ts'
import { badRequestStatus, unprocessableStatus, unroutableMediaTypeStatus } from '../api/status.ts'
import { invalidStatus, invalidValue } from '../api/validation/field-error.ts'
import { bodyOf } from './body.ts'
import { fieldValidationOf } from './create.ts'
import { answer, type Decision, type RoutedRequest } from './surroundings.ts'

/** The object with the request's patch applied, or a refusal. Upstream: k8s.io/apiserver/pkg/endpoints/handlers/patch.go, v1.36. */
export function patched(
  object: KubeObject | JsonObject,
  routed: RoutedRequest,
): { readonly object: JsonObject } | { readonly refusal: Status } {
  const read = bodyOf(routed)
  if ('refusal' in read) return read
  const { request, route } = routed
  const document = object as unknown as JsonObject
  switch (request.contentType) {
    case 'application/json-patch+json': {
      const result = applyJsonPatch(document, read.body as never)
      return 'error' in result
        ? { refusal: unprocessableStatus() }
        : { object: result.result as JsonObject }
    }
    case 'application/merge-patch+json': {
      const result = applyMergePatch(document, read.body)
      return 'error' in result
        ? { refusal: badRequestStatus(result.error) }
        : { object: result.result as JsonObject }
    }
    case 'application/strategic-merge-patch+json': {
      const { schema } = kindStrategies[route.resource.kind]
      const result = applyStrategicMergePatch(document, read.body as JsonObject, schema)
      return 'error' in result
        ? { refusal: badRequestStatus(result.error) }
        : { object: result.result as JsonObject }
    }
    default:
      return { refusal: unroutableMediaTypeStatus() }
  }
}

/**
 * Reads what a patch has made as an object of the route's kind. Components' patches are typed already.
 * Upstream: patch.go applyJSPatch: what can not be read is an invalid patch, not a bad request.
 */
export function decodePatched(
  result: JsonObject,
  { request, route }: RoutedRequest,
):
  | { readonly object: KubeObject; readonly warnings: readonly string[] }
  | { readonly decision: Decision } {
  const mode = fieldValidationOf(request)
  if (mode === undefined) return { object: result as unknown as KubeObject, warnings: [] }
  const decoded = decodeObject(result, kindStrategies[route.resource.kind] as never, mode)
  if ('object' in decoded)
    return { object: decoded.object as KubeObject, warnings: decoded.warnings }
  const { message = '' } = decoded.refusal
  const problem = message.replace(/^\S+ in version \S+ cannot be handled as an? \S+: /, '')
  const errors = [invalidValue('patch', JSON.stringify(result), problem)]
  return { decision: answer(422, invalidStatus('', '', '', errors)) }
}

import type { KubeObject } from '../../protocol/objects/index.ts'
import type { JsonObject, Status } from '../../protocol/objects/meta.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { applyJsonPatch } from '../api/patch/json-patch.ts'
import { applyMergePatch } from '../api/patch/merge-patch.ts'
import { applyStrategicMergePatch } from '../api/patch/strategic-merge.ts'
import { badRequestStatus, unprocessableStatus, unsupportedMediaTypeStatus } from '../api/status.ts'
import type { RoutedRequest } from './surroundings.ts'
import type { PatchType } from './wire.ts'

const ACCEPTED: readonly PatchType[] = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
]

/** The object with the request's patch applied, or a refusal. Upstream: k8s.io/apiserver/pkg/endpoints/handlers/patch.go, v1.36. */
export function patched(
  object: KubeObject | JsonObject,
  { request, route }: RoutedRequest,
): { readonly object: JsonObject } | { readonly refusal: Status } {
  const document = object as unknown as JsonObject
  switch (request.contentType) {
    case 'application/json-patch+json': {
      const result = applyJsonPatch(document, request.body as never)
      return 'error' in result
        ? { refusal: unprocessableStatus(result.error) }
        : { object: result.result as JsonObject }
    }
    case 'application/merge-patch+json': {
      const result = applyMergePatch(document, request.body)
      return 'error' in result
        ? { refusal: badRequestStatus(result.error) }
        : { object: result.result as JsonObject }
    }
    case 'application/strategic-merge-patch+json': {
      const { schema } = kindStrategies[route.resource.kind]
      const result = applyStrategicMergePatch(document, request.body as JsonObject, schema)
      return 'error' in result
        ? { refusal: badRequestStatus(result.error) }
        : { object: result.result as JsonObject }
    }
    default:
      return { refusal: unsupportedMediaTypeStatus(ACCEPTED) }
  }
}

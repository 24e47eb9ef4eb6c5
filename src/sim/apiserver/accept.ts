import type { Status } from '../../protocol/objects/meta.ts'
import {
  methodNotAllowedStatus,
  notServedStatus,
  unroutableMediaTypeStatus,
  unsupportedMediaTypeStatus,
} from '../api/status.ts'
import { optionsMisfit } from './options.ts'
import { routeOrMisfit } from './route.ts'
import type { RoutedRequest } from './surroundings.ts'
import type { ApiRequest } from './wire.ts'

const BODY_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']
const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
]

/** Finds out what a request asks for, or why nothing can be done about it: path, method, media type, parameters. */
export function accept(request: ApiRequest): RoutedRequest | { readonly refusal: Status } {
  const route = routeOrMisfit(request)
  if (route === 'not served') return { refusal: notServedStatus() }
  if (route === 'method not allowed') return { refusal: methodNotAllowedStatus() }
  const routed = { request, route }
  const refusal = mediaTypeMisfit(request) ?? optionsMisfit(routed)
  return refusal ? { refusal } : routed
}

function mediaTypeMisfit({ method, contentType }: ApiRequest): Status | undefined {
  if (method === 'PATCH')
    return PATCH_TYPES.includes(contentType ?? '') ? undefined : unroutableMediaTypeStatus()
  if (contentType === undefined || BODY_TYPES.includes(contentType)) return undefined
  return method === 'POST' || method === 'PUT' ? unsupportedMediaTypeStatus(BODY_TYPES) : undefined
}

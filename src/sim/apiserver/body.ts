import { parse } from 'yaml'
import type { Status } from '../../protocol/objects/meta.ts'
import { jsonSyntaxError } from '../api/json-syntax.ts'
import { badRequestStatus } from '../api/status.ts'
import type { RoutedRequest } from './surroundings.ts'

/** How much of an unreadable body an error shows, in characters. */
const SUMMARY_MAX = 30
const HEX = 16

/**
 * A request's body as a value. Clients of the cluster send values; who sends text, sends JSON or YAML.
 * Upstream: k8s.io/apiserver/pkg/endpoints/handlers transformDecodeError, v1.36.
 */
export function bodyOf({
  request,
  route,
}: RoutedRequest): { readonly body: unknown } | { readonly refusal: Status } {
  const { body, contentType } = request
  if (typeof body !== 'string') return { body }
  if (contentType?.endsWith('yaml')) return yamlBody(body)
  const error = jsonSyntaxError(body)
  if (error === undefined) return { body: JSON.parse(body) }
  if (request.method === 'PATCH')
    return { refusal: badRequestStatus(`error decoding patch: ${error}`) }
  const { kind } = route.resource
  const text = `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${error} (${summary(body)})`
  return { refusal: badRequestStatus(text) }
}

function yamlBody(text: string): { readonly body: unknown } | { readonly refusal: Status } {
  try {
    return { body: parse(text) }
  } catch (error) {
    return { refusal: badRequestStatus(`error decoding YAML: ${(error as Error).message}`) }
  }
}

/** The beginning of a body: JSON as it is, anything else as the numbers of its bytes. */
function summary(body: string): string {
  if (body === '') return '<empty>'
  const shown = body.slice(0, SUMMARY_MAX)
  const more = body.length > SUMMARY_MAX ? ' ...' : ''
  if (body.startsWith('{')) return shown + more
  return (
    [...shown].map((character) => character.charCodeAt(0).toString(HEX).padStart(2, '0')).join('') +
    more
  )
}

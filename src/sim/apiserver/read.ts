import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import { compileFieldSelector } from '../api/field-selector.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { compileLabelSelector } from '../api/label-selector.ts'
import { printTable } from '../api/printing/index.ts'
import { apiVersionOf, type Resource } from '../api/resources.ts'
import { badRequestStatus, notFoundStatus } from '../api/status.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { Table } from '../kernel/table.ts'
import type { Micros } from '../kernel/types.ts'
import type { Route } from './route.ts'
import { scaleOf } from './scale.ts'
import { resourcePrefix } from './storage/registry-key.ts'
import type { RoutedRequest } from './surroundings.ts'
import type { ApiRequest, ApiResponse, ListBody } from './wire.ts'

/** Whether an object is among those that a list or watch asked for. */
export type Matcher = (object: KubeObject) => boolean

/** Compiles a request's selectors; a Status if they are wrong. */
export function matcherOf(request: ApiRequest, resource: Resource): Matcher | Status {
  const { labelSelector, fieldSelector } = request.query ?? {}
  if (!labelSelector && !fieldSelector) return everything
  // Requests are immutable and a watch keeps its own: each is compiled once.
  const known = compiled.get(request)
  if (known) return known
  const matcher = compileMatcher(request, resource)
  if (typeof matcher === 'function') compiled.set(request, matcher)
  return matcher
}

const compiled = new WeakMap<ApiRequest, Matcher>()

function compileMatcher(request: ApiRequest, resource: Resource): Matcher | Status {
  const { labelSelector, fieldSelector } = request.query ?? {}
  const labels = compileLabelSelector(labelSelector ?? '')
  if ('error' in labels) return badRequestStatus(labels.error)
  const fields = compileFieldSelector(fieldSelector ?? '')
  if ('error' in fields) return badRequestStatus(fields.error)
  const { selectableFields } = kindStrategies[resource.kind]
  return (object) =>
    labels.matches(object.metadata.labels ?? {}) &&
    (fields.isEmpty || fields.matches(selectableFields(object as never)))
}

function everything(): boolean {
  return true
}

/** Answers a LIST from the cache. Simplified: no consistency check against etcd, whose watch keeps the cache current. */
export function list(
  request: ApiRequest,
  route: Route,
  around: { readonly cache: Table<KeyValue>; readonly revision: number; readonly now: Micros },
): ApiResponse {
  const matches = matcherOf(request, route.resource)
  if (typeof matches !== 'function') return { code: matches.code, body: matches }
  const prefix =
    resourcePrefix(route.resource) + (route.namespace === '' ? '' : `${route.namespace}/`)
  const all = around.cache
    .withPrefix(prefix)
    .map((kv) => kv.value)
    .filter(matches)
  const page = pageOf(all, request.query ?? {}, around.revision)
  if (request.asTable)
    return { code: 200, body: printTable(page.items, route.resource.kind, around.now) }
  const body: ListBody = {
    kind: `${route.resource.kind}List`,
    apiVersion: apiVersionOf(route.resource.kind),
    metadata: page.metadata,
    items: page.items,
  }
  return { code: 200, body }
}

/** Answers a GET of one object, or of a subresource that reads as something else. */
export function readOne(
  { request, route }: RoutedRequest,
  kv: KeyValue | undefined,
  now: Micros,
): ApiResponse {
  if (!kv) return { code: 404, body: notFoundStatus(route.resource, route.name) }
  if (route.subresource === 'scale') return { code: 200, body: scaleOf(kv.value) }
  return {
    code: 200,
    body: request.asTable ? printTable([kv.value], route.resource.kind, now) : kv.value,
  }
}

/** Cuts a list by `limit` and `continue`. The token is the offset: lists are in key order. */
function pageOf(
  all: readonly KubeObject[],
  query: { readonly [parameter: string]: string },
  revision: number,
) {
  const start = Number(query.continue ?? 0)
  const limit = Number(query.limit ?? 0)
  const items = limit > 0 ? all.slice(start, start + limit) : all.slice(start)
  const remaining = all.length - start - items.length
  const more =
    remaining > 0 ? { continue: String(start + items.length), remainingItemCount: remaining } : {}
  return { items, metadata: { resourceVersion: String(revision), ...more } }
}

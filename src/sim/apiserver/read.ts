import type { Kind, KubeObject } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import { parseFieldSelector } from '../api/field-selector.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { compileLabelSelector } from '../api/label-selector.ts'
import { printTable } from '../api/printing/index.ts'
import { apiVersionOf, type Resource } from '../api/resources.ts'
import {
  badRequestStatus,
  futureRevisionStatus,
  notFoundStatus,
  unknownErrorStatus,
} from '../api/status.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { Table } from '../kernel/table.ts'
import type { Micros } from '../kernel/types.ts'
import { decodeContinue, encodeContinue } from './continue-token.ts'
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
  const query = parseFieldSelector(fieldSelector ?? '')
  if ('error' in query) return badRequestStatus(query.error)
  const terms: FieldTerm[] = []
  for (const { field, operator, value } of query) {
    const read = readerOf(field, resource.kind)
    if (!read) return badRequestStatus(unknownFieldText(field, resource.kind))
    terms.push({ read, value, isWanted: operator === '=' })
  }
  return (object) => {
    for (const { read, value, isWanted } of terms)
      if ((read(object) === value) !== isWanted) return false
    return labels.matches(object.metadata.labels ?? NO_LABELS)
  }
}

const NO_LABELS = {}

/** One requirement of a field selector. Only the fields that it names are read: a change is held against many selectors. */
interface FieldTerm {
  readonly read: FieldReader
  readonly value: string
  readonly isWanted: boolean
}

type FieldReader = (object: KubeObject) => string

/** How a field that selectors may name is read; undefined if they may not. */
function readerOf(field: string, kind: Kind): FieldReader | undefined {
  if (field === 'metadata.name') return ({ metadata }) => metadata.name
  if (field === 'metadata.namespace') return ({ metadata }) => metadata.namespace ?? ''
  const { selectableFields } = kindStrategies[kind]
  return Object.hasOwn(selectableFields, field)
    ? (selectableFields[field] as FieldReader)
    : undefined
}

function unknownFieldText(field: string, kind: Kind): string {
  return Object.keys(kindStrategies[kind].selectableFields).length === 0
    ? `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`
    : `field label not supported: ${field}`
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
  const { revision, now } = around
  const wrong = revisionMisfit(request, revision)
  if (wrong) return { code: wrong.code, body: wrong }
  const all = candidatesOf(request, route, around.cache, prefix).filter(({ value }) =>
    matches(value),
  )
  const page = pageOf(all, request.query ?? {}, { prefix, revision })
  if ('status' in page) return { code: page.code, body: page }
  if (request.asTable)
    return {
      code: 200,
      body: printTable(page.items, route.resource.kind, now, { ...page.metadata }),
    }
  const body: ListBody = {
    kind: `${route.resource.kind}List`,
    apiVersion: apiVersionOf(route.resource.kind),
    metadata: page.metadata,
    items: page.items,
  }
  return { code: 200, body }
}

/** What the selectors are held against: as upstream, a single object where a selector names it and its key is known. */
function candidatesOf(
  { query }: ApiRequest,
  { resource, namespace }: Route,
  cache: Table<KeyValue>,
  prefix: string,
): readonly KeyValue[] {
  const name = singleNameOf(query?.fieldSelector ?? '')
  const isKeyKnown = name !== undefined && (!resource.namespaced || namespace !== '')
  if (!isKeyKnown) return cache.withPrefix(prefix)
  const kv = cache.get(prefix + name)
  return kv ? [kv] : []
}

function singleNameOf(fieldSelector: string): string | undefined {
  if (!fieldSelector.includes('metadata.name')) return undefined
  const query = parseFieldSelector(fieldSelector)
  if ('error' in query) return undefined
  return query.find(({ field, operator }) => field === 'metadata.name' && operator === '=')?.value
}

/** What is wrong with the revision that a read names. */
export function revisionMisfit({ query }: ApiRequest, current: number): Status | undefined {
  const asked = query?.resourceVersion
  if (!asked) return undefined
  if (!/^\d+$/.test(asked)) {
    return unknownErrorStatus(
      `resourceVersion: Invalid value: ${JSON.stringify(asked)}: strconv.ParseUint: parsing ${JSON.stringify(asked)}: invalid syntax`,
    )
  }
  const isTooNew = Number(asked) > current && query.watch === undefined
  return isTooNew ? futureRevisionStatus(asked, current) : undefined
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

/** Cuts a list by `limit` and `continue`. Simplified: later pages show the present, not the first page's moment. */
function pageOf(
  all: readonly KeyValue[],
  query: { readonly [parameter: string]: string },
  { prefix, revision }: { readonly prefix: string; readonly revision: number },
): Page | Status {
  const token = query.continue ? decodeContinue(query.continue) : undefined
  if (token && 'error' in token) return badRequestStatus(`invalid continue token: ${token.error}`)
  const rest = token ? all.filter(({ key }) => key >= prefix + token.start) : all
  // The watch cache, which answers reads of any age, does not cut lists.
  const limit = query.resourceVersion === '0' ? 0 : Number(query.limit ?? 0)
  const shown = limit > 0 ? rest.slice(0, limit) : rest
  const remaining = rest.length - shown.length
  const last = shown.at(-1)?.key.slice(prefix.length) ?? ''
  const more =
    remaining > 0
      ? { continue: encodeContinue(last, revision), remainingItemCount: remaining }
      : undefined
  return {
    items: shown.map(({ value }) => value),
    metadata: { resourceVersion: String(revision), ...more },
  }
}

interface Page {
  readonly items: readonly KubeObject[]
  readonly metadata: ListBody['metadata']
}

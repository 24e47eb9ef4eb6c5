import { kindStrategies } from '../api/kinds/index.ts'
import { RESOURCES, type Resource } from '../api/resources.ts'
import type { ApiRequest } from './wire.ts'

export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection'

/** What a request's path and method ask for. */
export interface Route {
  readonly verb: Verb
  readonly resource: Resource
  readonly subresource: string
  /** '' for cluster-scoped objects and lists over all namespaces. */
  readonly namespace: string
  /** '' for collections. */
  readonly name: string
}

const byGroupVersionPlural = new Map<string, Resource>(
  Object.values(RESOURCES).map((resource) => [
    `${resource.group}/${resource.version}/${resource.plural}`,
    resource,
  ]),
)

/** Why a path and a method lead nowhere. */
type NoRoute = 'not served' | 'method not allowed'

/** Reads a path; undefined if nothing is served there. */
export function routeOf(request: ApiRequest): Route | undefined {
  const route = routeOrMisfit(request)
  return typeof route === 'string' ? undefined : route
}

/** Reads a path and a method. */
export function routeOrMisfit(request: ApiRequest): Route | NoRoute {
  let place = knownPlaces.get(request.path)
  if (place === undefined) {
    place = placeOf(request.path)
    if (knownPlaces.size >= KNOWN_PLACES_MAX) knownPlaces.clear()
    knownPlaces.set(request.path, place)
  }
  if (place === 'not served') return place
  const { resource, subresource, namespace, name } = place
  const verb = verbOf(request, name !== '', subresource)
  return verb === undefined
    ? 'method not allowed'
    : { verb, resource, subresource, namespace, name }
}

// Memo by path: most requests ask for a path that was asked for shortly before.
const knownPlaces = new Map<string, Place | 'not served'>()
const KNOWN_PLACES_MAX = 4096

/** What a path names, whatever is to be done there. */
type Place = Omit<Route, 'verb'>

function placeOf(path: string): Place | 'not served' {
  const parts = path.split('/')
  // ['', 'api', 'v1', …] or ['', 'apis', group, version, …]
  const isCore = parts[1] === 'api'
  if (!isCore && parts[1] !== 'apis') return 'not served'
  const group = isCore ? '' : (parts[2] ?? '')
  const version = (isCore ? parts[2] : parts[3]) ?? ''
  const rest = parts.slice(isCore ? 3 : 4)
  const inNamespace =
    rest[0] === 'namespaces' && rest.length > 2 && !NAMESPACE_SUBRESOURCES.has(rest[2] ?? '')
  const namespace = inNamespace ? (rest[1] ?? '') : ''
  const [plural = '', name = '', subresource = ''] = inNamespace ? rest.slice(2) : rest
  const resource = byGroupVersionPlural.get(`${group}/${version}/${plural}`)
  if (!resource || (name !== '' && resource.namespaced && namespace === '')) return 'not served'
  if (subresource !== '' && !isSubresource(resource, subresource)) return 'not served'
  return { resource, subresource, namespace, name }
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize'])

function isSubresource({ kind }: Resource, name: string): boolean {
  return (kindStrategies[kind].subresources as readonly string[]).includes(name)
}

/** Subresources that something is posted to. */
const POSTED = new Set(['binding', 'eviction', 'token', 'exec'])

function verbOf(request: ApiRequest, isNamed: boolean, subresource: string): Verb | undefined {
  switch (request.method) {
    case 'GET':
      if (request.query?.watch === 'true' || request.query?.watch === '1') return 'watch'
      return isNamed ? 'get' : 'list'
    case 'POST':
      return isNamed === POSTED.has(subresource) ? 'create' : undefined
    case 'PUT':
      return isNamed ? 'update' : undefined
    case 'PATCH':
      return isNamed ? 'patch' : undefined
    case 'DELETE':
      return isNamed ? 'delete' : 'deletecollection'
  }
}

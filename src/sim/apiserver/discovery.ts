import type { JsonObject } from '../../protocol/objects/meta.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { RESOURCES, type Resource } from '../api/resources.ts'
import type { ApiRequest, ApiResponse } from './wire.ts'

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
/** The version that is modelled. */
const VERSION = { major: '1', minor: '36', gitVersion: 'v1.36.0', platform: 'linux/amd64' }

/**
 * What the server says of itself: its health, its version and the kinds that it serves.
 * Simplified: health is always well, and subresources are not listed.
 */
export function discover({ method, path }: ApiRequest): ApiResponse | undefined {
  if (method !== 'GET') return undefined
  if (HEALTH.has(path)) return { code: 200, body: { kind: 'Health', status: 'ok' } }
  if (path === '/version') return { code: 200, body: VERSION }
  if (path === '/api') return { code: 200, body: { kind: 'APIVersions', versions: ['v1'] } }
  if (path === '/apis') return { code: 200, body: groupList() }
  const groupVersion = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))$/.exec(path)
  const wanted = groupVersion?.[1] ?? groupVersion?.[2]
  const resources = Object.values(RESOURCES).filter((known) => groupVersionOf(known) === wanted)
  if (wanted === undefined || resources.length === 0) return undefined
  const body = {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: wanted,
    resources: resources.map(resourceEntry),
  }
  return { code: 200, body }
}

const HEALTH = new Set(['/healthz', '/livez', '/readyz'])

function groupVersionOf({ group, version }: Resource): string {
  return group === '' ? version : `${group}/${version}`
}

function groupList(): JsonObject {
  const versions = new Map(
    Object.values(RESOURCES).map((resource) => [groupVersionOf(resource), resource] as const),
  )
  const groups = [...versions].flatMap(([groupVersion, { group, version }]) => {
    const preferred = { groupVersion, version }
    return group === '' ? [] : [{ name: group, versions: [preferred], preferredVersion: preferred }]
  })
  return { kind: 'APIGroupList', apiVersion: 'v1', groups }
}

function resourceEntry({ kind, plural, namespaced }: Resource): JsonObject {
  const { singular, shortNames, categories } = kindStrategies[kind]
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: VERBS,
    ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
    ...(categories.length > 0 && { categories: [...categories] }),
  }
}

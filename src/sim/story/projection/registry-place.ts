import { RESOURCES } from '../../api/resources.ts'

/** Which of the page's rows an etcd key is for. */
export interface RegistryPlace {
  readonly table: 'pods' | 'nodes' | 'objects' | 'events'
  readonly rowKey: string
}

const KIND_BY_PLURAL: ReadonlyMap<string, string> = new Map(
  Object.values(RESOURCES).map((resource) => [resource.plural, resource.kind]),
)

/** Finds the row for a key such as `/registry/pods/default/web`; undefined for leases and what is not drawn. */
export function registryPlace(key: string): RegistryPlace | undefined {
  const plural = segment(key, '/registry/'.length)
  const rest = key.slice('/registry/'.length + plural.length + 1)
  switch (plural) {
    case 'pods':
      return { table: 'pods', rowKey: rest }
    case 'minions':
      return { table: 'nodes', rowKey: rest }
    case 'events':
      return { table: 'events', rowKey: rest }
    case 'leases':
      return undefined
    case 'services':
      return { table: 'objects', rowKey: `Service/${rest.slice('specs/'.length)}` }
    default: {
      const kind = KIND_BY_PLURAL.get(plural)
      return kind === undefined ? undefined : { table: 'objects', rowKey: `${kind}/${rest}` }
    }
  }
}

function segment(key: string, from: number): string {
  const end = key.indexOf('/', from)
  return end < 0 ? key.slice(from) : key.slice(from, end)
}

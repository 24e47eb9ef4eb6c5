/** A reference to an image, as container runtimes read it (github.com/distribution/reference, normalized form). */
export interface ImageReference {
  /** `docker.io/library/nginx` */
  readonly repository: string
  /** `latest` if none was written; '' with a digest. */
  readonly tag: string
  readonly digest: string
  /** `docker.io/library/nginx:1.27`: how the runtime names it. */
  readonly full: string
}

const REPOSITORY =
  /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const REGISTRY = /^[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?$/
const DEFAULT_REGISTRY = 'docker.io'
/** Docker Hub's own images live here. */
const OFFICIAL = 'library'

/** Reads an image name; undefined if it is no valid reference. */
export function parseImage(image: string): ImageReference | undefined {
  const [named = '', digest = ''] = image.split('@')
  const slash = named.lastIndexOf('/')
  const colon = named.lastIndexOf(':')
  const hasTag = colon > slash
  const name = hasTag ? named.slice(0, colon) : named
  const written = hasTag ? named.slice(colon + 1) : ''
  const repository = normalized(name)
  const slashAt = repository.indexOf('/')
  const path = repository.slice(slashAt + 1)
  if (!REGISTRY.test(repository.slice(0, slashAt))) return undefined
  if (!REPOSITORY.test(path) || (hasTag && !TAG.test(written))) return undefined
  const tag = written === '' && digest === '' ? 'latest' : written
  const suffix = digest === '' ? `:${tag}` : `@${digest}`
  return { repository, tag, digest, full: `${repository}${suffix}` }
}

function normalized(name: string): string {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost'
  if (hasRegistry) return name
  return slash < 0 ? `${DEFAULT_REGISTRY}/${OFFICIAL}/${name}` : `${DEFAULT_REGISTRY}/${name}`
}

/** The name by which the catalogue knows an image: `nginx`, `pilothouse/crash`, `ghcr.io/acme/web`. */
export function catalogueName(reference: ImageReference): string {
  return reference.repository.replace(/^docker\.io\/(?:library\/)?/, '')
}

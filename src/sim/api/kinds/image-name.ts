/** Parts of an image reference, as far as Kubernetes looks at them. */
interface ImageName {
  readonly repository: string
  /** `latest` when the reference has neither tag nor digest. */
  readonly tag: string
  readonly digest: string
}

const DOMAIN =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/

/** Takes an image reference apart; undefined if it is none. Upstream: `pkg/util/parsers.ParseImageName`, v1.36. */
export function parseImageName(image: string): ImageName | undefined {
  const [beforeDigest = '', digest = '', ...more] = image.split('@')
  if (more.length > 0 || (image.includes('@') && !DIGEST.test(digest))) return undefined
  const colon = beforeDigest.lastIndexOf(':')
  const hasTag = colon > beforeDigest.lastIndexOf('/')
  const repository = hasTag ? beforeDigest.slice(0, colon) : beforeDigest
  const tag = hasTag ? beforeDigest.slice(colon + 1) : ''
  if ((hasTag && !TAG.test(tag)) || !isRepository(repository)) return undefined
  return { repository, tag: tag === '' && digest === '' ? 'latest' : tag, digest }
}

function isRepository(repository: string): boolean {
  const components = repository.split('/')
  const first = components[0] ?? ''
  const isDomain =
    first.includes('.') ||
    first.includes(':') ||
    first === 'localhost' ||
    first !== first.toLowerCase()
  const path = components.length > 1 && isDomain ? components.slice(1) : components
  if (path !== components && !DOMAIN.test(first)) return false
  return path.every((component) => COMPONENT.test(component))
}

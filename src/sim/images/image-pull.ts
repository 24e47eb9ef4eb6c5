import { hashText, mix32 } from '../kernel/random.ts'
import { MILLISECOND, type Micros } from '../kernel/types.ts'
import { CATALOGUE, type CatalogueImage } from './catalogue.ts'
import { catalogueName, parseImage } from './reference.ts'
import { isBeyondNewest } from './releases.ts'

/** What became of a pull. */
export type PullResult =
  | {
      readonly type: 'pulled'
      readonly name: string
      readonly sizeBytes: number
      readonly imageId: string
      readonly took: Micros
    }
  | {
      readonly type: 'failed'
      /** As the CRI's gRPC error reads. */
      readonly error: string
      readonly took: Micros
    }

/** Asking the registry for the manifest. */
const RESOLVE: Micros = 180 * MILLISECOND
/** What a node gets from a registry, in bytes per microsecond (40 MB/s, unpacking included). */
const BYTES_PER_MICRO = 40
const GENERIC_SIZE_MIN = 20_000_000
const GENERIC_SIZE_SPREAD = 60_000_000

/**
 * The one rule of what can be pulled: every valid reference, except those that say that they do not
 * exist. A name or tag that holds `doesnotexist`, `nosuch`, `does-not-exist` or `not-found`, or whose tag or last
 * part of the name begins with `bad` or is `broken`, is not found, nor is a version of a well-known image that
 * there is not. So users' own manifests run, and a wrong tag can be shown. Simplified: no registry needs credentials, none is ever down.
 */
function isMissing(name: string, tag: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1)
  const both = `${name}:${tag}`
  if (/doesnotexist|does-not-exist|nosuch|not-found/.test(both)) return true
  return /^bad/.test(tag) || /^bad/.test(last) || tag === 'broken' || isBeyondNewest(name, tag)
}

/** What pulling this image gives, and how long it takes where nothing of it is present. */
export function pullImage(image: string): PullResult {
  const reference = parseImage(image)
  if (!reference) return { type: 'failed', took: 0, error: invalidReference(image) }
  const name = catalogueName(reference)
  const { full, tag } = reference
  if (isMissing(name, tag)) {
    const error = `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`
    return { type: 'failed', took: RESOLVE, error }
  }
  const sizeBytes = imageSize(image)
  const took = RESOLVE + Math.round(sizeBytes / BYTES_PER_MICRO / 1000) * 1000
  return { type: 'pulled', name: full, sizeBytes, imageId: imageIdOf(image), took }
}

/** Pulling again what is there: only the manifest is asked for. */
export const PULL_OF_PRESENT: Micros = RESOLVE

/** The catalogue's entry, if the image is known. */
export function knownImage(image: string): CatalogueImage | undefined {
  const reference = parseImage(image)
  return reference && CATALOGUE[catalogueName(reference)]
}

export function imageSize(image: string): number {
  const known = knownImage(image)
  if (known) return known.sizeBytes
  return GENERIC_SIZE_MIN + (mix32(hashText(image)) % GENERIC_SIZE_SPREAD)
}

/** `docker.io/library/nginx@sha256:...`: what containerd reports as the image's id. */
export function imageIdOf(image: string): string {
  const reference = parseImage(image)
  if (!reference) return ''
  return `${reference.repository}@sha256:${hexDigest(reference.full)}`
}

/** 64 hexadecimal digits that depend on the text alone; looks like a SHA-256, is none. */
export function hexDigest(text: string): string {
  const seed = hashText(text)
  let digest = ''
  for (let i = 0; i < 8; i++)
    digest += mix32(seed + Math.imul(i + 1, 0x9e3779b1))
      .toString(16)
      .padStart(8, '0')
  return digest
}

function invalidReference(image: string): string {
  return `couldn't parse image name "${image}": invalid reference format`
}

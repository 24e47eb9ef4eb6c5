import type { Volume } from '../../../protocol/objects/pod.ts'
import { parseImageName } from './image-name.ts'
import { mapItems, withChanged, withDefaults } from './rewrite.ts'

/** A part of a volume that the object types do not spell out. */
type Part = { readonly [field: string]: unknown }

const FILE_MODE = 0o644
const TOKEN_EXPIRATION_SECONDS = 3600

/** Defaults of a volume; one without a source is an emptyDir. Upstream: `pkg/apis/core/v1/defaults.go`, v1.36. */
export function defaultVolume(volume: Volume): Volume {
  const source = Object.keys(volume).find(
    (field) => field !== 'name' && volume[field] !== undefined,
  )
  if (source === undefined) return { ...volume, emptyDir: {} }
  switch (source) {
    case 'secret':
    case 'configMap':
      return withPart(volume, source, (part) => withDefaults(part, { defaultMode: FILE_MODE }))
    case 'downwardAPI':
      return withPart(volume, source, (part) =>
        withDefaults(withDownwardItems(part), { defaultMode: FILE_MODE }),
      )
    case 'projected':
      return withPart(volume, source, (part) =>
        withDefaults(withProjections(part), { defaultMode: FILE_MODE }),
      )
    case 'hostPath':
      return withPart(volume, source, (part) => withDefaults(part, { type: '' }))
    case 'iscsi':
      return withPart(volume, source, (part) => withDefaults(part, { iscsiInterface: 'default' }))
    case 'image':
      return withPart(volume, source, (part) =>
        withDefaults(part, { pullPolicy: pullPolicyOf(part.reference) }),
      )
    case 'ephemeral':
      return withPart(volume, source, (part) => withPart(part, 'volumeClaimTemplate', defaultClaim))
    default:
      return volume
  }
}

function withPart<T extends Part>(object: T, field: string, change: (part: Part) => Part): T {
  return withChanged<Part, string>(object, field, (part) => change(part as Part)) as T
}

function withItems(object: Part, field: string, change: (item: Part) => Part): Part {
  return withChanged(object, field, (items) => mapItems(items as readonly Part[], change))
}

function withProjections(projected: Part): Part {
  return withItems(projected, 'sources', (source) => {
    const token = withPart(source, 'serviceAccountToken', (part) =>
      withDefaults(part, { expirationSeconds: TOKEN_EXPIRATION_SECONDS }),
    )
    return withPart(token, 'downwardAPI', withDownwardItems)
  })
}

function withDownwardItems(downward: Part): Part {
  return withItems(downward, 'items', (item) => {
    const field = withPart(item, 'fieldRef', (ref) => withDefaults(ref, { apiVersion: 'v1' }))
    return withPart(field, 'resourceFieldRef', (ref) => withDefaults(ref, { divisor: '0' }))
  })
}

function defaultClaim(template: Part): Part {
  return withPart(template, 'spec', (spec) => withDefaults(spec, { volumeMode: 'Filesystem' }))
}

function pullPolicyOf(reference: unknown): string {
  const tag = typeof reference === 'string' ? parseImageName(reference)?.tag : undefined
  return tag === 'latest' ? 'Always' : 'IfNotPresent'
}

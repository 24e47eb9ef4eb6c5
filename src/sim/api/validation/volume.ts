import type { Volume } from '../../../protocol/objects/pod.ts'
import { quantityOf } from '../quantity.ts'
import { dnsLabelErrors } from './basics.ts'
import { validateResourceFieldRef, validateVolumeFieldRef } from './env.ts'
import {
  duplicateValue,
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
} from './field-error.ts'

/**
 * Volumes. Upstream: `pkg/apis/core/validation.ValidateVolumes`, v1.36.
 * Simplified: the fields of csi, ephemeral, nfs, iscsi, gitRepo and image volumes are not looked at.
 */

/** A part of a volume that the object types do not spell out. */
type Part = { readonly [field: string]: unknown }

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]
const FILE_MODE_MAX = 0o777
const TOKEN_SECONDS_MIN = 600
const TOKEN_SECONDS_MAX = 2 ** 32

/** The order in which upstream looks at the sources; the first one counts. */
const SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'secret',
  'nfs',
  'iscsi',
  'persistentVolumeClaim',
  'downwardAPI',
  'configMap',
  'projected',
  'csi',
  'ephemeral',
  'image',
] as const

/** Gives the names of those that containers can mount: upstream counts no broken ones. */
export function validateVolumes(
  volumes: readonly Volume[] | undefined,
  path: string,
  errors: FieldError[],
): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [index, volume] of (volumes ?? []).entries()) {
    const at = `${path}[${index}]`
    const { name } = volume
    const before = errors.length
    validateSource(volume, at, errors)
    if (name === '') errors.push(requiredValue(`${at}.name`))
    else errors.push(...invalidValues(`${at}.name`, name, dnsLabelErrors(name)))
    if (names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
    if (errors.length === before) names.add(name)
  }
  return names
}

function validateSource(volume: Volume, path: string, errors: FieldError[]): void {
  let count = 0
  for (const source of SOURCES) {
    const value = volume[source]
    if (value === undefined || value === null) continue
    count++
    if (count > 1) {
      errors.push(forbidden(`${path}.${source}`, 'may not specify more than 1 volume type'))
    } else VALIDATORS[source]?.(value as Part, `${path}.${source}`, errors)
  }
  if (count === 0) errors.push(requiredValue(path, 'must specify a volume type'))
}

type Validator = (source: Part, path: string, errors: FieldError[]) => void

const VALIDATORS: { readonly [source: string]: Validator } = {
  emptyDir({ sizeLimit }, path, errors) {
    if (typeof sizeLimit !== 'string' || quantityOf(sizeLimit).unscaled >= 0n) return
    const detail = 'SizeLimit field must be a valid resource quantity'
    errors.push(forbidden(`${path}.sizeLimit`, detail))
  },

  hostPath(source, path, errors) {
    const hostPath = textOf(source.path)
    if (hostPath === '') {
      errors.push(requiredValue(`${path}.path`))
      return
    }
    validateNoBacksteps(hostPath, `${path}.path`, errors)
    const type = textOf(source.type)
    if (HOST_PATH_TYPES.includes(type)) return
    errors.push(notSupported(`${path}.type`, type, HOST_PATH_TYPES))
  },

  secret(source, path, errors) {
    if (textOf(source.secretName) === '') errors.push(requiredValue(`${path}.secretName`))
    validateMode(source.defaultMode, `${path}.defaultMode`, errors)
    validateItems(source, path, errors)
  },

  configMap(source, path, errors) {
    if (textOf(source.name) === '') errors.push(requiredValue(`${path}.name`))
    validateMode(source.defaultMode, `${path}.defaultMode`, errors)
    validateItems(source, path, errors)
  },

  persistentVolumeClaim(source, path, errors) {
    if (textOf(source.claimName) === '') errors.push(requiredValue(`${path}.claimName`))
  },

  downwardAPI(source, path, errors) {
    validateMode(source.defaultMode, `${path}.defaultMode`, errors)
    validateDownwardItems(source, path, errors)
  },

  projected(source, path, errors) {
    validateMode(source.defaultMode, `${path}.defaultMode`, errors)
    for (const [index, projection] of partsOf(source.sources).entries()) {
      validateProjection(projection, `${path}.sources[${index}]`, errors)
    }
  },
}

function validateProjection(projection: Part, path: string, errors: FieldError[]): void {
  const kinds = Object.keys(projection).filter((kind) => projection[kind] !== undefined)
  for (const [index, kind] of kinds.entries()) {
    const source = projection[kind] as Part
    if (index > 0) {
      errors.push(forbidden(path, 'may not specify more than 1 volume type'))
    } else if (kind === 'secret' || kind === 'configMap') {
      if (textOf(source.name) === '') errors.push(requiredValue(`${path}.${kind}.name`))
      validateItems(source, `${path}.${kind}`, errors)
    } else if (kind === 'downwardAPI') {
      validateDownwardItems(source, `${path}.downwardAPI`, errors)
    } else if (kind === 'serviceAccountToken') {
      validateToken(source, `${path}.serviceAccountToken`, errors)
    }
  }
}

function validateToken(source: Part, path: string, errors: FieldError[]): void {
  const seconds = Number(source.expirationSeconds ?? TOKEN_SECONDS_MIN)
  const at = `${path}.expirationSeconds`
  if (seconds < TOKEN_SECONDS_MIN) {
    errors.push(invalidValue(at, seconds, 'may not specify a duration less than 10 minutes'))
  } else if (seconds > TOKEN_SECONDS_MAX) {
    errors.push(invalidValue(at, seconds, 'may not specify a duration larger than 2^32 seconds'))
  }
  validateFilePath(source.path, `${path}.path`, errors)
}

function validateItems(source: Part, path: string, errors: FieldError[]): void {
  for (const [index, item] of partsOf(source.items).entries()) {
    const at = `${path}.items[${index}]`
    if (textOf(item.key) === '') errors.push(requiredValue(`${at}.key`))
    validateFilePath(item.path, `${at}.path`, errors)
    validateMode(item.mode, `${at}.mode`, errors)
  }
}

function validateDownwardItems(source: Part, path: string, errors: FieldError[]): void {
  for (const [index, item] of partsOf(source.items).entries()) {
    const at = `${path}[${index}]`
    validateFilePath(item.path, `${at}.path`, errors)
    const field = item.fieldRef as Part | undefined
    const resource = item.resourceFieldRef as Part | undefined
    if (field) {
      validateVolumeFieldRef(field, `${at}.fieldRef`, errors)
      if (resource) {
        const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously'
        errors.push(invalidValue(at, 'resource', detail))
      }
    } else if (resource) {
      if (textOf(resource.containerName) === '') {
        errors.push(requiredValue(`${at}.resourceFieldRef.containerName`))
      } else validateResourceFieldRef(resource, `${at}.resourceFieldRef`, errors)
    } else errors.push(requiredValue(at, 'one of fieldRef and resourceFieldRef is required'))
    validateMode(item.mode, `${at}.mode`, errors)
  }
}

function validateMode(mode: unknown, path: string, errors: FieldError[]): void {
  if (typeof mode !== 'number' || (mode >= 0 && mode <= FILE_MODE_MAX)) return
  const detail = 'must be a number between 0 and 0777 (octal), both inclusive'
  errors.push(invalidValue(path, mode, detail))
}

/** `validateLocalNonReservedPath`. */
function validateFilePath(given: unknown, path: string, errors: FieldError[]): void {
  const text = textOf(given)
  if (text === '') {
    errors.push(requiredValue(path))
    return
  }
  validateDescendingPath(text, path, errors)
  if (text.startsWith('..') && !text.startsWith('../')) {
    errors.push(invalidValue(path, text, "must not start with '..'"))
  }
}

/** `validateLocalDescendingPath`: within the volume. */
export function validateDescendingPath(text: string, path: string, errors: FieldError[]): void {
  if (text.startsWith('/')) errors.push(invalidValue(path, text, 'must be a relative path'))
  validateNoBacksteps(text, path, errors)
}

function validateNoBacksteps(text: string, path: string, errors: FieldError[]): void {
  if (!text.split('/').includes('..')) return
  errors.push(invalidValue(path, text, "must not contain '..'"))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function partsOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value : []
}

import type { Secret } from '../../../protocol/objects/cluster.ts'
import { base64ByteLength, base64Characters } from '../base64.ts'
import { jsonSyntaxError } from '../json-syntax.ts'
import { isSame } from '../kinds/same.ts'
import { configKeyErrors, subdomainName } from './basics.ts'
import { CONFIG_BYTES_MAX, IMMUTABLE_WHEN_SET } from './configmap.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  requiredValue,
  tooLong,
} from './field-error.ts'
import {
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'

/** Keys that a Secret of a known type must have. */
const REQUIRED_KEYS: { readonly [type: string]: readonly string[] } = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
}

/** Types whose one key must hold JSON, and which. */
const JSON_KEYS: { readonly [type: string]: string } = {
  'kubernetes.io/dockercfg': '.dockercfg',
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
}

const SERVICE_ACCOUNT_NAME = 'kubernetes.io/service-account.name'

/** Upstream: `pkg/apis/core/validation.ValidateSecret`, v1.36. */
export function validateSecret(secret: Secret): readonly FieldError[] {
  const errors = validateObjectMeta(secret.metadata, true, subdomainName)
  validateStandardFinalizers(secret.metadata, errors)
  const { type = '', data = {} } = secret
  let bytes = 0
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidValues(`data[${key}]`, key, configKeyErrors(key)))
    bytes += base64ByteLength(value)
  }
  if (bytes > CONFIG_BYTES_MAX) errors.push(tooLong('data', CONFIG_BYTES_MAX))
  validateType(secret, type, data, errors)
  return errors
}

function validateType(
  secret: Secret,
  type: string,
  data: NonNullable<Secret['data']>,
  errors: FieldError[],
): void {
  if (type === 'kubernetes.io/service-account-token') {
    const name = secret.metadata.annotations?.[SERVICE_ACCOUNT_NAME] ?? ''
    if (name === '') errors.push(requiredValue(`metadata.annotations[${SERVICE_ACCOUNT_NAME}]`))
    return
  }
  if (type === 'kubernetes.io/basic-auth') {
    if (!Object.hasOwn(data, 'username') && !Object.hasOwn(data, 'password')) {
      errors.push(requiredValue('data[username]'), requiredValue('data[password]'))
    }
    return
  }
  const jsonKey = JSON_KEYS[type]
  for (const key of REQUIRED_KEYS[type] ?? []) {
    if (!Object.hasOwn(data, key)) errors.push(requiredValue(`data[${key}]`))
    else if (key === jsonKey) {
      const wrong = jsonSyntaxError(base64Characters(data[key] ?? ''))
      if (wrong !== undefined)
        errors.push(invalidValue(`data[${key}]`, '<secret contents redacted>', wrong))
    }
  }
}

export function validateSecretUpdate(next: Secret, current: Secret): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  validateImmutable(next.type, current.type, 'type', errors)
  if (current.immutable === true) {
    for (const field of ['immutable', 'data'] as const) {
      if (!isSame(next[field], current[field])) errors.push(forbidden(field, IMMUTABLE_WHEN_SET))
    }
  }
  return [...errors, ...validateSecret(next)]
}

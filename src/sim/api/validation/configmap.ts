import type { ConfigMap } from '../../../protocol/objects/cluster.ts'
import { base64ByteLength } from '../base64.ts'
import { isSame } from '../kinds/same.ts'
import { configKeyErrors, subdomainName } from './basics.ts'
import { type FieldError, forbidden, invalidValue, invalidValues, tooLong } from './field-error.ts'
import {
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'

/** ConfigMaps and Secrets may hold 1 MiB. */
export const CONFIG_BYTES_MAX = 1024 * 1024

export const IMMUTABLE_WHEN_SET = 'field is immutable when `immutable` is set'

/** Upstream: `pkg/apis/core/validation.ValidateConfigMap`, v1.36. */
export function validateConfigMap(configMap: ConfigMap): readonly FieldError[] {
  const errors = validateObjectMeta(configMap.metadata, true, subdomainName)
  validateStandardFinalizers(configMap.metadata, errors)
  const { data = {}, binaryData = {} } = configMap
  let bytes = 0
  for (const [key, value] of Object.entries(data)) {
    errors.push(...invalidValues(`data[${key}]`, key, configKeyErrors(key)))
    if (Object.hasOwn(binaryData, key)) {
      errors.push(invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'))
    }
    bytes += value.length
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.push(...invalidValues(`binaryData[${key}]`, key, configKeyErrors(key)))
    bytes += base64ByteLength(value)
  }
  if (bytes > CONFIG_BYTES_MAX) errors.push(tooLong('', CONFIG_BYTES_MAX))
  return errors
}

export function validateConfigMapUpdate(
  next: ConfigMap,
  current: ConfigMap,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  if (current.immutable === true) {
    for (const field of ['immutable', 'data', 'binaryData'] as const) {
      if (!isSame(next[field], current[field])) errors.push(forbidden(field, IMMUTABLE_WHEN_SET))
    }
  }
  return [...errors, ...validateConfigMap(next)]
}

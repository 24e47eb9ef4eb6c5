import type { Event } from '../../../protocol/objects/cluster.ts'
import { RESOURCES } from '../resources.ts'
import { labelName, subdomainName } from './basics.ts'
import { type FieldError, invalidValue, invalidValues, requiredValue } from './field-error.ts'
import {
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'

const REPORTER_LENGTH_MAX = 128
const NOTE_BYTES_MAX = 1024

/** Upstream: `pkg/apis/core/validation/events.go`, v1.36. */
export function validateEvent(event: Event): readonly FieldError[] {
  const errors = validateInvolvedNamespace(event)
  if (!event.eventTime) return errors
  errors.push(...validateObjectMeta(event.metadata, true, subdomainName))
  validateStandardFinalizers(event.metadata, errors)
  errors.push(...validateNewStyle(event))
  return errors
}

/** An event lies in the namespace of what it is about, or in `default`. */
function validateInvolvedNamespace(event: Event): FieldError[] {
  const errors: FieldError[] = []
  const { namespace = '' } = event.metadata
  const { kind = '', namespace: involved = '' } = event.involvedObject
  const path = 'involvedObject.namespace'
  const resource = Object.values(RESOURCES).find((candidate) => candidate.kind === kind)
  if (involved === '' && resource?.namespaced !== true) {
    if (namespace !== 'default' && namespace !== 'kube-system') {
      errors.push(invalidValue(path, involved, 'does not match event.namespace'))
    }
  } else if (namespace !== involved) {
    errors.push(invalidValue(path, involved, 'does not match event.namespace'))
  }
  errors.push(...invalidValues('metadata.namespace', namespace, labelName(namespace, false)))
  return errors
}

/** What the newer API asks for, when an event uses it. */
function validateNewStyle(event: Event): FieldError[] {
  const errors: FieldError[] = []
  const { reportingComponent = '', reportingInstance = '' } = event
  if (reportingComponent === '') errors.push(requiredValue('reportingController'))
  if (reportingInstance === '') errors.push(requiredValue('reportingInstance'))
  else if (reportingInstance.length > REPORTER_LENGTH_MAX) {
    const detail = `can have at most ${REPORTER_LENGTH_MAX} characters`
    errors.push(invalidValue('reportingInstance', '', detail))
  }
  for (const field of ['action', 'reason'] as const) {
    const value = event[field] ?? ''
    if (value === '') errors.push(requiredValue(field))
    else if (value.length > REPORTER_LENGTH_MAX) {
      const detail = `can have at most ${REPORTER_LENGTH_MAX} characters`
      errors.push(invalidValue(field, '', detail))
    }
  }
  if ((event.message ?? '').length > NOTE_BYTES_MAX) {
    errors.push(invalidValue('message', '', `can have at most ${NOTE_BYTES_MAX} characters`))
  }
  const { type = '' } = event
  if (type !== 'Normal' && type !== 'Warning') {
    errors.push(invalidValue('type', '', `has invalid value: ${type}`))
  }
  return errors
}

export function validateEventUpdate(next: Event, current: Event): readonly FieldError[] {
  const errors = validateInvolvedNamespace(next)
  if (!next.eventTime) return errors
  errors.push(...validateObjectMetaUpdate(next.metadata, current.metadata))
  for (const field of ['reason', 'message', 'type', 'action', 'reportingComponent'] as const) {
    validateImmutable(next[field], current[field], field, errors)
  }
  return errors
}

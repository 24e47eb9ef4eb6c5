import type { LabelSelector } from '../../../protocol/objects/meta.ts'
import type { PodTemplateSpec } from '../../../protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { scaledIntOrPercent } from '../int-or-string.ts'
import { isSame } from '../kinds/same.ts'
import { labelMatcher } from '../label-selector.ts'
import { percentErrors, subdomainName } from './basics.ts'
import {
  type FieldError,
  forbidden,
  invalidValue,
  invalidValues,
  notSupported,
  requiredValue,
} from './field-error.ts'
import {
  validateAnnotations,
  validateLabelSelector,
  validateLabels,
  validateNonNegative,
  validateObjectMeta,
  validateObjectMetaUpdate,
  validateStandardFinalizers,
} from './object-meta.ts'
import { validatePodSpec } from './pod-spec.ts'

/** Deployments and ReplicaSets. Upstream: `kubernetes/pkg/apis/apps/validation`, v1.36. */

export function validateDeployment(deployment: Deployment): readonly FieldError[] {
  const errors = validateObjectMeta(deployment.metadata, true, subdomainName)
  validateStandardFinalizers(deployment.metadata, errors)
  validateDeploymentSpec(deployment.spec, errors)
  return errors
}

export function validateDeploymentUpdate(
  next: Deployment,
  current: Deployment,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  validateDeploymentSpec(next.spec, errors)
  validateSelectorUnchanged(next.spec.selector, current.spec.selector, errors)
  return errors
}

export function validateDeploymentStatusUpdate(
  next: Deployment,
  current: Deployment,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  const { status } = next
  for (const field of DEPLOYMENT_COUNTS) {
    validateNonNegative(status[field] ?? 0, `status.${field}`, errors)
  }
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0, updatedReplicas = 0 } = status
  const exceeding = (field: string, value: number, max: number, maxName: string): void => {
    if (value <= max) return
    errors.push(invalidValue(`status.${field}`, value, `cannot be greater than ${maxName}`))
  }
  exceeding('updatedReplicas', updatedReplicas, replicas, 'status.replicas')
  exceeding('readyReplicas', readyReplicas, replicas, 'status.replicas')
  exceeding('availableReplicas', availableReplicas, replicas, 'status.replicas')
  exceeding('availableReplicas', availableReplicas, readyReplicas, 'readyReplicas')
  if ((status.collisionCount ?? 0) < (current.status.collisionCount ?? 0)) {
    errors.push(
      invalidValue('status.collisionCount', status.collisionCount, 'cannot be decremented'),
    )
  }
  return errors
}

const DEPLOYMENT_COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
] as const

function validateDeploymentSpec(spec: Deployment['spec'], errors: FieldError[]): void {
  validateNonNegative(spec.replicas ?? 0, 'spec.replicas', errors)
  const isUsable = validateSelector(spec.selector, 'deployment', errors)
  if (isUsable) validateTemplate(spec.selector, spec.template, errors)
  validateStrategy(spec.strategy ?? {}, errors)
  validateNonNegative(spec.minReadySeconds ?? 0, 'spec.minReadySeconds', errors)
  validateNonNegative(spec.revisionHistoryLimit ?? 0, 'spec.revisionHistoryLimit', errors)
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec
  if (deadline === undefined) return
  validateNonNegative(deadline, 'spec.progressDeadlineSeconds', errors)
  if (deadline <= minReadySeconds) {
    const detail = 'must be greater than minReadySeconds'
    errors.push(invalidValue('spec.progressDeadlineSeconds', deadline, detail))
  }
}

/** Whether the selector can be used to look at the template; its own errors are pushed. */
function validateSelector(
  selector: LabelSelector | undefined,
  what: string,
  errors: FieldError[],
): boolean {
  const path = 'spec.selector'
  if (selector === undefined || selector === null) {
    errors.push(requiredValue(path))
    return true
  }
  const before = errors.length
  validateLabelSelector(selector, path, errors)
  const isBroken = errors.length > before
  const { matchLabels = {}, matchExpressions = [] } = selector
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    errors.push(invalidValue(path, {}, `empty selector is invalid for ${what}`))
  }
  if (isBroken) errors.push(invalidValue(path, shownSelector(selector), 'invalid label selector'))
  return !isBroken
}

/** The selector with its fields in the order of the Go struct. */
function shownSelector({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
  return {
    ...(matchLabels !== undefined && { matchLabels: sortedMap(matchLabels) }),
    ...(matchExpressions !== undefined && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key,
        operator,
        ...(values !== undefined && { values }),
      })),
    }),
  }
}

/** Go prints maps in order of their keys. */
function sortedMap(map: { readonly [key: string]: string }): { readonly [key: string]: string } {
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function validateTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec | undefined,
  errors: FieldError[],
): void {
  const path = 'spec.template'
  if (template === undefined) {
    errors.push(requiredValue(path))
    return
  }
  const labels = template.metadata?.labels
  // No selector selects nothing; an empty one has been told already.
  const isEmpty =
    selector !== undefined &&
    Object.keys(selector.matchLabels ?? {}).length === 0 &&
    (selector.matchExpressions ?? []).length === 0
  if (!isEmpty && !labelMatcher(selector)(labels)) {
    const detail = '`selector` does not match template `labels`'
    const shown = labels === undefined ? null : sortedMap(labels)
    errors.push(invalidValue(`${path}.metadata.labels`, shown, detail))
  }
  // Upstream leaves out `metadata` in the paths of these two.
  validateLabels(labels, `${path}.labels`, errors)
  validateAnnotations(template.metadata?.annotations, `${path}.annotations`, errors)
  const { spec } = template
  errors.push(...validatePodSpec(spec ?? { containers: [] }, `${path}.spec`))
  const restartPolicy = spec?.restartPolicy ?? ''
  if (restartPolicy !== 'Always') {
    errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']))
  }
  if (spec?.activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in ReplicaSet is not Supported'
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, detail))
  }
}

const STRATEGY_TYPES = ['Recreate', 'RollingUpdate']

function validateStrategy(
  strategy: NonNullable<Deployment['spec']['strategy']>,
  errors: FieldError[],
): void {
  const { type = '', rollingUpdate } = strategy
  if (type === 'Recreate') {
    if (rollingUpdate === undefined) return
    const detail = "may not be specified when strategy `type` is 'Recreate'"
    errors.push(forbidden('spec.strategy.rollingUpdate', detail))
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate === undefined) {
      const detail = 'this should be defaulted and never be nil'
      errors.push(requiredValue('spec.strategy.rollingUpdate', detail))
    } else validateRollingUpdate(rollingUpdate, errors)
  } else {
    const shown = {
      Type: type,
      RollingUpdate:
        rollingUpdate === undefined
          ? null
          : {
              MaxUnavailable: rollingUpdate.maxUnavailable ?? 0,
              MaxSurge: rollingUpdate.maxSurge ?? 0,
            },
    }
    errors.push(notSupported('spec.strategy', shown, STRATEGY_TYPES))
  }
}

function validateRollingUpdate(
  rollingUpdate: { readonly maxUnavailable?: number | string; readonly maxSurge?: number | string },
  errors: FieldError[],
): void {
  const path = 'spec.strategy.rollingUpdate'
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  validateShare(maxUnavailable, `${path}.maxUnavailable`, errors)
  validateShare(maxSurge, `${path}.maxSurge`, errors)
  if (shareOf(maxUnavailable) === 0 && shareOf(maxSurge) === 0) {
    const detail = 'may not be 0 when `maxSurge` is 0'
    errors.push(invalidValue(`${path}.maxUnavailable`, maxUnavailable, detail))
  }
  const share = scaledIntOrPercent(maxUnavailable, 100, 'up')
  if (typeof maxUnavailable === 'string' && typeof share === 'number' && share > 100) {
    errors.push(
      invalidValue(`${path}.maxUnavailable`, maxUnavailable, 'must not be greater than 100%'),
    )
  }
}

/** The number, or the number before `%`; 0 for what is no percentage, as upstream's check takes it. */
function shareOf(value: number | string): number {
  if (typeof value === 'number') return value
  const share = scaledIntOrPercent(value, 100, 'up')
  return typeof share === 'number' ? share : 0
}

function validateShare(value: number | string, path: string, errors: FieldError[]): void {
  if (typeof value === 'number') validateNonNegative(value, path, errors)
  else errors.push(...invalidValues(path, value, percentErrors(value)))
}

function validateSelectorUnchanged(
  next: LabelSelector,
  current: LabelSelector,
  errors: FieldError[],
): void {
  if (isSame(next, current)) return
  const shown = next === undefined || next === null ? null : shownSelector(next)
  errors.push(invalidValue('spec.selector', shown, 'field is immutable'))
}

export function validateReplicaSet(set: ReplicaSet): readonly FieldError[] {
  const errors = validateObjectMeta(set.metadata, true, subdomainName)
  validateStandardFinalizers(set.metadata, errors)
  validateReplicaSetSpec(set.spec, errors)
  return errors
}

export function validateReplicaSetUpdate(
  next: ReplicaSet,
  current: ReplicaSet,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  validateReplicaSetSpec(next.spec, errors)
  validateSelectorUnchanged(next.spec.selector, current.spec.selector, errors)
  return errors
}

function validateReplicaSetSpec(spec: ReplicaSet['spec'], errors: FieldError[]): void {
  validateNonNegative(spec.replicas ?? 0, 'spec.replicas', errors)
  validateNonNegative(spec.minReadySeconds ?? 0, 'spec.minReadySeconds', errors)
  // Upstream says "deployment" here, too.
  const isUsable = validateSelector(spec.selector, 'deployment', errors)
  if (isUsable) validateTemplate(spec.selector, spec.template, errors)
}

export function validateReplicaSetStatusUpdate(
  next: ReplicaSet,
  current: ReplicaSet,
): readonly FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, current.metadata)
  const { status } = next
  const counts = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'] as const
  for (const field of counts) validateNonNegative(status[field] ?? 0, `status.${field}`, errors)
  validateNonNegative(status.observedGeneration ?? 0, 'status.observedGeneration', errors)
  const { replicas, readyReplicas = 0, availableReplicas = 0 } = status
  for (const field of ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'] as const) {
    const value = status[field] ?? 0
    if (value > replicas) {
      errors.push(invalidValue(`status.${field}`, value, 'cannot be greater than status.replicas'))
    }
  }
  if (availableReplicas > readyReplicas) {
    const detail = 'cannot be greater than readyReplicas'
    errors.push(invalidValue('status.availableReplicas', availableReplicas, detail))
  }
  return errors
}

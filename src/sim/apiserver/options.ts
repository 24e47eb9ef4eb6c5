import type { Status } from '../../protocol/objects/meta.ts'
import {
  type FieldError,
  forbidden,
  invalidStatus,
  invalidValue,
  notSupported,
  requiredValue,
} from '../api/validation/field-error.ts'
import type { Verb } from './route.ts'
import type { RoutedRequest } from './surroundings.ts'
import type { ApiRequest } from './wire.ts'

/** `metav1.DeleteOptions`, from a body or from query parameters. */
export interface DeleteOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: string
  readonly orphanDependents?: boolean
  readonly dryRun?: readonly string[]
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
}

type Query = { readonly [parameter: string]: string }

/** What is wrong with a request's parameters, if anything. Upstream: k8s.io/apimachinery/pkg/apis/meta/v1/validation, v0.36. */
export function optionsMisfit({ request, route }: RoutedRequest): Status | undefined {
  const { query } = request
  const isDelete = route.verb === 'delete' || route.verb === 'deletecollection'
  if (isDelete) return refusal('DeleteOptions', deleteErrors(deleteOptionsOf(request)))
  if (query === undefined && route.verb !== 'patch') return undefined
  const kind = OPTIONS[route.verb]
  return kind === undefined ? undefined : refusal(kind, errorsOf(kind, request, query ?? {}))
}

/** The options of a DELETE; parameters win over the body. */
export function deleteOptionsOf({ body, query = {} }: ApiRequest): DeleteOptions {
  const options = (body ?? {}) as DeleteOptions
  return {
    ...options,
    ...(query.dryRun !== undefined && { dryRun: [query.dryRun] }),
    ...(query.gracePeriodSeconds !== undefined && {
      gracePeriodSeconds: Number(query.gracePeriodSeconds),
    }),
    ...(query.propagationPolicy !== undefined && { propagationPolicy: query.propagationPolicy }),
  }
}

/** Whether the request is only a rehearsal: everything but the storing. */
export function isDryRun({ request, route }: RoutedRequest): boolean {
  if (route.verb === 'delete') return deleteOptionsOf(request).dryRun?.includes('All') ?? false
  return request.query?.dryRun === 'All'
}

const OPTIONS: { readonly [V in Verb]?: string } = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
  list: 'ListOptions',
  watch: 'ListOptions',
}

function refusal(kind: string, errors: readonly FieldError[]): Status | undefined {
  return errors.length === 0 ? undefined : invalidStatus(kind, 'meta.k8s.io', '', errors)
}

function deleteErrors({
  propagationPolicy,
  orphanDependents,
  dryRun,
}: DeleteOptions): readonly FieldError[] {
  const errors: FieldError[] = []
  if (propagationPolicy !== undefined && orphanDependents !== undefined) {
    const text = 'orphanDependents and deletionPropagation cannot be both set'
    errors.push(invalidValue('propagationPolicy', propagationPolicy, text))
  }
  if (propagationPolicy !== undefined && !POLICIES.includes(propagationPolicy))
    errors.push(notSupported('propagationPolicy', propagationPolicy, [...POLICIES, 'nil']))
  return [...errors, ...dryRunErrors(dryRun)]
}

const POLICIES = ['Foreground', 'Background', 'Orphan']

function dryRunErrors(dryRun: readonly string[] | undefined): readonly FieldError[] {
  return dryRun?.some((value) => value !== 'All') ? [notSupported('dryRun', dryRun, ['All'])] : []
}

function errorsOf(kind: string, request: ApiRequest, query: Query): readonly FieldError[] {
  if (kind === 'ListOptions') return listErrors(query)
  return [
    ...(kind === 'PatchOptions' ? applyErrors(request, query) : []),
    ...dryRunErrors(query.dryRun === undefined ? undefined : [query.dryRun]),
    ...validationErrors(query.fieldValidation),
  ]
}

function applyErrors({ contentType }: ApiRequest, query: Query): readonly FieldError[] {
  const isApply = contentType === 'application/apply-patch+yaml'
  if (isApply && !query.fieldManager)
    return [requiredValue('fieldManager', 'is required for apply patch')]
  if (!isApply && query.force !== undefined)
    return [forbidden('force', 'may not be specified for non-apply patch')]
  return []
}

function validationErrors(mode: string | undefined): readonly FieldError[] {
  const isKnown = mode === undefined || VALIDATIONS.includes(mode)
  return isKnown ? [] : [notSupported('fieldValidation', mode, VALIDATIONS)]
}

const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn']

function listErrors({ resourceVersionMatch, resourceVersion }: Query): readonly FieldError[] {
  if (resourceVersionMatch === undefined) return []
  if (!resourceVersion) {
    const text = 'resourceVersionMatch is forbidden unless resourceVersion is provided'
    return [forbidden('resourceVersionMatch', text)]
  }
  if (MATCHES.includes(resourceVersionMatch)) return []
  return [notSupported('resourceVersionMatch', resourceVersionMatch, [...MATCHES, ''])]
}

const MATCHES = ['Exact', 'NotOlderThan']

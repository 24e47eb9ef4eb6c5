import type { LabelSelectorRequirement, StringMap } from '../../protocol/objects/meta.ts'
import type { Affinity, NodeSelectorTerm, Pod } from '../../protocol/objects/pod.ts'
import {
  type LabelOperator,
  type LabelRequirement,
  requirementError,
} from '../api/label-requirement.ts'
import { compileLabelQuery, hasAllLabels, type LabelMatcher } from '../api/label-selector.ts'

/** What node selectors see of a node. */
export interface SelectableNode {
  readonly name: string
  readonly labels: StringMap | undefined
}

type PreferredTerms = NonNullable<
  NonNullable<Affinity['nodeAffinity']>['preferredDuringSchedulingIgnoredDuringExecution']
>

interface CompiledTerm {
  readonly matches: (node: SelectableNode) => boolean
  readonly errors: readonly string[]
}

/** A required node affinity or selector, read once for many nodes. */
export interface RequiredNodeAffinity {
  matches(node: SelectableNode): boolean
  /** What is wrong with the terms that lead to no node, in Kubernetes' words. */
  readonly errors: readonly string[]
}

const OPERATORS: ReadonlyMap<string, LabelOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
  ['Gt', 'gt'],
  ['Lt', 'lt'],
])
const OPERATORS_KNOWN = [...OPERATORS.keys()].map((name) => JSON.stringify(name)).join(', ')
const NAME_FIELD = 'metadata.name'

/**
 * Where a pod must go: all labels of its `nodeSelector`, and any one of its required terms.
 * Upstream: component-helpers/scheduling/corev1/nodeaffinity, v0.36.
 */
export function requiredNodeAffinity(spec: {
  readonly nodeSelector?: StringMap
  readonly affinity?: Affinity
}): RequiredNodeAffinity {
  const selector = spec.nodeSelector
  const required =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? undefined
  const terms = required?.nodeSelectorTerms
    ?.map((term, index) => compileTerm(term, `nodeSelectorTerms[${index}]`))
    .filter((term) => term !== undefined)
  return {
    errors: terms?.flatMap(({ errors }) => errors) ?? [],
    matches(node) {
      if (selector && !hasAllLabels(node.labels, selector)) return false
      if (!required) return true
      return terms?.some((term) => term.errors.length === 0 && term.matches(node)) ?? false
    },
  }
}

/** Whether the pod asks for anything of nodes at all. */
export function hasRequiredNodeAffinity({ spec }: Pod): boolean {
  return (
    spec.nodeSelector !== undefined ||
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined
  )
}

/** Sums the weights of the preferred terms that a node meets, or says what is wrong with them. */
export function preferredNodeAffinity(
  terms: PreferredTerms,
): ((node: SelectableNode) => number) | { readonly errors: readonly string[] } {
  const compiled: (CompiledTerm & { readonly weight: number })[] = []
  for (const [index, { weight, preference }] of terms.entries()) {
    const term = weight === 0 ? undefined : compileTerm(preference, `[${index}]`)
    if (term) compiled.push({ ...term, weight })
  }
  const errors = compiled.flatMap((term) => term.errors)
  if (errors.length > 0) return { errors }
  return (node) => {
    let score = 0
    for (const { matches, weight } of compiled) if (matches(node)) score += weight
    return score
  }
}

/**
 * The names of the only nodes that required terms allow by `metadata.name`; undefined if some term allows any name, an
 * empty set if the terms contradict themselves. Upstream: NodeAffinity.PreFilter, v1.36.
 */
export function requiredNodeNames({ spec }: Pod): ReadonlySet<string> | undefined {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (!required || required.nodeSelectorTerms.length === 0) return undefined
  const names = new Set<string>()
  for (const term of required.nodeSelectorTerms) {
    let allowed: readonly string[] | undefined
    for (const { key, operator, values = [] } of term.matchFields ?? []) {
      if (key !== NAME_FIELD || operator !== 'In') continue
      allowed = allowed === undefined ? values : allowed.filter((name) => values.includes(name))
    }
    if (allowed === undefined) return undefined
    for (const name of allowed) names.add(name)
  }
  return names
}

/** Undefined for an empty term, which matches nothing. */
function compileTerm(term: NodeSelectorTerm, path: string): CompiledTerm | undefined {
  const expressions = term.matchExpressions ?? []
  const fields = term.matchFields ?? []
  if (expressions.length === 0 && fields.length === 0) return undefined
  const errors = [
    ...expressions.flatMap((each, i) => expressionErrors(each, `${path}.matchExpressions[${i}]`)),
    ...fields.flatMap((each, i) => fieldErrors(each, `${path}.matchFields[${i}]`)),
  ]
  if (errors.length > 0) return { matches: () => false, errors }
  const byLabels = labelsMatcher(expressions)
  return {
    errors,
    matches: (node) =>
      byLabels(node.labels) && fields.every((field) => doesNameMatch(field, node.name)),
  }
}

function labelsMatcher(expressions: readonly LabelSelectorRequirement[]): LabelMatcher {
  return compileLabelQuery({ requirements: expressions.map(requirementOf) })
}

function requirementOf({ key, operator, values }: LabelSelectorRequirement): LabelRequirement {
  return { key, operator: OPERATORS.get(operator) ?? 'in', values: values ?? [] }
}

function expressionErrors(expression: LabelSelectorRequirement, path: string): string[] {
  const { operator } = expression
  if (!OPERATORS.has(operator)) return [unsupported(`${path}.operator`, operator, OPERATORS_KNOWN)]
  const error = requirementError(requirementOf(expression))
  if (error === undefined) return []
  const isList = error.startsWith('[') && error.endsWith(']')
  const all = isList ? error.slice(1, -1).split(/, (?=key: |values(?:\[|: ))/) : [error]
  return all.map((each) => `${path}.${each}`)
}

/** Only `metadata.name` with exactly one value can be selected by. */
function fieldErrors(field: LabelSelectorRequirement, path: string): string[] {
  const { operator, values = [] } = field
  if (operator !== 'In' && operator !== 'NotIn')
    return [unsupported(`${path}.operator`, operator, '"In", "NotIn"')]
  if (values.length === 1) return []
  return [`${path}.values: Invalid value: ${JSON.stringify(values)}: must have one element`]
}

function doesNameMatch({ key, operator, values }: LabelSelectorRequirement, name: string): boolean {
  // Upstream looks the field up in a set of this one alone; any other is empty there.
  const value = key === NAME_FIELD ? name : ''
  return (value === values?.[0]) === (operator === 'In')
}

function unsupported(path: string, value: string, known: string): string {
  return `${path}: Unsupported value: ${JSON.stringify(value)}: supported values: ${known}`
}

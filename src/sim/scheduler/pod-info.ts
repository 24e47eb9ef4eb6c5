import type { LabelSelector, StringMap } from '../../protocol/objects/meta.ts'
import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../../protocol/objects/pod.ts'
import { type LabelMatcher, labelMatcher } from '../api/label-selector.ts'
import { podNonZeroRequests, podRequests } from '../api/pod-resources.ts'
import { keyOf } from '../api/resources.ts'
import { type HostPort, hostPortsOf } from './host-ports.ts'
import { type Resources, resourcesOf } from './resources.ts'

/** A pod that is, or soon will be, on a node, as far as scheduling others concerns it. Upstream: framework.PodInfo, v1.36. */
export interface PodInfo {
  /** `namespace/name` */
  readonly key: string
  readonly uid: string
  readonly namespace: string
  readonly labels: StringMap | undefined
  readonly priority: number
  /** Spreading does not count pods that are going. */
  readonly isTerminating: boolean
  readonly requests: Resources
  readonly nonZero: Resources
  readonly ports: readonly HostPort[]
  readonly affinity: PodAffinityInfo | undefined
}

/** A pod's rules about other pods. */
export interface PodAffinityInfo {
  readonly required: readonly AffinityTerm[]
  readonly requiredAnti: readonly AffinityTerm[]
  readonly preferred: readonly WeightedTerm[]
  readonly preferredAnti: readonly WeightedTerm[]
}

/** A rule's reach: pods of these namespaces, or of namespaces with such labels, with such labels themselves. */
export interface AffinityTerm {
  readonly namespaces: readonly string[]
  readonly namespaceSelector: LabelSelector | undefined
  readonly selector: LabelSelector | undefined
  readonly topologyKey: string
}

interface WeightedTerm extends AffinityTerm {
  readonly weight: number
}

export function podInfoOf(pod: Pod): PodInfo {
  const { metadata, spec } = pod
  return {
    key: keyOf(pod),
    uid: metadata.uid,
    namespace: metadata.namespace ?? 'default',
    labels: metadata.labels,
    priority: spec.priority ?? 0,
    isTerminating: metadata.deletionTimestamp !== undefined,
    requests: resourcesOf(podRequests(spec)),
    nonZero: resourcesOf(podNonZeroRequests(spec)),
    ports: hostPortsOf(spec),
    affinity: affinityInfoOf(pod),
  }
}

/** A pod's rules about other pods, or undefined if it has none. */
export function affinityInfoOf(pod: Pod): PodAffinityInfo | undefined {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {}
  if (!podAffinity && !podAntiAffinity) return undefined
  const home = pod.metadata.namespace ?? 'default'
  return {
    required: termsOf(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution, home),
    requiredAnti: termsOf(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution, home),
    preferred: weightedOf(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution, home),
    preferredAnti: weightedOf(
      podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution,
      home,
    ),
  }
}

/** Whether a term means a pod with these labels in this namespace. */
export function doesTermMatch(
  term: AffinityTerm,
  pod: { readonly namespace: string; readonly labels: StringMap | undefined },
  namespaceLabels: (namespace: string) => StringMap | undefined,
): boolean {
  if (!term.namespaces.includes(pod.namespace)) {
    if (!term.namespaceSelector) return false
    if (!matcherOf(term.namespaceSelector)(namespaceLabels(pod.namespace))) return false
  }
  return matcherOf(term.selector)(pod.labels)
}

function matcherOf(selector: LabelSelector | undefined): LabelMatcher {
  return labelMatcher(selector)
}

function termsOf(terms: readonly PodAffinityTerm[] | undefined, home: string): AffinityTerm[] {
  return (terms ?? []).map((term) => termOf(term, home))
}

function weightedOf(
  terms: readonly WeightedPodAffinityTerm[] | undefined,
  home: string,
): WeightedTerm[] {
  return (terms ?? []).map(({ weight, podAffinityTerm }) => ({
    ...termOf(podAffinityTerm, home),
    weight,
  }))
}

function termOf(term: PodAffinityTerm, home: string): AffinityTerm {
  const isHomeOnly = !term.namespaces?.length && term.namespaceSelector === undefined
  return {
    namespaces: isHomeOnly ? [home] : (term.namespaces ?? []),
    namespaceSelector: term.namespaceSelector,
    selector: term.labelSelector,
    topologyKey: term.topologyKey,
  }
}

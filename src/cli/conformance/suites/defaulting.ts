import type { Json, JsonObject } from '../../../protocol/objects/meta.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { defaulted, skipOutOfScope, strategyOf } from './kinds-in-scope.ts'

/** Defaults of every kind, recorded from 1.20; what 1.36 adds is taken out before comparing. */
export const defaultingSuite: SuiteAdapter = {
  suite: 'defaulting',

  run({ object }) {
    const complete = defaulted(object)
    const prepared = strategyOf(object).prepareForCreate(complete)
    return { object: as120(complete), prepared: as120(prepared) }
  },

  skip: ({ input }) => skipOutOfScope(input.object),

  compare(got, want) {
    const answer = got as { object: unknown; prepared: unknown }
    const shown = want.prepared ? answer : { object: answer.object }
    return compareAnswers(shown, {
      object: as120(want.object),
      ...(want.prepared && { prepared: as120(want.prepared) }),
    })
  },
}

/** The object without what is newer than the recording, and without what is zero. */
function as120(object: unknown): Json {
  const copy = structuredClone(object) as Mutable
  const { metadata, spec } = copy
  // 1.21: every namespace has its name as a label.
  if (copy.kind === 'Namespace' && metadata?.labels) {
    delete metadata.labels['kubernetes.io/metadata.name']
  }
  if (copy.kind === 'Service' && spec) {
    // 1.22 and 1.24.
    delete spec.internalTrafficPolicy
    delete spec.allocateLoadBalancerNodePorts
    // 1.30: a ClusterIP Service with external IPs counts as reachable from outside.
    if (spec.type === 'ClusterIP') delete spec.externalTrafficPolicy
  }
  // 1.33: pods have a generation.
  if (copy.kind === 'Pod') delete metadata?.generation
  // 1.29: the address of a host alias is always written.
  for (const alias of (spec?.hostAliases ?? []) as { ip?: string }[]) {
    if (alias.ip === '') delete alias.ip
  }
  withoutOldAccountName(spec)
  const podSpec = (spec?.template as Mutable | undefined)?.spec
  withoutOldAccountName(podSpec)
  withoutHostPorts(podSpec)
  return copy as unknown as JsonObject
}

interface Mutable {
  [field: string]: unknown
  metadata?: { [field: string]: unknown; labels?: { [key: string]: unknown } }
  spec?: { [field: string]: unknown }
}

/** The recording stops before the conversion that shows the service account under its old name, too. */
function withoutOldAccountName(spec: Mutable['spec']): void {
  if (spec?.serviceAccount === spec?.serviceAccountName) delete spec?.serviceAccount
}

/** 1.28: in templates on the host network, host ports are no longer defaulted. */
function withoutHostPorts(spec: Mutable['spec']): void {
  if (spec?.hostNetwork !== true) return
  const containers = [spec.containers, spec.initContainers].flat() as readonly (
    | Mutable
    | undefined
  )[]
  for (const container of containers) {
    for (const port of (container?.ports ?? []) as Mutable[]) {
      if (port.hostPort === port.containerPort) delete port.hostPort
    }
  }
}

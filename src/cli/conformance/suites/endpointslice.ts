import type { Node } from '../../../protocol/objects/cluster.ts'
import type { StringMap } from '../../../protocol/objects/meta.ts'
import type { Endpoint, EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { belongsInSlices } from '../../../sim/controllers/endpointslice/endpoint.ts'
import {
  reconcileSlices,
  type SliceChanges,
} from '../../../sim/controllers/endpointslice/reconcile-slices.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { GoldenCase, SuiteAdapter } from '../suite-adapter.ts'

interface PodSummary {
  readonly name: string
  readonly podIP: string
  readonly terminating: boolean
  readonly containerPorts: readonly object[]
}

interface Input {
  readonly service: Service
  readonly nodes: readonly Node[]
  readonly pods?: readonly Pod[]
  readonly pods2?: readonly Pod[]
  readonly podSummaries?: readonly PodSummary[]
}

interface Answer {
  readonly slices?: readonly ComparableSlice[]
  readonly want2?: { readonly slices?: readonly ComparableSlice[] }
}

interface ComparableSlice {
  readonly addressType: string
  readonly ports: EndpointSlice['ports']
  readonly count: number
  readonly endpoints: readonly Omit<Endpoint, 'hostname'>[]
  readonly labels: StringMap | undefined
}

/** What the pods of a service become in its slices. */
export const endpointSliceSuite: SuiteAdapter = {
  suite: 'endpointslice',

  run(json) {
    const input = json as unknown as Input
    if (input.podSummaries) return runLarge(input, input.podSummaries)
    const first = reconcile(input, input.pods ?? [], [])
    const existing = applied([], first)
    const answer = { error: errorOf(first), slices: existing.map(comparable) }
    if (!input.pods2) return answer
    const second = reconcile(input, input.pods2, existing)
    return {
      ...answer,
      want2: {
        error: errorOf(second),
        actions: {
          create: second.creates.length,
          update: second.updates.length,
          delete: second.deletes.length,
        },
        slices: applied(existing, second).map(comparable),
      },
    }
  },

  compare(got, want) {
    const sorted = (answer: unknown) => {
      const { slices, want2, ...rest } = answer as Answer
      return {
        ...rest,
        slices: ordered(slices),
        want2: want2 && { ...want2, slices: ordered(want2.slices) },
      }
    }
    return compareAnswers(sorted(got), sorted(want))
  },

  accept({ input, want }: GoldenCase) {
    const { service, pods = [], pods2 = [] } = input as unknown as Input
    const second = want.want2 as
      | { readonly error?: string; readonly slices?: readonly object[] }
      | undefined
    if (want.error || second?.error) {
      return 'a pod on an unknown node: 1.20 writes nothing, 1.36 leaves that pod out and tries again'
    }
    if ([...pods, ...pods2].some((pod) => isOver(pod))) {
      return 'finished pods: 1.36 leaves them out of the slices'
    }
    if (service.metadata.name && isEmptyAgain(want, second)) {
      return 'an empty slice that stays empty: 1.20 writes it again, 1.36 does not'
    }
    return undefined
  },
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded'
}

function isEmptyAgain(
  want: GoldenCase['want'],
  second: { readonly slices?: readonly object[] } | undefined,
) {
  const isEmpty = (slices: unknown) =>
    Array.isArray(slices) && slices.every((slice) => (slice as { count?: number }).count === 0)
  return isEmpty(want.slices) && isEmpty(second?.slices)
}

function reconcile(
  { service, nodes }: Input,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[],
): SliceChanges {
  return reconcileSlices({
    service,
    pods: pods.map((pod) => ({ ...pod, status: pod.status ?? {} })),
    existing,
    node: (name) => nodes.find(({ metadata }) => metadata.name === name),
  })
}

function errorOf({ missingNode }: SliceChanges): string | null {
  return missingNode === undefined ? null : `node "${missingNode}" not found`
}

function applied(
  existing: readonly EndpointSlice[],
  { creates, updates, deletes }: SliceChanges,
): readonly EndpointSlice[] {
  const deleted = new Set(deletes.map(({ metadata }) => metadata.name))
  const updated = new Map(updates.map((slice) => [slice.metadata.name, slice]))
  const kept = existing
    .filter(({ metadata }) => !deleted.has(metadata.name))
    .map((slice) => updated.get(slice.metadata.name) ?? slice)
  const made = creates.map((slice, index): EndpointSlice => {
    const name = `svc-${existing.length + index}`
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name,
        labels: slice.labels,
        uid: name,
        resourceVersion: '1',
        creationTimestamp: '',
      },
      addressType: slice.addressType,
      endpoints: slice.endpoints,
      ports: slice.ports,
    }
  })
  return [...kept, ...made]
}

/** In the form of the recording: without names, and of a pod only its own name. */
function comparable({ addressType, endpoints, ports, metadata }: EndpointSlice): ComparableSlice {
  return {
    addressType,
    ports: ports ?? [],
    count: endpoints?.length ?? 0,
    endpoints: (endpoints ?? []).map(({ targetRef, ...rest }) => ({
      ...rest,
      targetRef: { kind: targetRef?.kind, name: targetRef?.name },
    })),
    labels: metadata.labels,
  }
}

/** Neither slices nor ports nor endpoints have an order. */
function ordered(slices: readonly ComparableSlice[] | undefined): readonly ComparableSlice[] {
  const byText = (a: object, b: object) => (orderKey(a) < orderKey(b) ? -1 : 1)
  return (slices ?? [])
    .map((slice) => ({
      ...slice,
      ports: (slice.ports ?? []).toSorted(byText),
      endpoints: (slice.endpoints ?? []).toSorted(byText),
    }))
    .toSorted(byText)
}

/** The same whatever the order of fields. */
function orderKey(value: object): string {
  const leaves: string[] = []
  JSON.stringify(value, (key, leaf: unknown) => {
    if (typeof leaf !== 'object') leaves.push(`${key}=${leaf}`)
    return leaf
  })
  return leaves.sort().join()
}

function runLarge(input: Input, summaries: readonly PodSummary[]) {
  const pods = summaries.map((summary): Pod => podOf(summary))
  const changes = reconcile(input, pods, [])
  return {
    error: errorOf(changes),
    podsWithIP: pods.filter(belongsInSlices).length,
    sliceCounts: changes.creates.map(({ endpoints }) => endpoints.length).toSorted((a, b) => a - b),
  }
}

function podOf({ name, podIP, terminating, containerPorts }: PodSummary): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: '',
      ...(terminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: { nodeName: 'node-a', containers: [{ name: 'c', ports: containerPorts as never }] },
    status: { phase: 'Running', podIP, podIPs: podIP ? [{ ip: podIP }] : [] },
  }
}

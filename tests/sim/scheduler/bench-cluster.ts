import type { Node } from '../../../src/protocol/objects/cluster.ts'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type { SchedulingTrace } from '../../../src/protocol/trace.ts'
import type { ApiRequest } from '../../../src/sim/apiserver/wire.ts'
import { Kernel } from '../../../src/sim/kernel/kernel.ts'
import { type Component, type Message, SECOND } from '../../../src/sim/kernel/types.ts'
import { latencyModel } from '../../../src/sim/latencies.ts'
import { createScheduler } from '../../../src/sim/scheduler/scheduler.ts'
import { FakeApi } from './fake-api.ts'

/** A scheduler, a store of objects to work with, and nodes that are objects only. */
export class BenchCluster {
  readonly kernel: Kernel
  private readonly api: FakeApi

  constructor(nodes: readonly Node[], journalBytes?: number) {
    this.kernel = new Kernel({ seed: 1, latency: latencyModel, journalBytes })
    this.api = new FakeApi(this.kernel)
    const { kernel, api } = this
    kernel.register(api)
    kernel.register(createScheduler(kernel))
    kernel.register(hand())
    kernel.start(() => {
      for (const each of nodes) api.objects.set(`nodes/${each.metadata.name}`, each)
      kernel.seedMessage('kube-scheduler', { type: 'start' })
    })
    this.run(0.1)
  }

  /** Lets virtual time pass. */
  run(seconds: number): void {
    const until = this.kernel.now + seconds * SECOND
    this.kernel.run({ until })
  }

  /** Kills the scheduler's process and starts it anew. */
  restartScheduler(): void {
    this.kernel.submit('hand', { type: 'restart', component: 'kube-scheduler' } as Message)
  }

  ask(method: ApiRequest['method'], path: string, body?: unknown): void {
    const request = { method, path, body, user: 'kubernetes-admin', userAgent: 'kubectl' }
    this.kernel.submit('hand', { type: 'ask', request } as Message)
  }

  create(pod: unknown): void {
    this.ask('POST', '/api/v1/namespaces/default/pods', pod)
  }

  delete(name: string): void {
    this.ask('DELETE', `/api/v1/namespaces/default/pods/${name}`)
  }

  patchPod(name: string, patch: unknown): void {
    this.ask('PATCH', `/api/v1/namespaces/default/pods/${name}`, patch)
  }

  patchNode(name: string, patch: unknown): void {
    this.ask('PATCH', `/api/v1/nodes/${name}`, patch)
  }

  refuseBindings(): void {
    this.kernel.submit('kube-apiserver', { type: 'refuse-bindings' })
  }

  pod(name: string): Pod | undefined {
    return this.api.objects.get(`pods/default/${name}`) as Pod | undefined
  }

  nodeOf(name: string): string {
    return this.pod(name)?.spec.nodeName ?? ''
  }

  /** What PodScheduled says. */
  scheduled(name: string): string {
    const condition = this.pod(name)?.status.conditions?.find(({ type }) => type === 'PodScheduled')
    return condition ? [condition.status, condition.reason].filter(Boolean).join(' ') : ''
  }

  /** What the scheduler told about a pod: `reason: message`, and how often if more than once. */
  events(name: string): readonly string[] {
    return this.api.objects.withPrefix('events/').flatMap((object) => {
      if (object.kind !== 'Event' || object.involvedObject.name !== name) return []
      return [`${object.reason}: ${object.message}`]
    })
  }

  /** The records of all cycles so far. */
  cycles(): readonly SchedulingTrace[] {
    const found: SchedulingTrace[] = []
    const { history } = this.kernel
    for (let at = history.base + 1; at <= history.end; at++) {
      for (const trace of history.at(at)?.traces ?? [])
        if (trace.type === 'scheduling') found.push(trace as SchedulingTrace)
    }
    return found
  }
}

function hand(): Component {
  return {
    name: 'hand',
    kind: 'kubectl',
    host: 'user',
    handle(message, ctx) {
      const { type, request, component } = message as Message & {
        readonly request: ApiRequest
        readonly component: string
      }
      if (type === 'ask') ctx.send('kube-apiserver', { type: 'request', request } as Message)
      if (type !== 'restart') return
      ctx.halt(component)
      ctx.revive(component)
      ctx.send(component, { type: 'start' })
    },
  }
}

interface NodeOptions {
  readonly cpu?: string
  readonly memory?: string
  readonly pods?: string
  readonly labels?: { readonly [key: string]: string }
  readonly taints?: Node['spec']['taints']
  readonly unschedulable?: boolean
}

export function node(name: string, options: NodeOptions = {}): Node {
  const { cpu = '4', memory = '8Gi', pods = '110', labels, taints, unschedulable } = options
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'kubernetes.io/hostname': name, ...labels },
    },
    spec: { taints, unschedulable },
    status: { allocatable: { cpu, memory, pods } },
  }
}

export function pod(name: string, cpu?: string, spec: Partial<Pod['spec']> = {}): Pod {
  const resources = cpu === undefined ? {} : { requests: { cpu } }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: '',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { app: name.replace(/-\d+$/, '') },
    },
    spec: {
      containers: [{ name: 'main', image: 'nginx', resources }],
      schedulerName: 'default-scheduler',
      ...spec,
    },
    status: {},
  }
}

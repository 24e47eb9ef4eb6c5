import type { FailureName } from '../../../src/protocol/messages.ts'
import type { Event } from '../../../src/protocol/objects/cluster.ts'
import type { KubeObject } from '../../../src/protocol/objects/index.ts'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type { ApiAuditTrace, LifecycleTrace } from '../../../src/protocol/trace.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import type { KeyValue } from '../../../src/sim/etcd/wire.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'
import type { RuntimeContainer } from '../../../src/sim/node/cri.ts'

/** A settled cluster with verbs for stories about nodes. */
export class World {
  readonly cluster: Cluster
  readonly writes: string[] = []
  readonly moves: string[] = []
  /** Virtual time of the story; the kernel's own clock stands at its last event. */
  private time: number

  constructor(seed = 1, workers = 3) {
    this.cluster = new Cluster({ seed, topology: { ...DEFAULT_TOPOLOGY, workers } })
    this.cluster.settle()
    this.time = this.cluster.kernel.now
  }

  apply(...manifests: readonly object[]): this {
    const manifest = manifests.map((object) => JSON.stringify(object)).join('\n---\n')
    const result = this.cluster.act({ type: 'apply', manifest }, this.time)
    if (!result.accepted) throw new Error(JSON.stringify(result.problems))
    return this
  }

  kubectl(...args: readonly string[]): this {
    this.cluster.act({ type: 'kubectl', args }, this.time)
    return this
  }

  fail(failure: FailureName, target: string): this {
    this.cluster.act({ type: 'fail', failure, target }, this.time)
    return this
  }

  /** Lets virtual seconds pass; notes writes by kubelets and moves of lifecycle machines. */
  pass(seconds: number): this {
    this.time += Math.round(seconds * SECOND)
    this.cluster.kernel.run({
      until: this.time,
      stop: ({ traces }) => {
        for (const trace of traces) {
          if (trace.type === 'api-audit') this.noteWrite(trace as ApiAuditTrace)
          if (trace.type === 'lifecycle') {
            const { machine, subject, from, to } = trace as LifecycleTrace
            this.moves.push(`${machine} ${subject}: ${from} -> ${to}`)
          }
        }
        return false
      },
    })
    return this
  }

  object(key: string): KubeObject | undefined {
    const stored = this.cluster.kernel.findTable('etcd/kv')?.get(`/registry/${key}`)
    return (stored as KeyValue | undefined)?.value
  }

  pod(name: string): Pod | undefined {
    return this.object(`pods/default/${name}`) as Pod | undefined
  }

  /** `Ready=True` and the like. */
  condition(name: string, type: string): string | undefined {
    return this.pod(name)?.status.conditions?.find((each) => each.type === type)?.status
  }

  /** Events about an object, as `reason: message`, oldest first. */
  events(name: string): readonly string[] {
    const rows = (this.cluster.kernel.findTable('etcd/kv')?.values() ?? []) as KeyValue[]
    return rows
      .map(({ value }) => value)
      .filter((value): value is Event => value.kind === 'Event')
      .filter(({ involvedObject }) => involvedObject.name === name)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(({ reason, message }) => `${reason}: ${message}`)
  }

  containers(node: string): readonly string[] {
    const rows = this.cluster.kernel.findTable(`${node}/container-runtime/containers`)?.values()
    return ((rows ?? []) as RuntimeContainer[]).map(
      ({ podName, config, state }) => `${podName}/${config.name} ${state}`,
    )
  }

  private noteWrite({ verb, resource, subresource, name, code, userAgent }: ApiAuditTrace): void {
    if (userAgent !== 'kubelet' || resource !== 'pods' || ['get', 'list', 'watch'].includes(verb))
      return
    this.writes.push(
      `${verb} ${subresource === '' ? resource : `${resource}/${subresource}`} ${name} ${code}`,
    )
  }
}

/** A pod's manifest. */
export function podOf(name: string, container: object, spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27', ...container }], ...spec },
  }
}

/** `sh -c`. */
export function shell(script: string): object {
  return { image: 'busybox:1.37', command: ['sh', '-c', script] }
}

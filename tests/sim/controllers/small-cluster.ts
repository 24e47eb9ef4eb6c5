import type { Event } from '../../../src/protocol/objects/cluster.ts'
import type { Kind, ObjectOf } from '../../../src/protocol/objects/index.ts'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type { ApiAuditTrace, Trace } from '../../../src/protocol/trace.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'

/** What a manifest of a deployment may say otherwise. */
interface DeploymentOptions {
  readonly replicas?: number
  readonly image?: string
  /** More lines of the spec, in YAML. */
  readonly spec?: string
}

export function deploymentYaml(name: string, options: DeploymentOptions = {}): string {
  const { replicas = 3, image = 'nginx:1.19', spec = '' } = options
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  ${spec}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: "${image}" }] }
`
}

export function serviceYaml(name: string, spec = ''): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ${spec} selector: { app: ${name} }, ports: [{ port: 80 }] }
`
}

/** A settled cluster in verbs; it keeps the writes that the API server answered. */
export class SmallCluster {
  readonly cluster: Cluster
  readonly audit: ApiAuditTrace[] = []
  private readonly onStep: (() => void)[] = []

  constructor(workers = 3) {
    this.cluster = new Cluster({ seed: 7, topology: { ...DEFAULT_TOPOLOGY, workers } })
    this.cluster.settle()
  }

  apply(manifest: string): this {
    const { accepted, problems } = this.cluster.act({ type: 'apply', manifest })
    if (!accepted) throw new Error(JSON.stringify(problems))
    return this
  }

  kubectl(...args: string[]): this {
    this.cluster.act({ type: 'kubectl', args })
    return this
  }

  fail(
    failure: 'crash-node' | 'restart-node' | 'cut-network' | 'heal-network',
    target: string,
  ): this {
    this.cluster.act({ type: 'fail', failure, target })
    return this
  }

  /** Called after every event from now on. */
  always(check: () => void): this {
    this.onStep.push(check)
    return this
  }

  run(seconds: number): this {
    const { kernel } = this.cluster
    const until = kernel.now + seconds * SECOND
    kernel.run({
      until,
      stop: (record) => {
        for (const trace of record.traces as readonly Trace[]) {
          if (trace.type === 'api-audit' && trace.verb !== 'watch') this.audit.push(trace)
        }
        for (const check of this.onStep) check()
        return false
      },
    })
    return this
  }

  all<K extends Kind>(kind: K): ObjectOf<K>[] {
    const found: ObjectOf<K>[] = []
    this.cluster.etcd.kv.forEach(({ value }) => {
      if (value.kind === kind) found.push(value as ObjectOf<K>)
    })
    return found
  }

  get<K extends Kind>(kind: K, name: string): ObjectOf<K> {
    const found = this.all(kind).find(({ metadata }) => metadata.name === name)
    if (!found) throw new Error(`no ${kind} ${name}`)
    return found
  }

  pods(app: string): Pod[] {
    return this.all('Pod').filter(({ metadata }) => metadata.labels?.app === app)
  }

  readyPods(app: string): number {
    return this.pods(app).filter(isReady).length
  }

  /** Writes of one controller, as `verb resource/subresource name`, without those that conflicted. */
  writes(controller: string): string[] {
    return this.audit
      .filter(({ userAgent, code }) => userAgent.endsWith(`/${controller}`) && code < 300)
      .filter(({ verb, resource }) => verb !== 'get' && resource !== 'events')
      .map(({ verb, resource, subresource, name }) => {
        return `${verb} ${subresource ? `${resource}/${subresource}` : resource} ${name}`
      })
  }

  /** Events that a controller told, as `reason message`. */
  events(component: string): string[] {
    return this.all('Event')
      .filter(({ source }: Event) => source?.component === component)
      .map(({ reason, message }) => `${reason} ${message}`)
  }
}

function isReady({ status }: Pod): boolean {
  return (
    status.conditions?.some(({ type, status: state }) => type === 'Ready' && state === 'True') ===
    true
  )
}

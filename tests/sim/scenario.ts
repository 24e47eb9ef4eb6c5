import { expect, test } from 'vitest'
import { parseDuration } from '../../src/cli/durations.ts'
import type { FailureName, UserAction } from '../../src/protocol/messages.ts'
import type { Kind, ObjectOf } from '../../src/protocol/objects/index.ts'
import type { Pod } from '../../src/protocol/objects/pod.ts'
import type { KubectlTrace } from '../../src/protocol/trace.ts'
import { RESOURCES } from '../../src/sim/api/resources.ts'
import { registryKey, resourcePrefix } from '../../src/sim/apiserver/storage/registry-key.ts'
import { Cluster, type ClusterOptions, DEFAULT_TOPOLOGY } from '../../src/sim/cluster.ts'
import type { EventRecord } from '../../src/sim/kernel/history.ts'
import { type Micros, SECOND } from '../../src/sim/kernel/types.ts'
import type { RuntimeContainer } from '../../src/sim/node/cri.ts'
import { brokenRules } from './invariants.ts'

interface ScenarioOptions {
  readonly seed?: number
  readonly nodes?: number
}

const WATCH_EVERY: Micros = SECOND / 10

/**
 * A story about a whole cluster. It is lived twice, which must end the same; then the run goes back to
 * the settled beginning and forward again, and its recording is replayed in a fresh cluster: each time
 * the hash of all state must be what it was there.
 */
export function scenario(
  name: string,
  { seed = 1, nodes = 3 }: ScenarioOptions,
  story: (world: ScenarioWorld) => void,
): void {
  test(name, () => {
    const options = { seed, topology: { ...DEFAULT_TOPOLOGY, workers: nodes } }
    const world = new ScenarioWorld(options)
    story(world)
    const again = new ScenarioWorld(options)
    story(again)
    expect(again.hash, 'the same story ends the same').toBe(world.hash)
    expect(brokenRules(world.cluster)).toEqual([])
    expectReversible(world)
  })
}

/** Goes back to the beginning and forth again, and replays the recording elsewhere. */
export function expectReversible(world: ScenarioWorld): void {
  const { kernel, options } = world.cluster
  const { position } = kernel
  const end = world.hash
  kernel.seek(world.start.position)
  expect(world.hash, 'back at the beginning').toBe(world.start.hash)
  kernel.seek(position)
  expect(world.hash, 'forward again').toBe(end)
  const replayed = new Cluster(options, kernel.recording)
  replayed.kernel.seek(position)
  expect(replayed.kernel.stateHash(), 'replayed from the recording').toBe(end)
}

/** A settled cluster in verbs; each answers the world, so that a story reads as one. */
export class ScenarioWorld {
  readonly cluster: Cluster
  readonly start: { readonly position: number; readonly hash: string }
  /** What kubectl printed, oldest first. */
  readonly printed: KubectlTrace[] = []
  private readonly witnesses: ((record: EventRecord) => void)[] = []
  /** Virtual time of the story; the kernel's own clock stands at its last event. */
  private time: Micros

  constructor(options: ClusterOptions) {
    this.cluster = new Cluster(options)
    const { kernel } = this.cluster
    this.cluster.settle()
    this.time = kernel.now
    // One event earlier: where the story's first command was given, it is part of the state.
    kernel.back()
    this.start = { position: kernel.position, hash: kernel.stateHash() }
    kernel.step()
  }

  get hash(): string {
    return this.cluster.kernel.stateHash()
  }

  /** Applies manifests: YAML, or objects. */
  apply(...manifests: readonly (string | object)[]): this {
    const manifest = manifests
      .map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
      .join('\n---\n')
    const { accepted, problems } = this.cluster.act({ type: 'apply', manifest }, this.time)
    if (!accepted) throw new Error(JSON.stringify(problems))
    return this
  }

  /** One command line, without `kubectl`. Words are split at blanks. */
  kubectl(line: string, stdin?: string): this {
    this.act({ type: 'kubectl', args: line.split(' '), ...(stdin === undefined ? {} : { stdin }) })
    return this
  }

  fail(failure: FailureName, target: string): this {
    this.act({ type: 'fail', failure, target })
    return this
  }

  /** Lets virtual time pass: `5s`, `2m`. */
  run(duration: string): this {
    return this.advance(this.time + parseDuration(duration))
  }

  /**
   * Runs until something holds; fails the test if that takes longer than `patience`. Looks only after a
   * moment, when the command before has arrived.
   */
  until(what: string, holds: () => boolean, patience = '2m'): this {
    const limit = this.time + parseDuration(patience)
    do {
      if (this.time >= limit) throw new Error(`${what}: not within ${patience}`)
      this.advance(this.time + WATCH_EVERY)
    } while (!holds())
    return this
  }

  /** Calls back after every event from now on. */
  witness(see: (record: EventRecord) => void): this {
    this.witnesses.push(see)
    return this
  }

  get<K extends Kind>(kind: K, name: string, namespace = 'default'): ObjectOf<K> | undefined {
    const key = registryKey(RESOURCES[kind], namespace, name)
    return this.cluster.etcd.kv.get(key)?.value as ObjectOf<K> | undefined
  }

  /** As `get`, of something that must be there. */
  the<K extends Kind>(kind: K, name: string, namespace = 'default'): ObjectOf<K> {
    const object = this.get(kind, name, namespace)
    if (!object) throw new Error(`there is no ${kind} ${namespace}/${name}`)
    return object
  }

  list<K extends Kind>(kind: K, namespace = 'default'): readonly ObjectOf<K>[] {
    const prefix = resourcePrefix(RESOURCES[kind])
    const within = RESOURCES[kind].namespaced && namespace !== '' ? `${namespace}/` : ''
    return this.cluster.etcd.kv.withPrefix(prefix + within).map(({ value }) => value as ObjectOf<K>)
  }

  /** Pods of an app, by their label `app`. */
  pods(app: string): readonly Pod[] {
    return this.list('Pod').filter((pod) => pod.metadata.labels?.app === app)
  }

  readyPods(app: string): readonly Pod[] {
    return this.pods(app).filter((pod) => !pod.metadata.deletionTimestamp && isReady(pod))
  }

  untilReady(app: string, count: number, patience = '2m'): this {
    return this.until(
      `${count} ready pods of ${app}`,
      () => this.readyPods(app).length === count && this.pods(app).length === count,
      patience,
    )
  }

  /** Events about an object, as `reason: message`, in the order of their names. */
  events(name: string, namespace = 'default'): readonly string[] {
    return this.list('Event', namespace)
      .filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason, message }) => `${reason}: ${message}`)
  }

  /** What the machine's runtime has, as `pod/container state`. */
  containers(node: string): readonly string[] {
    return runtimeContainers(this.cluster, node).map(
      ({ podName, config, state }) => `${podName}/${config.name} ${state}`,
    )
  }

  /** Addresses of ready endpoints of a Service. */
  endpoints(service: string, namespace = 'default'): readonly string[] {
    return this.list('EndpointSlice', namespace)
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready)
      .flatMap(({ addresses }) => addresses)
      .sort()
  }

  /** The last thing that kubectl printed. */
  get output(): string {
    return this.printed.at(-1)?.output ?? ''
  }

  /** Any act of the user's. */
  act(action: UserAction): this {
    this.cluster.act(action, this.time)
    return this
  }

  private advance(until: Micros): this {
    this.time = until
    this.cluster.kernel.run({
      until,
      stop: (record) => {
        for (const trace of record.traces)
          if (trace.type === 'kubectl') this.printed.push(trace as KubectlTrace)
        for (const see of this.witnesses) see(record)
        return false
      },
    })
    return this
  }
}

/** What the runtime of a machine knows. */
function runtimeContainers(cluster: Cluster, node: string): readonly RuntimeContainer[] {
  const table = cluster.kernel.findTable(`${node}/container-runtime/containers`)
  return (table?.values() ?? []) as RuntimeContainer[]
}

export function isReady(pod: Pod): boolean {
  return (
    pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ??
    false
  )
}

/** A Deployment whose pods carry the label `app` with its name. */
export function deploymentOf(
  name: string,
  replicas: number,
  container: object = {},
  spec: object = {},
  podSpec: object = {},
): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      ...spec,
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'nginx:1.27', ...container }], ...podSpec },
      },
    },
  }
}

/** A bare Pod with the label `app`. */
export function podOf(name: string, container: object = {}, spec: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27', ...container }], ...spec },
  }
}

export function serviceOf(name: string, port = 80): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port }] },
  }
}

/** A container that does what a shell script says. */
export function shell(script: string): object {
  return { image: 'busybox:1.37', command: ['sh', '-c', script] }
}

import type { ManifestProblem, TopologyOptions, UserAction } from '../protocol/messages.ts'
import { createCoreDns } from './addons/coredns.ts'
import { createApiServer } from './apiserver/apiserver.ts'
import { bootstrapObjects, SYSTEM_SERVICE_IPS } from './bootstrap.ts'
import { createCloudControllerManager } from './cloud/cloud-controller-manager.ts'
import { createControllerManager } from './controllers/controller-manager.ts'
import { requestRateFor } from './controllers/runtime/rate-limit.ts'
import { createEtcd, type EtcdTables, etcdTables } from './etcd/etcd.ts'
import { createFailures } from './failures/failures.ts'
import type { Input } from './kernel/history.ts'
import { Kernel } from './kernel/kernel.ts'
import { type Component, MILLISECOND, type Micros, SECOND } from './kernel/types.ts'
import { checkManifest } from './kubectl/check-manifest.ts'
import { createKubectl } from './kubectl/kubectl.ts'
import { latencyModel } from './latencies.ts'
import { createWorker } from './node/worker.ts'
import type { WorkerSpec } from './node/worker-spec.ts'
import { createScheduler } from './scheduler/scheduler.ts'

export interface ClusterOptions {
  readonly seed: number
  readonly topology: TopologyOptions
  /** Memory for undo; default as the kernel's. */
  readonly journalBytes?: number
  /** Workers are named after this and their number; default `worker-`. */
  readonly workerPrefix?: string
  /** What lies on the workers' disks from the beginning: images, and files that every container finds. */
  readonly disks?: Pick<WorkerSpec, 'images' | 'containerFiles'>
}

export const DEFAULT_TOPOLOGY: TopologyOptions = {
  workers: 3,
  cpuMilli: 4000,
  memoryBytes: 8 * 2 ** 30,
  podsMax: 110,
}

/** A command was taken, or why not. */
export interface ActResult {
  readonly accepted: boolean
  readonly problems: readonly ManifestProblem[]
}

/** The processes of the control plane are up before the nodes join. */
const CONTROL_PLANE_START: Micros = 5 * MILLISECOND
const NODES_START: Micros = 50 * MILLISECOND
/** Nodes join one after another. */
const NODE_STAGGER: Micros = 10 * MILLISECOND
/** The first rounds of all periodic controllers and heartbeats are over. */
const SETTLE_MIN: Micros = 30 * SECOND
/** A cluster that is not settled by then never will; each node takes its time to be taken in. */
const SETTLE_MAX: Micros = 120 * SECOND
const SETTLE_MAX_PER_NODE: Micros = 50 * MILLISECOND
/** Nothing urgent within this time counts as settled. */
const SETTLED_FOR: Micros = 15 * SECOND
/** While it settles, the caller's time is looked at after so many events. */
const EVENTS_PER_LOOK = 16

/** A whole simulated cluster: options and commands in, events out. The same inputs give the same run, always. */
export class Cluster {
  readonly kernel: Kernel
  readonly options: ClusterOptions
  readonly etcd: EtcdTables

  constructor(options: ClusterOptions, recording: readonly Input[] = []) {
    this.options = options
    this.kernel = new Kernel({
      seed: options.seed,
      latency: latencyModel,
      journalBytes: options.journalBytes,
    })
    this.etcd = etcdTables(this.kernel)
    const rate = requestRateFor(options.topology.workers)
    const controlPlane = this.registerAll([
      createKubectl(this.kernel),
      createEtcd(this.kernel, this.etcd) as Component,
      createApiServer(this.kernel, SYSTEM_SERVICE_IPS) as Component,
      createScheduler(this.kernel),
      createControllerManager(this.kernel, rate),
      createCloudControllerManager(this.kernel, rate),
      createCoreDns(this.kernel),
    ])
    this.registerAll([createFailures(this.kernel)])
    const workers = workerNames(options).map((name, index) =>
      this.registerAll(
        createWorker(this.kernel, { name, index, ...options.topology, ...options.disks }),
      ),
    )
    this.kernel.start(() => this.boot(controlPlane, workers))
    this.kernel.load(recording)
  }

  /** Loads a run's commands; the cluster was given none and must not be past the first. */
  load(recording: readonly Input[]): void {
    this.kernel.load(recording)
  }

  /** Names of the workers, in order. */
  get workers(): readonly string[] {
    return workerNames(this.options)
  }

  /**
   * Runs until the fresh cluster is at rest: nodes ready, system objects made. False if time ran out on the way: what is there
   * then is no settled cluster, and it has to be called again.
   */
  settle(isOutOfTime: () => boolean = () => false): boolean {
    const { kernel } = this
    // A recording's first command may come just then: what it causes is no part of settling.
    const firstCommand = kernel.recording[0]?.position ?? Number.POSITIVE_INFINITY
    const settleMax = SETTLE_MAX + this.options.topology.workers * SETTLE_MAX_PER_NODE
    for (let count = 1; kernel.now < settleMax && kernel.position < firstCommand; count++) {
      const next = kernel.nextUrgentAt
      if (kernel.now > SETTLE_MIN && (next === undefined || next > kernel.now + SETTLED_FOR)) break
      if (!kernel.step()) break
      if (count % EVENTS_PER_LOOK === 0 && isOutOfTime()) return false
    }
    return true
  }

  /**
   * Gives the cluster a user's command, now or at a later virtual time. A manifest with mistakes that
   * kubectl or the API server would refuse is refused here, with their places, and changes nothing.
   */
  act(action: UserAction, at: Micros = this.kernel.now): ActResult {
    if (action.type === 'apply') {
      const problems = checkManifest(action.manifest)
      if (problems.some((problem) => problem.severity === 'error'))
        return { accepted: false, problems }
      this.kernel.submit('kubectl', action, at)
      return { accepted: true, problems }
    }
    this.kernel.submit(action.type === 'fail' ? 'failures' : 'kubectl', action, at)
    return { accepted: true, problems: [] }
  }

  private registerAll(components: readonly Component[]): readonly string[] {
    for (const component of components) this.kernel.register(component)
    return components.map((component) => component.name)
  }

  private boot(controlPlane: readonly string[], workers: readonly (readonly string[])[]): void {
    bootstrapObjects(this.etcd, this.options.seed)
    const start = { type: 'start' }
    for (const name of controlPlane) {
      const isStore = name === 'etcd' || name === 'kube-apiserver'
      this.kernel.seedMessage(name, start, { delay: isStore ? 0 : CONTROL_PLANE_START })
    }
    for (const [index, names] of workers.entries()) {
      for (const name of names)
        this.kernel.seedMessage(name, start, { delay: NODES_START + index * NODE_STAGGER })
    }
  }
}

function workerNames({ topology, workerPrefix = 'worker-' }: ClusterOptions): readonly string[] {
  return Array.from({ length: topology.workers }, (_, index) => `${workerPrefix}${index + 1}`)
}

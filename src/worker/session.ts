import type { Command, Recording, TopologyOptions, UserAction } from '../protocol/messages.ts'
import { PROTOCOL_VERSION } from '../protocol/messages.ts'
import type { Node } from '../protocol/objects/cluster.ts'
import { isEqualJson } from '../sim/api/equal-json.ts'
import { RESOURCES } from '../sim/api/resources.ts'
import { resourcePrefix } from '../sim/apiserver/storage/registry-key.ts'
import { Cluster } from '../sim/cluster.ts'
import { assert } from '../sim/kernel/assert.ts'
import type { Message } from '../sim/kernel/types.ts'
import { readyOf } from '../sim/story/projection/node-row.ts'
import { Projector } from '../sim/story/projection/projector.ts'
import type { Stage } from '../sim/story/stage.ts'
import { attachStoryteller } from '../sim/story/storyteller.ts'
import type { StoryTables } from '../sim/story/telling/tables.ts'
import { Breakpoints } from './breakpoints.ts'
import { Walker } from './walker.ts'

/** A running cluster with all that tells of it. */
export interface Session {
  readonly cluster: Cluster
  readonly story: StoryTables
  readonly stage: Stage
  readonly projector: Projector
  readonly walker: Walker
  readonly breakpoints: Breakpoints
  readonly seed: number
  readonly topology: TopologyOptions
  /** Where the booted cluster had settled: the reader's beginning. */
  readonly start: number
  readonly startAtMicros: number
}

/** How far a cluster has come that settles. */
export interface BootProgress {
  readonly atMicros: number
  readonly nodes: number
  readonly nodesReady: number
}

type Wish = Omit<Extract<Command, { readonly type: 'boot' }>, 'type'>

/** A cluster on its way to the reader's beginning, in slices. */
export class Boot {
  /** The run that it is to become, whose commands come as their positions do. */
  recording: Recording | undefined
  private readonly seed: number
  private readonly topology: TopologyOptions
  private readonly cluster: Cluster
  private readonly story: StoryTables
  private isSettled = false

  constructor(seed: number, topology: TopologyOptions) {
    this.seed = seed
    this.topology = topology
    this.cluster = new Cluster({ seed, topology })
    this.story = attachStoryteller(this.cluster.kernel)
  }

  /** Whether this very cluster, begun before anybody said so, is the one that is wished for. */
  suits({ seed, topology, recording }: Wish): boolean {
    const { position } = this.cluster.kernel
    const firstCommand = recording?.actions[0]?.position ?? Number.POSITIVE_INFINITY
    return seed === this.seed && isEqualJson(topology, this.topology) && firstCommand >= position
  }

  /** Has a recorded run follow; it has to suit. */
  follow(recording: Recording): void {
    this.recording = recording
    this.cluster.load(
      recording.actions.map(({ position, atMicros, action }) => ({
        position,
        at: atMicros,
        to: action.type === 'fail' ? 'failures' : 'kubectl',
        message: action as Message,
      })),
    )
  }

  /** Goes on; true once the cluster has settled. */
  advance(isOutOfTime?: () => boolean): boolean {
    this.isSettled ||= this.cluster.settle(isOutOfTime)
    return this.isSettled
  }

  get progress(): BootProgress {
    const { workers, kernel, etcd } = this.cluster
    const prefix = resourcePrefix(RESOURCES.Node)
    const isReady = (name: string) => {
      const node = etcd.kv.get(prefix + name)?.value
      return node !== undefined && readyOf(node as Node) === 'True'
    }
    return {
      atMicros: kernel.now,
      nodes: workers.length,
      nodesReady: workers.filter(isReady).length,
    }
  }

  /** The settled cluster as a session. */
  session(breakpoints: Breakpoints): Session {
    assert(this.isSettled, 'what a reader sees has settled')
    const { cluster, story, seed, topology } = this
    const { kernel } = cluster
    const stage: Stage = { kernel, workers: cluster.workers }
    return {
      cluster,
      story,
      stage,
      projector: new Projector(stage),
      walker: new Walker(kernel),
      breakpoints,
      seed,
      topology,
      start: kernel.position,
      startAtMicros: kernel.now,
    }
  }
}

/** Boots a cluster and lets it settle, headless and in one go. */
export function openSession(
  seed: number,
  topology: TopologyOptions,
  recording?: Recording,
): Session {
  const boot = new Boot(seed, topology)
  if (recording) boot.follow(recording)
  boot.advance()
  return boot.session(new Breakpoints())
}

/** The run so far as its recording. The hash proves a replay; '' where there is none to prove. */
export function recordingOf({ cluster, seed, topology }: Session, hash: string): Recording {
  const { kernel } = cluster
  return {
    version: PROTOCOL_VERSION,
    seed,
    topology,
    actions: kernel.recording.map(({ position, at, message }) => ({
      position,
      atMicros: at,
      action: message as UserAction,
    })),
    position: kernel.position,
    hash,
  }
}

import type { Recording, TopologyOptions, UserAction } from '../protocol/messages.ts'
import { PROTOCOL_VERSION } from '../protocol/messages.ts'
import { Cluster } from '../sim/cluster.ts'
import type { Message } from '../sim/kernel/types.ts'
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

/** Boots a cluster and lets it settle, headless. With a recording its commands come as their positions do. */
export function openSession(
  seed: number,
  topology: TopologyOptions,
  recording?: Recording,
  breakpoints = new Breakpoints(),
): Session {
  const inputs = (recording?.actions ?? []).map(({ position, atMicros, action }) => ({
    position,
    at: atMicros,
    to: action.type === 'fail' ? 'failures' : 'kubectl',
    message: action as Message,
  }))
  const cluster = new Cluster({ seed, topology }, inputs)
  const story = attachStoryteller(cluster.kernel)
  cluster.settle()
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

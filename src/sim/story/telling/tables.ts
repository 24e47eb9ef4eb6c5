import type { ObjectRef } from '../../../protocol/trace.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell, Table } from '../../kernel/table.ts'
import type { Micros } from '../../kernel/types.ts'

/** Stories with a plan. `plans.ts` holds their chapters. */
export type PlanName =
  | 'create'
  | 'createPod'
  | 'scaleUp'
  | 'scaleDown'
  | 'rollout'
  | 'delete'
  | 'deletePod'
  | 'replacePod'
  | 'remove'
  | 'service'
  | 'store'
  | 'cordon'
  | 'uncordon'
  | 'nodeCrash'
  | 'networkCut'
  | 'kubeletStop'
  | 'nodeReturn'
  | 'networkHeal'
  | 'kubeletReturn'
  | 'killContainer'

/** Counts by which chapters are judged complete. */
export interface Tally {
  /** Objects that the command writes and that matter to the plan, and how many were asked and stored. */
  readonly expected: number
  readonly asked: number
  readonly stored: number
  /** Pods that shall come, and how far they are; each count includes those further on. */
  readonly wanted: number
  readonly created: number
  readonly bound: number
  readonly learned: number
  readonly started: number
  readonly finished: number
  /** Pods that can not go on: that fit nowhere, that do not start, that started and are not well. */
  readonly unschedulable: number
  readonly notStarting: number
  readonly notWell: number
  /** Pods that shall go: marked, known to their kubelets as such, gone. */
  readonly toMark: number
  readonly marked: number
  readonly stopping: number
  readonly gone: number
  /** Steps of nodes and services that happen once. */
  readonly noticed: number
  readonly settled: number
}

/** What a user's act set going, and how far it got. */
export interface Operation {
  readonly id: number
  readonly position: number
  readonly at: Micros
  readonly plan: PlanName
  readonly subject: ObjectRef
  /** Objects named by the act, for "and 3 more". */
  readonly count: number
  readonly command: string
  readonly tally: Tally
  /** Numbers of the chapters told. */
  readonly told: readonly number[]
  readonly isOver: boolean
}

/** How far a pod is on its way. */
export const STAGE = {
  created: 0,
  bound: 1,
  learned: 2,
  started: 3,
  ready: 4,
  finished: 5,
} as const

/** Why a pod does not get on, '' if it does. */
export type Trouble = '' | 'unschedulable' | 'image' | 'config' | 'crash' | 'failed'

/** A pod as the storyteller follows it. Keyed by `namespace/name`. */
export interface PodProgress {
  readonly key: string
  readonly uid: string
  /** The operation it was made for, 0 if none. */
  readonly operation: number
  /** The operation that ends it, 0 if none. */
  readonly ending: number
  readonly owner: string
  readonly node: string
  readonly stage: number
  readonly trouble: Trouble
  /** Failed image pulls so far, as far as the API told. */
  readonly pulls: number
  /** The reason of the trouble that was told last. */
  readonly lastReason: string
  /** Containers that have not been started yet. */
  readonly waiting: readonly string[]
  /** An EndpointSlice names it as ready. */
  readonly isReachable: boolean
  readonly isMarked: boolean
  readonly isStopping: boolean
}

/** An object that a command is about to write. */
interface Target {
  readonly operation: number
  /** It counts for the plan; other objects of the same file only belong to it. */
  readonly isLeading: boolean
  readonly isAsked: boolean
}

/** Which operation an object belongs to and who owns it. Keyed by uid. */
interface Ownership {
  readonly operation: number
  readonly owner: string
}

/** A story step: the stop of grain "story". */
export interface StepRow {
  readonly position: number
  /** Position of the step before, 0 at the first. */
  readonly previous: number
  readonly at: Micros
  /** 0 for steps of no operation. */
  readonly operation: number
  /** Key of the catalog without its part: `story:create.3`. */
  readonly key: string
  readonly params: { readonly [name: string]: string | number }
  /** Numbers of the chapters that end here; empty for steps beside the plan. */
  readonly chapters: readonly number[]
  readonly objects: readonly ObjectRef[]
  readonly actors: readonly string[]
}

/** All that the storyteller keeps. */
export interface StoryTables {
  readonly operations: Table<Operation>
  readonly pods: Table<PodProgress>
  readonly owners: Table<Ownership>
  /** `Kind/namespace/name` of what a command will write, until it is written. */
  readonly targets: Table<Target>
  /**
   * Operations by what they stand for beyond that: `kill/NAMESPACE/POD`, `made/NAMESPACE`, `ending/NAMESPACE`;
   * `back/NAMESPACE/POD` for a pod whose machine boots, negative once its containers were started.
   */
  readonly marks: Table<number>
  /** Commands that kubectl is still busy with. */
  readonly sessions: Table<number>
  /** Operations that a node's failure and return make, by the node's name. */
  readonly nodes: Table<{ readonly lost: number; readonly back: number }>
  readonly steps: Table<StepRow>
  readonly last: Cell<number>
  /** Troubles told already. */
  readonly told: Table<boolean>
}

/** Makes the storyteller's tables. */
export function storyTables(kernel: Kernel): StoryTables {
  return {
    operations: kernel.table('story/operations'),
    pods: kernel.table('story/pods', {
      node: (pod: PodProgress) => pod.node || undefined,
      owner: (pod: PodProgress) => pod.owner || undefined,
      operation: (pod: PodProgress) => (pod.operation ? String(pod.operation) : undefined),
      ending: (pod: PodProgress) => (pod.ending ? String(pod.ending) : undefined),
    }),
    owners: kernel.table('story/owners', { owner: (row: Ownership) => row.owner || undefined }),
    targets: kernel.table('story/targets', {
      operation: ({ operation }: Target) => String(operation),
    }),
    marks: kernel.table('story/marks'),
    sessions: kernel.table('story/sessions'),
    nodes: kernel.table('story/nodes'),
    steps: kernel.table('story/steps', { key: ({ key }: StepRow) => key }),
    last: kernel.cell('story/last', 0),
    told: kernel.table('story/told'),
  }
}

/** Key of a step's row; rows in key order are in order of position. */
export function stepKey(position: number): string {
  return String(position).padStart(12, '0')
}

export const EMPTY_TALLY: Tally = {
  expected: 0,
  asked: 0,
  stored: 0,
  wanted: 0,
  created: 0,
  bound: 0,
  learned: 0,
  started: 0,
  finished: 0,
  unschedulable: 0,
  notStarting: 0,
  notWell: 0,
  toMark: 0,
  marked: 0,
  stopping: 0,
  gone: 0,
  noticed: 0,
  settled: 0,
}

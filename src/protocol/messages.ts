/** The corridor: all that the page and the worker say to each other. */
import type { Breakpoint, BreakpointHit } from './breakpoints.ts'
import type { Condition, RequestTally, Verdict } from './conditions.ts'
import type { Inspection, InspectionTarget } from './inspection.ts'
import type { KubeObjectJson } from './objects/json.ts'
import type { JsonObject } from './objects/meta.ts'
import type { ObjectRef } from './trace.ts'
import type {
  CauseLink,
  Grain,
  MessageView,
  ObjectDiff,
  StepView,
  TimelineEntry,
  ToldStep,
  ViewChange,
} from './views.ts'

/** Bump on any change that a saved recording could notice. */
export const PROTOCOL_VERSION = 1

export interface TopologyOptions {
  /** Default 3. */
  readonly workers: number
  /** Default 4000. */
  readonly cpuMilli: number
  /** Default 8 GiB. */
  readonly memoryBytes: number
  /** Default 110. */
  readonly podsMax: number
}

/** What a user (or a failure from outside) does to the cluster. The list of these with their positions is the recording. */
export type UserAction =
  /** `kubectl apply -f`: all documents of a manifest. `file` is the name that it goes by. */
  | { readonly type: 'apply'; readonly manifest: string; readonly file?: string }
  | { readonly type: 'delete-manifest'; readonly manifest: string; readonly file?: string }
  /** Any kubectl command that this edition knows, as words after `kubectl`. */
  | { readonly type: 'kubectl'; readonly args: readonly string[]; readonly stdin?: string }
  /** `watch -n SECONDS kubectl …`: the command again and again, so long after its last end, until an interrupt. */
  | { readonly type: 'watch'; readonly everySeconds: number; readonly args: readonly string[] }
  /** Ctrl+C: all commands of kubectl that are under way end, and their watches are closed. */
  | { readonly type: 'interrupt' }
  | { readonly type: 'fail'; readonly failure: FailureName; readonly target: string }

/**
 * Failures by name; targets are a node's name, `namespace/pod` and `namespace/pod/container`, or for a component
 * the name of its row: `kube-scheduler`, `worker-1/kube-proxy`.
 */
export const FAILURE_NAMES = [
  'crash-node',
  'restart-node',
  'cut-network',
  'heal-network',
  'stop-kubelet',
  'start-kubelet',
  'kill-container',
  'stop-component',
  'start-component',
] as const
export type FailureName = (typeof FAILURE_NAMES)[number]

/** A saved run: replaying it gives the same run anywhere. */
export interface Recording {
  readonly version: number
  readonly seed: number
  readonly topology: TopologyOptions
  readonly actions: readonly {
    readonly position: number
    readonly atMicros: number
    readonly action: UserAction
  }[]
  /** Where the reader was. */
  readonly position: number
  /** State hash there, as proof. */
  readonly hash: string
}

export type Pace =
  /** Virtual seconds per real second. */
  | { readonly type: 'speed'; readonly factor: number }
  /** Steps of a grain per real second; who waits long is shown the rest faster and faster. */
  | {
      readonly type: 'steps'
      readonly grain: Grain
      readonly perSecond: number
      readonly doublesEveryMs?: number
    }

/** Page to worker. */
export type Command =
  /** A guess at what will be booted, so that time is not lost until it is known; nothing is told of it. */
  | { readonly type: 'prepare'; readonly seed: number; readonly topology: TopologyOptions }
  | {
      readonly type: 'boot'
      readonly seed: number
      readonly topology: TopologyOptions
      readonly recording?: Recording
    }
  | { readonly type: 'act'; readonly requestId: number; readonly action: UserAction }
  | { readonly type: 'step'; readonly grain: Grain; readonly direction: 'forward' | 'back' }
  | { readonly type: 'play'; readonly pace: Pace }
  | { readonly type: 'pause' }
  | { readonly type: 'run-to-quiet' }
  /** To the next thing that is no heartbeat, however far in time. */
  | { readonly type: 'skip-ahead' }
  | { readonly type: 'seek'; readonly position: number }
  /** To the last event at or before a time, even if the run has not come so far. */
  | { readonly type: 'seek-time'; readonly atMicros: number }
  /** Keeps an inspection up to date with every frame; null ends it. */
  | { readonly type: 'inspect'; readonly target: InspectionTarget | null }
  | {
      readonly type: 'timeline'
      readonly requestId: number
      readonly fromPosition: number
      readonly limit: number
    }
  /** What applying this manifest would change. Nothing is written. */
  | { readonly type: 'diff'; readonly requestId: number; readonly manifest: string }
  /** The run as its recording. `isHere`: of the very place where it is asked, else of where it is when the hash of all is ready. */
  | { readonly type: 'save'; readonly requestId: number; readonly isHere?: true }
  /** All story steps from the reader's beginning to the present position. */
  | { readonly type: 'story'; readonly requestId: number }
  /** Whether conditions hold now; their beginning is `sincePosition`. */
  | {
      readonly type: 'check'
      readonly requestId: number
      readonly conditions: readonly Condition[]
      readonly sincePosition: number
    }
  /** Runs until a condition holds, then answers; gives up after `withinMicros`. With a pace it is played, else as fast as can be. */
  | {
      readonly type: 'run-until'
      readonly requestId: number
      readonly condition: Condition
      readonly sincePosition: number
      readonly withinMicros: number
      readonly pace?: Pace
    }
  /** Whole objects as the store has them; without a kind, all of the cluster. */
  | {
      readonly type: 'objects'
      readonly requestId: number
      readonly kind?: string
      readonly namespace?: string
    }
  /** Who asked the API server what, after `fromPosition` up to now. */
  | { readonly type: 'requests'; readonly requestId: number; readonly fromPosition: number }
  /** The chain of causes of an object's (or one of its fields') present value, or of an event. */
  | { readonly type: 'why'; readonly requestId: number; readonly question: WhyQuestion }
  /** What differs between two positions of this run; either may be the later one. */
  | {
      readonly type: 'compare'
      readonly requestId: number
      readonly fromPosition: number
      readonly toPosition: number
    }
  /** What differs from these objects (of another run, as it answered `objects`) to those of this run now. */
  | {
      readonly type: 'compare-objects'
      readonly requestId: number
      readonly objects: readonly KubeObjectJson[]
    }
  /** Those that hold from now on, across boots. */
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly Breakpoint[] }
  /** JSON schemas of all kinds, for the editor's completion and hover. */
  | { readonly type: 'schemas'; readonly requestId: number }
  /** The page has drawn a frame: the worker may send the next. */
  | { readonly type: 'frame-drawn'; readonly sequence: number }

export type WhyQuestion =
  /** Why is this object (or the field at `path`, as diffs write it) as it is? */
  | { readonly type: 'object'; readonly object: ObjectRef; readonly path?: string }
  /** Why did the event that led to this position happen? */
  | { readonly type: 'position'; readonly position: number }

/** A mistake in a manifest, with its place. Lines and columns count from 1. */
export interface ManifestProblem {
  readonly severity: 'error' | 'warning'
  /** Which document of the file, from 0. */
  readonly document: number
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly message: string
  /** `spec.containers[0].image`, '' for syntax errors. */
  readonly path: string
}

/** A JSON schema (draft 2020-12) of one kind's manifest, with descriptions. */
export interface KindSchema {
  readonly apiVersion: string
  readonly kind: string
  readonly schema: JsonObject
}

export type Reply =
  | {
      readonly type: 'acted'
      readonly accepted: boolean
      readonly problems: readonly ManifestProblem[]
    }
  | {
      readonly type: 'timeline'
      readonly entries: readonly TimelineEntry[]
      /** Everything up to here was looked at; an answer looks only so far. */
      readonly through: number
      readonly end: number
      readonly endAtMicros: number
    }
  | {
      readonly type: 'diff'
      readonly problems: readonly ManifestProblem[]
      readonly diffs: readonly (ObjectDiff & { readonly state: 'new' | 'changed' | 'same' })[]
    }
  | { readonly type: 'saved'; readonly recording: Recording }
  | { readonly type: 'story'; readonly steps: readonly ToldStep[] }
  | { readonly type: 'schemas'; readonly schemas: readonly KindSchema[] }
  | { readonly type: 'checked'; readonly verdicts: readonly Verdict[] }
  | {
      readonly type: 'ran-until'
      readonly isMet: boolean
      readonly position: number
      readonly atMicros: number
    }
  | { readonly type: 'objects'; readonly objects: readonly KubeObjectJson[] }
  | { readonly type: 'requests'; readonly tallies: readonly RequestTally[] }
  | {
      readonly type: 'why'
      /** From what was asked about up to the user's own act (or the cluster's own start); empty if nothing is known of it. */
      readonly chain: readonly CauseLink[]
      /** The field's (or object's) change that the chain begins with, if that was the question. */
      readonly change: ObjectDiff | null
    }
  | { readonly type: 'compared'; readonly diffs: readonly ObjectDiff[] }
  | { readonly type: 'refused'; readonly message: string }

export interface Frame {
  readonly type: 'frame'
  readonly sequence: number
  /** Grows with every fork: timeline entries of an older fork past the fork point are void. */
  readonly fork: number
  readonly position: number
  /** Where the booted cluster had settled: the scrubber's left end, before which no step goes. */
  readonly start: number
  readonly startAtMicros: number
  /** The furthest known position: the scrubber's right end. */
  readonly end: number
  readonly atMicros: number
  readonly endAtMicros: number
  /** Nothing but heartbeats is due soon. */
  readonly isQuiet: boolean
  /** When the next thing that is no heartbeat is due, if any. */
  readonly nextAtMicros: number | null
  readonly motion: 'forward' | 'back' | 'jump'
  /** `reset`: forget all rows first (boot, long jumps). */
  readonly reset: boolean
  readonly changes: readonly ViewChange[]
  /** The newest messages since the last frame, oldest first; at most `MESSAGES_PER_FRAME_MAX`. */
  readonly messages: readonly MessageView[]
  readonly step: StepView | null
  readonly playing: Pace | 'running-to-quiet' | null
  /** A breakpoint stopped the run here; told once. */
  readonly stopped: BreakpointHit | null
  /** Lines that kubectl printed since the last frame. */
  readonly output: readonly {
    /** Where and when it was printed: a frame may carry the lines of a long way. */
    readonly position: number
    readonly atMicros: number
    readonly command: string
    readonly text: string
    readonly exitCode: number
    /** Lines of one command have the same. */
    readonly session: number
    /** The command came to its end with this. */
    readonly isOver: boolean
  }[]
}

/** Worker to page. */
export type Update =
  | {
      readonly type: 'ready'
      readonly version: number
      readonly seed: number
      readonly topology: TopologyOptions
    }
  /** A boot that takes a while is so far: nothing of the cluster is shown before it has settled. */
  | {
      readonly type: 'booting'
      readonly atMicros: number
      readonly nodes: number
      readonly nodesReady: number
    }
  | Frame
  | { readonly type: 'inspection'; readonly position: number; readonly inspection: Inspection }
  | { readonly type: 'reply'; readonly requestId: number; readonly reply: Reply }
  /** A bug stopped the simulation. The recording leads up to just before it. */
  | {
      readonly type: 'crashed'
      readonly message: string
      readonly stack: string
      readonly recording: Recording | null
    }

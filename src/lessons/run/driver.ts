import type { Condition, Verdict } from '../../protocol/conditions.ts'
import type {
  ManifestProblem,
  Recording,
  TopologyOptions,
  UserAction,
} from '../../protocol/messages.ts'
import type { Grain } from '../../protocol/views.ts'
import type { LessonPace, Look } from '../format/lesson.ts'

/**
 * The cluster, as a lesson acts on it. The page implements this over its commands, the tests over a
 * host without a page. Every promise resolves when the thing is done and can be seen; a driver that
 * is taken away (the worker crashed, another run was opened) rejects, and the lesson stops there.
 */
export interface LessonDriver {
  /** A new cluster, settled; an old one is given up. */
  boot(seed: number, topology: Partial<TopologyOptions>): Promise<void>
  /** Back into a run that `save` gave, at its position: what was done since is undone. `isReachedBySeek` tells where a seek will do. */
  restore(recording: Recording): Promise<void>
  save(): Promise<Recording>
  whereabouts(): Promise<Whereabouts>
  seek(position: number): Promise<void>

  act(action: UserAction): Promise<ActOutcome>
  /** A kubectl command line without the word `kubectl`; the driver splits it as a shell does. */
  kubectl(line: string): Promise<ActOutcome>
  /** `watch -n` over such a line, until an interrupt. */
  watch(line: string, everySeconds: number): Promise<ActOutcome>
  /** So many steps, one after another; the page leaves a moment between them. */
  step(grain: Grain, count: number): Promise<void>
  /** Runs until the condition holds. False if it did not within the time, or if the learner took over. */
  runUntil(order: RunUntil): Promise<boolean>
  runToQuiet(): Promise<void>
  check(conditions: readonly Condition[], sincePosition: number): Promise<readonly Verdict[]>

  /** The file as it stands in the editor, where the learner may have changed it; undefined if there is none. */
  fileText(name: string): string | undefined
  /** Puts the lesson's files into the editor, or back as they were. */
  setFiles(files: LessonFiles): void
  /** Shows a file in the editor; with a text, that is what it says from now on. */
  openFile(name: string, text?: string): void
  /** Lights up, zooms, selects, opens a panel. */
  look(look: Look): void
  /** While hushed, nothing is shown as it happens and every pace is `at-once`: a fault is injected in silence, beats are skipped. */
  hush(isSilent: boolean): void
}

/** Texts by file name. */
export type LessonFiles = { readonly [name: string]: string }

export interface Whereabouts {
  readonly position: number
  readonly atMicros: number
}

export interface ActOutcome {
  readonly accepted: boolean
  readonly problems: readonly ManifestProblem[]
}

export interface RunUntil {
  readonly condition: Condition
  readonly sincePosition: number
  readonly withinMicros: number
  /** How it is shown; `hurried`: what is waited for, not watched. */
  readonly pace: LessonPace | 'hurried'
}

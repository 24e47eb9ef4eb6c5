/**
 * A lesson as data. The same shape is written in YAML (`lesson.yaml`), checked against the JSON schema
 * beside this file, played in the page and run headless by the tests. docs/LESSONS.md is the guide.
 */
import type { Condition } from '../../protocol/conditions.ts'
import type { FailureName, TopologyOptions } from '../../protocol/messages.ts'
import type { Grain } from '../../protocol/views.ts'

/** A text by language (`en`, `ko`, …). English must be there; a language that is missing falls back to it. Markdown where said. */
export interface Localized {
  readonly en: string
  readonly [language: string]: string
}

export interface Lesson {
  /** Version of this format. */
  readonly version: 1
  /** Kebab-case, unique; the folder's name for built-in ones. */
  readonly id: string
  readonly title: Localized
  /** What the learner can do afterwards; one sentence. */
  readonly goal: Localized
  readonly minutes: number
  /** Ids of lessons to take before. */
  readonly prerequisites?: readonly string[]
  /** Misconceptions that the lesson runs and shows wrong; one sentence each, as people say them. */
  readonly misconceptions?: readonly Localized[]
  /** The cluster that the lesson begins with; what is left out is the page's default (seed 1, 3 workers). */
  readonly cluster?: { readonly seed?: number } & Partial<TopologyOptions>
  /** Manifests by file name: shown in the editor when the lesson starts, applied by name. Built-in lessons may keep them as files in their folder. */
  readonly files?: { readonly [name: string]: string }
  readonly beats: readonly Beat[]
}

/** One thing after another: what to read, what happens, where to look, what to answer or do. */
export interface Beat {
  /** Kebab-case, unique in the lesson. */
  readonly id: string
  readonly title: Localized
  /** Markdown. Shown at once; the doing comes when the reader goes on (or at once, for beats without a prediction). */
  readonly text: Localized
  /** What the speaker's window shows; Markdown. */
  readonly notes?: Localized
  /** Done in order when the beat starts; with a prediction, after the answer. */
  readonly do?: readonly Act[]
  readonly look?: Look
  /** Asked before the doing; then the doing runs and the answer is seen. */
  readonly prediction?: Prediction
  /** Something for the learner to bring about. */
  readonly task?: Task
  /** Something is wrong: find it and mend it. */
  readonly break?: Break
  /** Markdown, shown after the doing (and after the prediction, the task or the break are over): what was seen. */
  readonly after?: Localized
}

/** What a beat does to the cluster. Exactly one key. */
export type Act =
  /** `kubectl apply -f`: a file of the lesson. */
  | { readonly apply: string }
  | { readonly delete: string }
  /** A kubectl command line, without the word `kubectl`. */
  | { readonly kubectl: string }
  /** `watch -n SECONDS kubectl …`, without the words before the command: again and again until an interrupt. */
  | { readonly watch: string; readonly everySeconds: number }
  /** Ctrl+C: what kubectl is doing ends, and its watches are closed. */
  | { readonly interrupt: true }
  | { readonly fail: FailureName; readonly target: string }
  /** So many steps of a grain, shown one after another. */
  | { readonly step: { readonly grain: Grain; readonly count?: number } }
  /** Runs until it holds. `withinSeconds` is virtual (default 600): a lesson that waits longer is wrong. `pace`: how fast it is shown. */
  | {
      readonly until: Condition
      readonly withinSeconds?: number
      readonly pace?: LessonPace
    }
  | { readonly runToQuiet: true }
  /** Lets so many virtual seconds pass. */
  | { readonly pass: number; readonly pace?: LessonPace }
  /** Back to where a beat of this lesson began. */
  | { readonly backTo: string }
  /** Opens a lesson file in the editor, and may replace its text. */
  | { readonly edit: string; readonly text?: string }

/** `at-once` jumps; `brisk` and `slow` are played. */
export type LessonPace = 'at-once' | 'brisk' | 'slow'

/** Where the reader shall look. */
export interface Look {
  /** Components (and `namespace/pod`s) to light up: `kube-scheduler`, `worker-1`, `worker-1/kubelet`. */
  readonly light?: readonly string[]
  /** What the diagram zooms to; `all` is the whole cluster. */
  readonly camera?: 'all' | 'control-plane' | 'workers' | (string & {})
  /** What is selected, and so shown in the inspector: `component:etcd`, `Pod/default/web` (`Node/worker-1` for kinds without a namespace). */
  readonly select?: string
  /** Tab of the inspector or of the bottom panel to open. */
  readonly panel?:
    | 'step'
    | 'component'
    | 'object'
    | 'why'
    | 'editor'
    | 'timeline'
    | 'sequence'
    | 'messages'
    | 'events'
    | 'output'
    | 'requests'
}

export interface Prediction {
  readonly question: Localized
  /** Two to five. Exactly one choice's `when` holds after the doing: that is the right one, whatever the author believed. */
  readonly choices: readonly {
    readonly id: string
    readonly text: Localized
    /** Asked of the cluster after the doing, with the beat's beginning as the beginning. */
    readonly when: Condition
    /** Markdown: what to say to who chose this. */
    readonly feedback?: Localized
  }[]
  /** The id of the right choice, as the author believes: the tests hold it against the cluster. */
  readonly answer: string
}

export interface Task {
  /** What to bring about; Markdown. */
  readonly ask: Localized
  /** All must hold. */
  readonly checks: readonly {
    readonly text: Localized
    readonly when: Condition
  }[]
  /** From a nudge to nearly the solution. */
  readonly hints: readonly [Localized, Localized, Localized]
  /** Brings it about: the tests run it, and readers may see it. */
  readonly solution: readonly Act[]
  /** Virtual seconds that the solution may take to show (default 600). */
  readonly withinSeconds?: number
}

export interface Break extends Task {
  /** Done in silence before the learner looks. */
  readonly fault: readonly Act[]
}

import { MILLISECOND, type Micros } from '../kernel/types.ts'

/** Something that a program does to a file, counted from its start. */
export interface FileChange {
  readonly at: Micros
  readonly path: string
  readonly exists: boolean
}

/** What happens when a process is asked to end (SIGTERM). */
export interface TermResponse {
  /** False: it goes on until it is killed. */
  readonly heeds: boolean
  readonly exitCode: number
  readonly after: Micros
}

/** How a program serves a port. */
export interface Serving {
  /** 0: whatever port is asked. */
  readonly port: number
  /** When it begins to listen, from the start. */
  readonly from: Micros
  /** When it stops answering rightly (5xx), if ever. */
  readonly until?: Micros
  /** HTTP paths it knows; without them every path is answered 200. */
  readonly paths?: readonly string[]
  /** Answers TCP but no HTTP (databases). */
  readonly isTcpOnly?: boolean
}

/** All that a container's process will do, known when it starts: the simulation's stand-in for running it. */
export interface Program {
  /** When it ends by itself; undefined: never. */
  readonly exitsAfter?: Micros
  readonly exitCode: number
  /** The runtime can not even start it; `message` is what runc says. */
  readonly startError?: string
  readonly term: TermResponse
  readonly serving: readonly Serving[]
  readonly files: readonly FileChange[]
  /** Lines on standard output. A line that repeats has a period. */
  readonly logs: readonly { readonly at: Micros; readonly text: string; readonly every?: Micros }[]
  /** CPU that it burns, in thousandths of a core; for metrics. */
  readonly cpuMilli: number
}

/** A shell or a tool without a handler dies of SIGTERM: 128 + 15. */
export const DIES_OF_TERM: TermResponse = { heeds: true, exitCode: 143, after: 1 * MILLISECOND }
/** A server closes its connections and ends well. */
export const SHUTS_DOWN: TermResponse = { heeds: true, exitCode: 0, after: 60 * MILLISECOND }
/** The process is PID 1 and has no handler, or traps the signal and does nothing. */
export const IGNORES_TERM: TermResponse = { heeds: false, exitCode: 0, after: 0 }

/** SIGKILL: 128 + 9. */
export const KILLED_EXIT_CODE = 137

export const IDLE: Program = {
  exitCode: 0,
  term: DIES_OF_TERM,
  serving: [],
  files: [],
  logs: [],
  cpuMilli: 1,
}

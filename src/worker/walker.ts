import type { KubectlTrace } from '../protocol/trace.ts'
import type { EventRecord } from '../sim/kernel/history.ts'
import type { Kernel } from '../sim/kernel/kernel.ts'

/** Messages remembered for the next frame; of more, the newest. */
const MESSAGES_MAX = 400
/** Of those, heartbeats: the newest. They shall not push out what matters. */
const HEARTBEATS_MAX = 60

/** A line that kubectl printed. */
export interface OutputLine {
  readonly position: number
  readonly atMicros: number
  readonly command: string
  readonly text: string
  readonly exitCode: number
  readonly session: number
  readonly isOver: boolean
}

/** What happened on the way since the page last heard of it. */
export interface Walked {
  readonly touched: ReadonlyMap<string, ReadonlySet<string>>
  /** Positions of messages, in order. */
  readonly messages: readonly number[]
  readonly output: readonly OutputLine[]
  readonly motion: 'forward' | 'back' | 'jump'
  /** So much changed, or so unknowably, that all rows must be told. */
  readonly reset: boolean
}

/** Moves a kernel event by event, either way, and keeps in mind what the page must be told. */
export class Walker {
  private readonly kernel: Kernel
  private touched = new Map<string, Set<string>>()
  private messages: number[] = []
  private heartbeats: number[] = []
  private output: OutputLine[] = []
  private motion: Walked['motion'] = 'forward'
  private reset = true

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  /** The next event happens, or happens again. The record, or undefined if there is none. */
  forward(): EventRecord | undefined {
    if (!this.kernel.step()) return undefined
    const { position } = this.kernel
    const record = this.kernel.history.at(position)
    if (!record) return undefined
    this.turn('forward')
    this.touch(record)
    if (isMessage(record)) this.note(position, record.urgent || record.dropped)
    this.noteOutput(position, record)
    return record
  }

  /** The last event is undone; false at the very start. */
  back(): boolean {
    const { position } = this.kernel
    const record = this.kernel.history.at(position)
    if (!this.kernel.back()) return false
    this.turn('back')
    this.takeBackOutput()
    if (!record) {
      // The journal did not reach so far: the run was replayed from its beginning.
      this.reset = true
      return true
    }
    this.touch(record)
    if (isMessage(record)) this.note(position, record.urgent || record.dropped)
    return true
  }

  /** Takes back what was only looked ahead at; for the page it never happened. False if time ran out on the way. */
  rewind(position: number, isOutOfTime: () => boolean): boolean {
    const { kernel } = this
    for (let count = 0; kernel.position > position; count++) {
      const record = kernel.history.at(kernel.position)
      if (!kernel.back()) break
      if (record) this.touch(record)
      else this.reset = true
      if ((count & 31) === 31 && isOutOfTime()) return false
    }
    this.messages = this.messages.filter((at) => at <= position)
    this.heartbeats = this.heartbeats.filter((at) => at <= position)
    this.takeBackOutput()
    return true
  }

  /** Goes far without looking, but for what kubectl printed. */
  jump(position: number): void {
    const { kernel } = this
    const from = kernel.position
    kernel.seek(position)
    for (let at = from + 1; at <= kernel.position; at++) {
      const record = kernel.history.at(at)
      if (record?.event.to === 'kubectl') this.noteOutput(at, record)
    }
    this.takeBackOutput()
    this.reset = true
    this.motion = 'jump'
    this.messages = []
    this.heartbeats = []
  }

  /** True if the page has not heard of everything. */
  get hasNews(): boolean {
    return this.reset || this.touched.size > 0 || this.messages.length > 0
  }

  /** Hands over what happened since the last time and begins anew. */
  take(): Walked {
    const { touched, output, reset } = this
    const motion = reset ? 'jump' : this.motion
    const messages = reset ? [] : [...this.messages, ...this.heartbeats].sort((a, b) => a - b)
    this.touched = new Map()
    this.messages = []
    this.heartbeats = []
    this.output = []
    this.reset = false
    return { touched, messages, output, motion, reset }
  }

  private noteOutput(position: number, { event, traces }: EventRecord): void {
    for (const trace of traces) {
      if (trace.type !== 'kubectl') continue
      const { output: text, command, exitCode, session, isOver } = trace as KubectlTrace
      const line = { position, atMicros: event.at, command, text, exitCode, session, isOver }
      this.output.push(line)
    }
  }

  /** Lines that were printed past the present position were not printed yet. */
  private takeBackOutput(): void {
    const { position } = this.kernel
    while ((this.output.at(-1)?.position ?? 0) > position) this.output.pop()
  }

  private turn(motion: 'forward' | 'back'): void {
    if (this.motion === motion) return
    this.motion = motion
    this.messages = []
    this.heartbeats = []
  }

  private touch(record: EventRecord): void {
    if (this.reset) return
    for (const { table, key } of record.changes) {
      const keys = this.touched.get(table.name)
      if (keys) keys.add(key)
      else this.touched.set(table.name, new Set([key]))
    }
  }

  private note(position: number, matters: boolean): void {
    const list = matters ? this.messages : this.heartbeats
    list.push(position)
    // Dropped in halves, so that dropping costs little.
    const max = matters ? MESSAGES_MAX : HEARTBEATS_MAX
    if (list.length > 2 * max) list.splice(0, list.length - max)
  }
}

/** True for what travels over a link, and for a command that the user gives. */
export function isMessage({ event }: EventRecord): boolean {
  if (event.from !== event.to) return true
  return event.message.type === 'request-lost' || (event.cause === 0 && event.to === 'kubectl')
}

import type { Command, Frame, Reply, Update } from '../../src/protocol/messages.ts'
import type { Grain } from '../../src/protocol/views.ts'
import { createHost } from '../../src/worker/host.ts'

const TOPOLOGY = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }
const TICKS_MAX = 100_000

/** A page that draws every frame at once, in verbs. Its clock is its own, so that runs are alike. */
export class Page {
  readonly frames: Frame[] = []
  readonly updates: Update[] = []
  readonly rows = new Map<string, unknown>()
  private clock = 0
  private requestId = 0
  private readonly host = createHost(
    (update) => this.take(structuredClone(update)),
    () => this.clock,
  )

  boot(seed = 1, recording?: Extract<Command, { type: 'boot' }>['recording']): this {
    return this.order({ type: 'boot', seed, topology: TOPOLOGY, recording })
  }

  /** Sends a command and ticks until the host rests. */
  order(command: Command): this {
    this.host.receive(command)
    this.rest()
    return this
  }

  /** Sends a command and lets no time pass. */
  send(command: Command): this {
    this.host.receive(command)
    return this
  }

  /** All answers so far. */
  get answers(): readonly Reply[] {
    return this.updates.flatMap((update) => (update.type === 'reply' ? [update.reply] : []))
  }

  step(grain: Grain, direction: 'forward' | 'back' = 'forward'): this {
    return this.order({ type: 'step', grain, direction })
  }

  apply(manifest: string): Reply {
    return this.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'apply', manifest },
    }))
  }

  ask(command: (requestId: number) => Command): Reply {
    const requestId = ++this.requestId
    this.order(command(requestId))
    const answer = this.updates.findLast(
      (update) => update.type === 'reply' && update.requestId === requestId,
    )
    if (answer?.type !== 'reply') throw new Error('no reply')
    return answer.reply
  }

  get frame(): Frame {
    const frame = this.frames.at(-1)
    if (!frame) throw new Error('no frame yet')
    return frame
  }

  /** Lets real time pass while something plays. */
  wait(milliseconds: number): this {
    for (const end = this.clock + milliseconds; this.clock < end; this.clock += 16) this.host.tick()
    return this
  }

  /** All rows, in order, for comparing. */
  picture(): string {
    return JSON.stringify([...this.rows].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  private rest(): void {
    for (let i = 0; i < TICKS_MAX; i++) {
      const delay = this.host.tick()
      if (delay === null || (delay > 0 && this.frame.playing !== null)) return
      this.clock += delay
    }
    throw new Error('the host does not come to rest')
  }

  private take(update: Update): void {
    this.updates.push(update)
    if (update.type !== 'frame') return
    this.frames.push(update)
    if (update.reset) this.rows.clear()
    for (const { table, key, row } of update.changes) {
      if (row === null) this.rows.delete(`${table} ${key}`)
      else this.rows.set(`${table} ${key}`, row)
    }
    this.host.receive({ type: 'frame-drawn', sequence: update.sequence })
  }
}

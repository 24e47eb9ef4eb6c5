import type {
  ActOutcome,
  LessonDriver,
  LessonFiles,
  RunUntil,
  Whereabouts,
} from '../../lessons/run/driver.ts'
import { isReachedBySeek } from '../../lessons/run/place.ts'
import type { Condition, Verdict } from '../../protocol/conditions.ts'
import type {
  Command,
  Frame,
  Recording,
  Reply,
  TopologyOptions,
  Update,
  UserAction,
} from '../../protocol/messages.ts'
import type { Grain } from '../../protocol/views.ts'
import { DEFAULT_TOPOLOGY } from '../../sim/cluster.ts'
import { splitWords } from '../../sim/kubectl/command-line.ts'
import { createHost, type Host } from '../../worker/host.ts'

type Request = Extract<Command, { readonly requestId: number }>
type WithoutId<C> = C extends unknown ? Omit<C, 'requestId'> : never
type OutputLine = Frame['output'][number]

/** The worker's host without a page: orders are done at once, as fast as can be, and nothing is drawn. */
export class HeadlessDriver implements LessonDriver {
  private readonly host: Host
  private readonly replies = new Map<number, Reply>()
  private readonly texts = new Map<string, string>()
  private readonly lines: OutputLine[] = []
  private frame: Frame | undefined
  private requestId = 0

  constructor() {
    // Time stands still: no slice of work is ever over before its work is done.
    this.host = createHost(
      (update) => this.take(update),
      () => 0,
    )
  }

  async boot(seed: number, topology: Partial<TopologyOptions>): Promise<void> {
    this.order({ type: 'boot', seed, topology: { ...DEFAULT_TOPOLOGY, ...topology } })
  }

  async restore(recording: Recording): Promise<void> {
    if (isReachedBySeek(await this.save(), recording)) return this.seek(recording.position)
    const { seed, topology } = recording
    this.order({ type: 'boot', seed, topology, recording })
  }

  async save(): Promise<Recording> {
    return this.ask({ type: 'save' }, 'saved').recording
  }

  async whereabouts(): Promise<Whereabouts> {
    if (!this.frame) throw new Error('no cluster was booted')
    return this.frame
  }

  async seek(position: number): Promise<void> {
    this.order({ type: 'seek', position })
  }

  async act(action: UserAction): Promise<ActOutcome> {
    return this.ask({ type: 'act', action }, 'acted')
  }

  async kubectl(line: string): Promise<ActOutcome> {
    return this.act({ type: 'kubectl', args: splitWords(line) })
  }

  async watch(line: string, everySeconds: number): Promise<ActOutcome> {
    return this.act({ type: 'watch', everySeconds, args: splitWords(line) })
  }

  async step(grain: Grain, count: number): Promise<void> {
    for (let i = 0; i < count; i++) this.order({ type: 'step', grain, direction: 'forward' })
  }

  async runUntil({ condition, sincePosition, withinMicros }: RunUntil): Promise<boolean> {
    const order = { type: 'run-until', condition, sincePosition, withinMicros } as const
    return this.ask(order, 'ran-until').isMet
  }

  async runToQuiet(): Promise<void> {
    this.order({ type: 'run-to-quiet' })
  }

  async check(
    conditions: readonly Condition[],
    sincePosition: number,
  ): Promise<readonly Verdict[]> {
    return this.ask({ type: 'check', conditions, sincePosition }, 'checked').verdicts
  }

  fileText(name: string): string | undefined {
    return this.texts.get(name)
  }

  setFiles(files: LessonFiles): void {
    for (const [name, text] of Object.entries(files)) this.texts.set(name, text)
  }

  openFile(name: string, text?: string): void {
    if (text !== undefined) this.texts.set(name, text)
  }

  look(): void {}

  hush(_isSilent: boolean): void {}

  /** What kubectl printed since this was last asked. */
  takeOutput(): readonly OutputLine[] {
    return this.lines.splice(0)
  }

  private order(command: Command): void {
    this.host.receive(command)
    while (this.host.tick() !== null);
  }

  private ask<T extends Reply['type']>(
    command: WithoutId<Request>,
    type: T,
  ): Extract<Reply, { readonly type: T }> {
    const requestId = ++this.requestId
    this.order({ ...command, requestId } as Command)
    const reply = this.replies.get(requestId)
    this.replies.delete(requestId)
    if (reply?.type === type) return reply as Extract<Reply, { readonly type: T }>
    throw new Error(
      reply?.type === 'refused' ? reply.message : `${command.type} was not answered with ${type}`,
    )
  }

  private take(update: Update): void {
    if (update.type === 'reply') this.replies.set(update.requestId, update.reply)
    if (update.type === 'crashed') throw new Error(update.message)
    if (update.type !== 'frame') return
    this.frame = update
    this.lines.push(...update.output)
    this.host.receive({ type: 'frame-drawn', sequence: update.sequence })
  }
}

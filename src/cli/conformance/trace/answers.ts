import type { KubectlTrace, Trace } from '../../../protocol/trace.ts'
import type { ApiResponse, FromApiServer } from '../../../sim/apiserver/wire.ts'
import type { EventRecord } from '../../../sim/kernel/history.ts'
import type { EventId } from '../../../sim/kernel/types.ts'

/** What our cluster answered to one action of a recording. */
export interface ActionAnswer {
  /** What kubectl printed, in order. */
  readonly lines: readonly string[]
  readonly exitCode: number
  /** The last answer of the API server. */
  readonly response: ApiResponse | undefined
}

/** Collects what kubectl is answered and what it prints, for each command that it is given. */
export class AnswerCollector {
  private readonly answers: ActionAnswer[] = []
  /** The command, by its place, that each of kubectl's events serves. */
  private readonly served = new Map<EventId, number>()

  /** How many commands were begun. */
  get count(): number {
    return this.answers.length
  }

  /** The answer to a command, by its place in the order of commands. */
  at(index: number): ActionAnswer | undefined {
    return this.answers[index]
  }

  observe({ event, traces }: EventRecord): void {
    const incoming = event.message as FromApiServer
    const index = this.commandOf(event)
    if (index === undefined) return
    this.served.set(event.id, index)
    if (event.to !== 'kubectl') return
    if (incoming.type === 'response') this.note(index, { response: incoming.response })
    for (const trace of traces as readonly Trace[])
      if (trace.type === 'kubectl') this.print(index, trace)
  }

  private commandOf({ id, from, to, cause, message }: EventRecord['event']): number | undefined {
    if (to === 'kubectl' && (message.type === 'kubectl' || message.type === 'raw')) {
      this.served.set(id, this.answers.length)
      return this.answers.push({ lines: [], exitCode: 0, response: undefined }) - 1
    }
    if (from === 'kubectl') return this.served.get(cause)
    const incoming = message as FromApiServer
    if (to !== 'kubectl' || incoming.type !== 'response') return undefined
    return this.served.get(incoming.requestId)
  }

  private print(index: number, { output, exitCode }: KubectlTrace): void {
    const answer = this.answers[index]
    if (!answer) return
    const lines = output === '' ? answer.lines : [...answer.lines, output]
    this.note(index, { lines, exitCode: answer.exitCode || exitCode })
  }

  private note(index: number, news: Partial<ActionAnswer>): void {
    const answer = this.answers[index]
    if (answer) this.answers[index] = { ...answer, ...news }
  }
}

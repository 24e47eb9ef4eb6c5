/** What the terminal remembers: lines given before, and which output was cleared away. */
import { create } from 'zustand'
import type { Condition } from '../../../protocol/conditions.ts'
import type { UserAction } from '../../../protocol/messages.ts'
import { playbackMode } from '../../machines/playback.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useFiles } from '../../state/files.ts'
import { orderOf } from './typed-line.ts'

const HISTORY_MAX = 200
const MINUTE_MICROS = 60_000_000
/** A command that goes on for longer than this is left to the reader's own playing. */
const PATIENCE_MICROS = 10 * MINUTE_MICROS
/** What goes on until Ctrl+C has at least begun by then. */
const BEGINS_WITHIN_MICROS = 5_000_000

/** The last command given, and where the run stood then. */
interface Given {
  readonly line: string
  readonly position: number
  readonly atMicros: number
}

interface TerminalState {
  readonly history: readonly string[]
  /** Output up to this position is not shown any more. */
  readonly clearedAt: number
  readonly given: Given | null
  /** Why the last line was not taken: a key of the `terminal` texts. */
  readonly mistake: {
    readonly key: string
    readonly params: { readonly [name: string]: string }
  } | null
}

export const useTerminal = create<TerminalState>(() => ({
  history: [],
  clearedAt: -1,
  given: null,
  mistake: null,
}))

/** Does what a line says. True if it was taken. */
export async function runLine(line: string): Promise<boolean> {
  const order = orderOf(line, useFiles.getState().files)
  useTerminal.setState(({ history }) => ({
    mistake: null,
    history:
      line.trim() === '' || history.at(-1) === line
        ? history
        : [...history, line].slice(-HISTORY_MAX),
  }))
  switch (order.type) {
    case 'nothing':
      return true
    case 'clear':
      clearOutput()
      return true
    case 'mistake':
      useTerminal.setState({ mistake: { key: order.key, params: order.params } })
      return false
    case 'act':
      return give(line, order.action, order.isEndless)
  }
}

export function clearOutput(): void {
  useTerminal.setState({ clearedAt: useCluster.getState().position, mistake: null })
}

/** Ctrl+C: ends what is under way. */
export async function interrupt(): Promise<void> {
  await give('^C', { type: 'interrupt' }, false)
}

/** True while the command that was given last has not come to its end. */
export function isUnderWay(given: Given | null, output: readonly OutputSeen[]): boolean {
  return given !== null && !output.some((entry) => entry.isOver && entry.position > given.position)
}

interface OutputSeen {
  readonly position: number
  readonly isOver: boolean
}

async function give(line: string, action: UserAction, isEndless: boolean): Promise<boolean> {
  const { position, atMicros } = useCluster.getState()
  const reply = await commands.act(action)
  if (reply.type === 'refused' || !reply.accepted) {
    const message =
      reply.type === 'refused'
        ? reply.message
        : reply.problems.map((problem) => problem.message).join('; ')
    useTerminal.setState({ mistake: { key: 'refused', params: { message } } })
    if (reply.type === 'acted' && 'file' in action && action.file !== undefined)
      useFiles.getState().setProblems(action.file, reply.problems)
    return false
  }
  useTerminal.setState({ given: { line, position, atMicros } })
  // Whoever types a command wants its answer: time that stands still goes on until it is there.
  if (playbackMode() === 'paused') await answer(position, isEndless)
  return true
}

async function answer(sincePosition: number, isEndless: boolean): Promise<void> {
  const over: Condition = { command: 'over' }
  const condition: Condition = isEndless ? { any: [over, { output: '.' }] } : over
  const withinMicros = isEndless ? BEGINS_WITHIN_MICROS : PATIENCE_MICROS
  await commands.runUntil({ condition, sincePosition, withinMicros })
}

/** What the page can ask of the cluster. Panels call these; only this file and the session know the connection. */
import type { Connection, ReplyTo } from '../../client/connection.ts'
import type { Breakpoint } from '../../protocol/breakpoints.ts'
import type { Condition } from '../../protocol/conditions.ts'
import type { Command, Pace, UserAction, WhyQuestion } from '../../protocol/messages.ts'
import type { KubeObjectJson } from '../../protocol/objects/json.ts'
import type { Grain } from '../../protocol/views.ts'
import { playback, playbackMode } from '../machines/playback.ts'
import { hasNothingAhead, useCluster } from './cluster.ts'
import { useFiles } from './files.ts'
import { useSession } from './session-state.ts'

type RunUntilOrder = Omit<Extract<Command, { readonly type: 'run-until' }>, 'type' | 'requestId'>

let connection: Connection | null = null
const plugListeners = new Set<(connection: Connection) => void>()

/** The session plugs a (new) worker in, or takes it away. */
export function plugIn(next: Connection | null): void {
  connection = next
  if (next) for (const listener of plugListeners) listener(next)
}

/** Tells of the present worker and of every other that is plugged in. Returns the function that stops it. */
export function onPlugIn(listener: (connection: Connection) => void): () => void {
  plugListeners.add(listener)
  if (connection) listener(connection)
  return () => plugListeners.delete(listener)
}

const REJECTED = 'editor.rejected'

const refused = { type: 'refused', message: 'no worker' } as const

/** The page's verbs. Those that move time go through the playback machine, which the toolbar reads. */
export const commands = {
  /** One step of a grain. Forward from an untouched run, it applies the open file first. */
  async step(grain: Grain, direction: 'forward' | 'back'): Promise<void> {
    if (direction === 'forward' && !(await beginIfUntouched())) return
    playback.send({ type: 'step', grain, direction })
  },
  /** Plays on; an untouched run has nothing to play, so it applies the open file first. */
  async play(pace: Pace): Promise<void> {
    if (await beginIfUntouched()) playback.send({ type: 'play', pace })
  },
  pause: () => playback.send({ type: 'pause' }),
  runToQuiet: () => playback.send({ type: 'run-to-quiet' }),
  /** To the next thing that is no heartbeat, if there is to be one. */
  skipAhead: () => {
    if (!hasNothingAhead(useCluster.getState())) playback.send({ type: 'skip-ahead' })
  },
  seek: (position: number) => playback.send({ type: 'seek', position }),
  /** To the last event at or before a time, even if the run has not come so far. */
  seekTime: (atMicros: number) => playback.send({ type: 'seek-time', atMicros }),

  /** A user's act: an apply, a kubectl command, a failure. */
  async act(action: UserAction): Promise<ReplyTo<{ type: 'act'; action: UserAction }>> {
    if (!connection) return refused
    const reply = await connection.request({ type: 'act', action })
    if (reply.type === 'acted' && reply.accepted) {
      useSession.setState(({ notice }) => ({
        isUntouched: false,
        notice: notice?.key === REJECTED ? null : notice,
      }))
    }
    return reply
  },
  /** An act at the diagram itself: while time stands still, its first moment is shown at once. */
  async actAndLook(action: UserAction): Promise<ReplyTo<{ type: 'act'; action: UserAction }>> {
    const reply = await commands.act(action)
    const isSeen = reply.type === 'acted' && reply.accepted
    if (isSeen && playbackMode() === 'paused') await commands.step('decision', 'forward')
    return reply
  },
  /** `kubectl apply -f FILE` of the editor. True if the API took it; mistakes are marked in the file. */
  async applyFile(name: string): Promise<boolean> {
    return actOnFile('apply', name)
  },
  /** `kubectl delete -f FILE`. */
  async deleteFile(name: string): Promise<boolean> {
    return actOnFile('delete-manifest', name)
  },

  async timeline(fromPosition: number, limit: number) {
    return connection ? connection.request({ type: 'timeline', fromPosition, limit }) : refused
  },
  async diff(manifest: string) {
    return connection ? connection.request({ type: 'diff', manifest }) : refused
  },
  async schemas() {
    return connection ? connection.request({ type: 'schemas' }) : refused
  },
  /** Who asked the API server what after a position, up to now. */
  async requests(fromPosition: number) {
    return connection ? connection.request({ type: 'requests', fromPosition }) : refused
  },
  /** Whether conditions hold now. */
  async check(conditions: readonly Condition[], sincePosition: number) {
    return connection ? connection.request({ type: 'check', conditions, sincePosition }) : refused
  },
  /** Plays (with a pace) or runs until a condition holds; answers when it does, or when it is given up. */
  async runUntil(order: RunUntilOrder) {
    return connection ? connection.request({ type: 'run-until', ...order }) : refused
  },
  async save() {
    return connection ? connection.request({ type: 'save' }) : refused
  },
  /** The same, of the very place where the run is now: nothing moves before it is answered. */
  async saveHere() {
    return connection ? connection.request({ type: 'save', isHere: true }) : refused
  },
  /** The chain of causes of an object, a field or an event. */
  async why(question: WhyQuestion) {
    return connection ? connection.request({ type: 'why', question }) : refused
  },
  /** What differs from another run's objects to those of this run now. */
  async compareObjects(objects: readonly KubeObjectJson[]) {
    return connection ? connection.request({ type: 'compare-objects', objects }) : refused
  },
  setBreakpoints: (breakpoints: readonly Breakpoint[]) =>
    connection?.send({ type: 'breakpoints', breakpoints }),
  /** What differs between two positions of this run. */
  async compare(fromPosition: number, toPosition: number) {
    return connection ? connection.request({ type: 'compare', fromPosition, toPosition }) : refused
  },
  async story() {
    return connection ? connection.request({ type: 'story' }) : refused
  },
}

/** False if the open file should have been applied but has mistakes; the page then says so. */
async function beginIfUntouched(): Promise<boolean> {
  if (!useSession.getState().isUntouched) return true
  if (await commands.applyFile(useFiles.getState().active)) return true
  useSession.setState({ notice: { key: REJECTED, tone: 'warning' } })
  return false
}

async function actOnFile(type: 'apply' | 'delete-manifest', name: string): Promise<boolean> {
  const file = useFiles.getState().files.find((candidate) => candidate.name === name)
  if (!file) return false
  const reply = await commands.act({ type, manifest: file.text, file: name })
  if (reply.type !== 'acted') return false
  useFiles.getState().setProblems(name, reply.problems)
  return reply.accepted
}

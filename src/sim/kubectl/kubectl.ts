import type { UserAction } from '../../protocol/messages.ts'
import { INTERRUPTED, type KubectlTrace } from '../../protocol/trace.ts'
import { timestampAt } from '../api/time.ts'
import type { ApiRequest, ApiResponse, FromApiServer, ToApiServer } from '../apiserver/wire.ts'
import { ApiClient } from '../client/api-client.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import {
  type Component,
  type Context,
  type EventId,
  type Message,
  type Micros,
  SECOND,
} from '../kernel/types.ts'
import { deleteManifestJobs, jobsOf, objectJobs } from './command-line.ts'
import type { Job, JobState, JobStep } from './job.ts'
import { beginJob, proceedJob, tellJob } from './jobs/index.ts'
import { RESTARTED_AT } from './jobs/modify.ts'
import { spokenCommand } from './spoken-command.ts'

/** A command that is under way. */
interface Session {
  readonly command: string
  readonly jobs: readonly Job[]
  readonly index: number
  readonly state: JobState
  readonly exitCode: number
  /** The watch that the job follows. */
  readonly watchId?: EventId
  /** Begins anew so long after its end: `watch -n`. */
  readonly repeatAfter?: Micros
}

interface Next {
  readonly session: string
}

/** A request to be sent as it is; recordings of API traffic are replayed with it. */
export interface RawRequest {
  readonly type: 'raw'
  readonly request: Omit<ApiRequest, 'user' | 'userAgent'>
}

type Incoming =
  | Exclude<UserAction, { type: 'fail' }>
  | RawRequest
  | Exclude<FromApiServer, { type: 'response' }>
  | { readonly type: 'session-wait' | 'session-repeat'; readonly session: string }
  | { readonly type: 'start' }

/** The user's command line: turns commands into requests like everybody else's, and prints what comes back. */
export function createKubectl(kernel: Kernel): Component {
  const sessions: Table<Session> = kernel.table('kubectl/sessions', {
    watch: ({ watchId }: Session) => (watchId === undefined ? undefined : String(watchId)),
  })
  const client = new ApiClient<Next>(kernel, {
    component: 'kubectl',
    user: 'kubernetes-admin',
    userAgent: 'kubectl',
  })
  const kubectl = new Kubectl(sessions, client)
  return {
    name: 'kubectl',
    kind: 'kubectl',
    host: 'user',
    handle: (message, ctx) => kubectl.handle(message, ctx),
  }
}

class Kubectl {
  private readonly sessions: Table<Session>
  private readonly client: ApiClient<Next>

  constructor(sessions: Table<Session>, client: ApiClient<Next>) {
    this.sessions = sessions
    this.client = client
  }

  handle(message: Message, ctx: Context): void {
    const answer = this.client.take(message, ctx)
    if (answer) {
      const key = answer.next.session
      // A watch that is granted is answered too; its events say the rest.
      const isGranted = this.sessions.get(key)?.watchId === answer.requestId
      if (!isGranted || answer.response.code !== 200) this.proceed(key, answer.response, ctx)
      return
    }
    const incoming = message as Incoming
    switch (incoming.type) {
      case 'apply':
        return this.begin(spokenCommand(incoming), objectJobs(incoming.manifest, 'apply'), ctx)
      case 'delete-manifest':
        return this.begin(spokenCommand(incoming), deleteManifestJobs(incoming.manifest), ctx)
      case 'kubectl': {
        const jobs = jobsOf(incoming.args, incoming.stdin ?? '')
        return this.begin(spokenCommand(incoming), jobs, ctx)
      }
      case 'watch': {
        const repeatAfter = Math.round(incoming.everySeconds * SECOND)
        return this.begin(spokenCommand(incoming), jobsOf(incoming.args, ''), ctx, repeatAfter)
      }
      case 'raw':
        return this.begin(`--raw ${incoming.request.path}`, [incoming], ctx)
      case 'interrupt':
        return this.interrupt(ctx)
      case 'session-wait':
        return this.proceed(incoming.session, undefined, ctx)
      case 'session-repeat':
        return this.repeat(incoming.session, ctx)
      case 'watch-event':
      case 'watch-closed':
        return this.onWatch(incoming, ctx)
    }
  }

  private begin(command: string, jobs: readonly Job[], ctx: Context, repeatAfter?: Micros): void {
    const [first] = jobs
    const key = String(ctx.event.id)
    const session: Session = {
      command,
      jobs,
      index: 0,
      state: { stage: '' },
      exitCode: 0,
      repeatAfter,
    }
    if (!first)
      return print(ctx, key, session, {
        output: 'error: no objects passed',
        exitCode: 1,
        isOver: true,
      })
    this.sessions.set(key, session)
    this.follow(key, beginJob(first), ctx)
  }

  private proceed(key: string, response: ApiResponse | undefined, ctx: Context): void {
    const session = this.sessions.get(key)
    const job = session?.jobs[session.index]
    if (session && job) this.follow(key, proceedJob(job, session.state, response, ctx.now), ctx)
  }

  /** The next round of `watch -n`. */
  private repeat(key: string, ctx: Context): void {
    const session = this.sessions.get(key)
    const [first] = session?.jobs ?? []
    if (!session || !first) return
    this.sessions.set(key, { ...session, index: 0, state: { stage: '' }, exitCode: 0 })
    this.follow(key, beginJob(first), ctx)
  }

  private onWatch(
    message: Extract<Incoming, { type: 'watch-event' | 'watch-closed' }>,
    ctx: Context,
  ): void {
    const [key] = this.sessions.keysBy('watch', String(message.watchId))
    const session = key === undefined ? undefined : this.sessions.get(key)
    const job = session?.jobs[session.index]
    if (key === undefined || !session || !job) return
    const step: JobStep =
      message.type === 'watch-closed'
        ? { type: 'done', line: '', exitCode: 0 }
        : tellJob(job, session.state, message.event, ctx.now)
    this.follow(key, step, ctx)
  }

  private interrupt(ctx: Context): void {
    for (const key of this.sessions.keys()) {
      const session = this.sessions.get(key)
      if (!session) continue
      this.sessions.delete(key)
      const { watchId } = session
      if (watchId !== undefined)
        ctx.send('kube-apiserver', { type: 'stop-watch', watchId } satisfies ToApiServer)
      print(ctx, key, session, { output: '^C', exitCode: INTERRUPTED, isOver: true })
    }
  }

  private follow(key: string, step: JobStep, ctx: Context): void {
    const session = this.sessions.get(key)
    if (!session) return
    if (step.type === 'done') return this.endJob(key, session, step, ctx)
    const next: Session = { ...session, state: step.state }
    if (step.line) print(ctx, key, session, { output: step.line })
    switch (step.type) {
      case 'listen':
        this.sessions.set(key, next)
        return
      case 'wait': {
        this.sessions.set(key, next)
        const again: Incoming = { type: 'session-wait', session: key }
        ctx.after(step.micros, again)
        return
      }
      case 'watch':
      case 'ask': {
        const request = { ...step.request, body: stamped(step.request.body, ctx) }
        const id = this.client.send(ctx, request, { session: key })
        this.sessions.set(key, step.type === 'watch' ? { ...next, watchId: id } : next)
      }
    }
  }

  private endJob(
    key: string,
    session: Session,
    { line, exitCode }: Extract<JobStep, { type: 'done' }>,
    ctx: Context,
  ): void {
    const index = session.index + 1
    const job = session.jobs[index]
    const { repeatAfter } = session
    const isOver = !job && repeatAfter === undefined
    if (line !== '' || isOver) print(ctx, key, session, { output: line, exitCode, isOver })
    if (job) {
      this.sessions.set(key, { ...session, index, exitCode: session.exitCode || exitCode })
      this.follow(key, beginJob(job), ctx)
    } else if (repeatAfter !== undefined) {
      const again: Incoming = { type: 'session-repeat', session: key }
      // It goes on until somebody stops it: a quiet cluster is quiet nevertheless.
      ctx.after(repeatAfter, again, { periodic: true })
    } else this.sessions.delete(key)
  }
}

/** Puts the time where a restart asked for it. */
function stamped(body: unknown, ctx: Context): unknown {
  const text = JSON.stringify(body)
  return text?.includes(RESTARTED_AT)
    ? JSON.parse(text.replaceAll(RESTARTED_AT, timestampAt(ctx.now)))
    : body
}

function print(
  ctx: Context,
  key: string,
  { command }: Session,
  said: { readonly output: string; readonly exitCode?: number; readonly isOver?: boolean },
): void {
  const { output, exitCode = 0, isOver = false } = said
  const session = Number(key)
  const entry: KubectlTrace = { type: 'kubectl', command, output, exitCode, session, isOver }
  ctx.trace(entry)
}

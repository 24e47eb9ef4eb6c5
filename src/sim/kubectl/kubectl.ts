import type { UserAction } from '../../protocol/messages.ts'
import type { KubectlTrace } from '../../protocol/trace.ts'
import { timestampAt } from '../api/time.ts'
import type { ApiRequest, ApiResponse } from '../apiserver/wire.ts'
import { ApiClient } from '../client/api-client.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Table } from '../kernel/table.ts'
import type { Component, Context, Message } from '../kernel/types.ts'
import { deleteManifestJobs, jobsOf, objectJobs } from './command-line.ts'
import type { Job, JobState, JobStep } from './job.ts'
import { beginJob, proceedJob } from './jobs/index.ts'
import { RESTARTED_AT } from './jobs/modify.ts'
import { spokenCommand } from './spoken-command.ts'

/** A command that is under way. */
interface Session {
  readonly command: string
  readonly jobs: readonly Job[]
  readonly index: number
  readonly state: JobState
  readonly exitCode: number
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
  | { readonly type: 'session-wait'; readonly session: string }
  | { readonly type: 'start' }

/** The user's command line: turns commands into requests like everybody else's, and prints what comes back. */
export function createKubectl(kernel: Kernel): Component {
  const sessions: Table<Session> = kernel.table('kubectl/sessions')
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
    if (answer) return this.proceed(answer.next.session, answer.response, ctx)
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
      case 'raw':
        return this.begin(`--raw ${incoming.request.path}`, [incoming], ctx)
      case 'session-wait':
        return this.proceed(incoming.session, undefined, ctx)
    }
  }

  private begin(command: string, jobs: readonly Job[], ctx: Context): void {
    const [first] = jobs
    if (!first) return print(ctx, command, 'error: no objects passed', 1)
    const key = String(ctx.event.id)
    this.sessions.set(key, { command, jobs, index: 0, state: { stage: '' }, exitCode: 0 })
    this.follow(key, beginJob(first), ctx)
  }

  private proceed(key: string, response: ApiResponse | undefined, ctx: Context): void {
    const session = this.sessions.get(key)
    const job = session?.jobs[session.index]
    if (session && job) this.follow(key, proceedJob(job, session.state, response), ctx)
  }

  private follow(key: string, step: JobStep, ctx: Context): void {
    const session = this.sessions.get(key)
    if (!session) return
    if (step.type !== 'done') {
      this.sessions.set(key, { ...session, state: step.state })
      if (step.line) print(ctx, session.command, step.line, 0)
      if (step.type === 'wait')
        ctx.after(step.micros, { type: 'session-wait', session: key } satisfies Incoming)
      else
        this.client.send(
          ctx,
          { ...step.request, body: stamped(step.request.body, ctx) },
          { session: key },
        )
      return
    }
    if (step.line) print(ctx, session.command, step.line, step.exitCode)
    const next = session.jobs[session.index + 1]
    if (!next) {
      this.sessions.delete(key)
      return
    }
    this.sessions.set(key, {
      ...session,
      index: session.index + 1,
      exitCode: session.exitCode || step.exitCode,
    })
    this.follow(key, beginJob(next), ctx)
  }
}

/** Puts the time where a restart asked for it. */
function stamped(body: unknown, ctx: Context): unknown {
  const text = JSON.stringify(body)
  return text?.includes(RESTARTED_AT)
    ? JSON.parse(text.replaceAll(RESTARTED_AT, timestampAt(ctx.now)))
    : body
}

function print(ctx: Context, command: string, output: string, exitCode: number): void {
  const entry: KubectlTrace = { type: 'kubectl', command, output, exitCode }
  ctx.trace(entry)
}

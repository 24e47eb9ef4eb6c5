import { KILLED_EXIT_CODE } from '../../images/program.ts'
import type { Context, EventId, Micros } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type { CriAnswer, CriCall, CriEvent, RuntimeContainer } from '../cri.ts'
import type { RuntimeTables } from './runtime-tables.ts'

/** The runtime's own timers. */
export type RuntimeTimer =
  | {
      readonly type: 'image-pulled'
      readonly podUid: string
      readonly image: string
      readonly callId: EventId
      readonly took: Micros
      /** The daemon's life that the pull belongs to. */
      readonly life: number
    }
  | {
      readonly type: 'container-exits'
      readonly containerId: string
      readonly exitCode: number
      /** '' to tell it from the exit code. */
      readonly reason: string
    }

/** StopContainer: SIGTERM now, SIGKILL when the time is up; answered when the process is gone. */
export function stopContainer(
  tables: RuntimeTables,
  call: Extract<CriCall, { call: 'StopContainer' }>,
  ctx: Context,
): void {
  const { podUid, containerId, timeout } = call
  const container = tables.containers.get(containerId)
  const process = tables.processes.get(containerId)
  if (container?.state !== 'running' || !process) {
    tellStopped(ctx, ctx.event.from, { podUid, containerId, callId: ctx.event.id })
    return
  }
  const { term } = process.program
  const heedsInTime = term.heeds && term.after <= timeout
  const exitCode = heedsInTime ? term.exitCode : KILLED_EXIT_CODE
  const wait = (heedsInTime ? term.after : timeout) + TIMINGS.containerStopOverhead
  if (process.exitTimer !== 0) ctx.cancel(process.exitTimer)
  const exit: RuntimeTimer = { type: 'container-exits', containerId, exitCode, reason: '' }
  tables.processes.set(containerId, {
    ...process,
    exitTimer: ctx.after(wait, exit),
    stopCalls: [...process.stopCalls, ctx.event.id],
  })
}

/** The process ended: by itself, by a signal, by the out-of-memory killer. */
export function containerExited(
  tables: RuntimeTables,
  exit: Extract<RuntimeTimer, { type: 'container-exits' }>,
  ctx: Context,
): void {
  const container = tables.containers.get(exit.containerId)
  if (container?.state !== 'running') return
  end(tables, container, exit.exitCode, exit.reason, ctx)
}

/** A process of a container is killed from outside, as by `kill -9` on the node. */
export interface KillMessage {
  readonly type: 'kill-container'
  readonly namespace: string
  readonly pod: string
  /** '' for the pod's first running container. */
  readonly container: string
}

/** Kills the container that the message means, if it runs. */
export function killFromOutside(
  tables: RuntimeTables,
  { namespace, pod: name, container: wanted }: KillMessage,
  ctx: Context,
): void {
  const matches = (candidate: RuntimeContainer): boolean =>
    candidate.state === 'running' &&
    candidate.namespace === namespace &&
    candidate.podName === name &&
    (wanted === '' || candidate.config.name === wanted)
  const victim = tables.containers.values().find(matches)
  if (victim) killContainer(tables, victim, ctx)
}

/** SIGKILL out of the blue. */
export function killContainer(
  tables: RuntimeTables,
  container: RuntimeContainer,
  ctx: Context,
): void {
  const process = tables.processes.get(container.id)
  if (process && process.exitTimer !== 0) ctx.cancel(process.exitTimer)
  end(tables, container, KILLED_EXIT_CODE, '', ctx)
}

function end(
  tables: RuntimeTables,
  container: RuntimeContainer,
  exitCode: number,
  given: string,
  ctx: Context,
): void {
  const kubelet = ctx.self.replace('/container-runtime', '/kubelet')
  const isOom = exitCode === KILLED_EXIT_CODE && container.config.image.includes('pilothouse/oom')
  const reason = given || (isOom ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error')
  tables.containers.set(container.id, {
    ...container,
    state: 'exited',
    finishedAt: ctx.now,
    exitCode,
    reason,
  })
  const process = tables.processes.get(container.id)
  tables.processes.delete(container.id)
  const { podUid, id: containerId } = container
  const stopCalls = process?.stopCalls ?? []
  for (const callId of stopCalls) tellStopped(ctx, kubelet, { podUid, containerId, callId })
  if (stopCalls.length === 0 && !tables.stopped.get())
    ctx.send(kubelet, { type: 'cri-event', podUid } satisfies CriEvent)
}

function tellStopped(
  ctx: Context,
  to: string,
  about: { readonly podUid: string; readonly containerId: string; readonly callId: EventId },
): void {
  const message: CriAnswer = { type: 'cri-answer', call: 'StopContainer', error: '', ...about }
  ctx.send(to, message)
}

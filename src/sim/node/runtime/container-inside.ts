import { connect } from '../../images/connect.ts'
import { execIn } from '../../images/image-behaviour.ts'
import type { Context, Micros } from '../../kernel/types.ts'
import type { ConnectAnswer, ConnectCall, CriAnswer, CriCall } from '../cri.ts'
import type { Process, RuntimeTables } from './runtime-tables.ts'

/** ExecSync: runs a command in a container, with the files that it has by now. */
export function answerExec(
  tables: RuntimeTables,
  commonFiles: readonly string[],
  call: Extract<CriCall, { call: 'ExecSync' }>,
  ctx: Context,
): void {
  const { podUid, containerId, command, timeout } = call
  const container = tables.containers.get(containerId)
  const process = tables.processes.get(containerId)
  const reply = (
    outcome: { readonly error?: string; readonly exitCode: number; readonly output: string },
    delay: Micros,
  ): void => {
    const base = { type: 'cri-answer', call: 'ExecSync', callId: ctx.event.id, podUid } as const
    const message: CriAnswer = { ...base, error: '', ...outcome }
    ctx.send(ctx.event.from, message, { delay })
  }
  if (container?.state !== 'running' || !process) {
    const error =
      'rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state'
    reply({ error, exitCode: 1, output: '' }, 0)
    return
  }
  const age = ctx.now - container.startedAt
  const files = filesOf(process, commonFiles, age)
  const result = execIn({ ...container.config, files }, process.program, command, age)
  if (result.files.length > 0) {
    const changed = Object.fromEntries(result.files.map(({ path, exists }) => [path, exists]))
    tables.processes.set(containerId, { ...process, files: { ...process.files, ...changed } })
  }
  if (result.took > timeout) {
    const error = `rpc error: code = DeadlineExceeded desc = failed to exec in container: timeout ${timeout / 1_000_000}s exceeded: context deadline exceeded`
    reply({ error, exitCode: 1, output: '' }, timeout)
    return
  }
  reply({ exitCode: result.exitCode, output: result.output }, result.took)
}

/** A connection to a port of a container. */
export function answerConnection(tables: RuntimeTables, call: ConnectCall, ctx: Context): void {
  const container = tables.containers.get(call.containerId)
  const process = tables.processes.get(call.containerId)
  const isUp = container?.state === 'running' && process !== undefined
  const connection = isUp
    ? connect(process.program, call, ctx.now - container.startedAt)
    : ({ type: 'refused' } as const)
  const done: ConnectAnswer = { type: 'connect-answer', callId: ctx.event.id, connection }
  ctx.send(ctx.event.from, done)
}

/** The files in a container that has run for `age`: those of every container, the program's, then what exec did. */
function filesOf(process: Process, common: readonly string[], age: Micros): readonly string[] {
  const files = new Set(common)
  for (const change of process.program.files) {
    if (change.at > age) break
    if (change.exists) files.add(change.path)
    else files.delete(change.path)
  }
  for (const [path, exists] of Object.entries(process.files)) {
    if (exists) files.add(path)
    else files.delete(path)
  }
  return [...files]
}

import type { ApiResponse, WatchEvent } from '../../apiserver/wire.ts'
import type { Micros } from '../../kernel/types.ts'
import { done, type Job, type JobRunner, type JobState, type JobStep } from '../job.ts'
import { applyRunner, createRunner } from './apply.ts'
import { applyServerSideRunner } from './apply-server-side.ts'
import { deleteRunner } from './delete.ts'
import { deleteAllRunner } from './delete-all.ts'
import { describeRunner } from './describe.ts'
import { exposeRunner } from './expose.ts'
import { getRunner } from './get.ts'
import { logsRunner } from './logs.ts'
import { modifyAllRunner, modifyRunner } from './modify.ts'
import { replaceRunner } from './replace.ts'
import { historyRunner, rolloutStatusRunner, undoRunner } from './rollout.ts'
import { scaleRunner } from './scale.ts'
import { waitRunner } from './wait.ts'

/** How each type of job goes. */
const runners: { readonly [T in Job['type']]: JobRunner<Extract<Job, { type: T }>> } = {
  apply: applyRunner,
  create: createRunner,
  'apply-server-side': applyServerSideRunner,
  replace: replaceRunner,
  expose: exposeRunner,
  wait: waitRunner,
  'delete-all': deleteAllRunner,
  delete: deleteRunner,
  modify: modifyRunner,
  'modify-all': modifyAllRunner,
  scale: scaleRunner,
  get: getRunner,
  describe: describeRunner,
  logs: logsRunner,
  undo: undoRunner,
  history: historyRunner,
  'rollout-status': rolloutStatusRunner,
  raw: {
    begin: ({ request }) => ({ type: 'ask', request, state: { stage: 'answer' } }),
    proceed: (_, __, response) =>
      done(JSON.stringify(response?.body ?? {}), response && response.code < 400 ? 0 : 1),
  },
  say: { begin: ({ line }) => done(line), proceed: ({ line }) => done(line) },
  refuse: { begin: ({ message }) => done(message, 1), proceed: ({ message }) => done(message, 1) },
}

export function beginJob(job: Job): JobStep {
  return (runners[job.type] as JobRunner<Job>).begin(job)
}

export function proceedJob(
  job: Job,
  state: JobState,
  response: ApiResponse | undefined,
  now: Micros,
): JobStep {
  return (runners[job.type] as JobRunner<Job>).proceed(job, state, response, now)
}

/** What a job makes of an event of the watch that it opened. */
export function tellJob(job: Job, state: JobState, event: WatchEvent, now: Micros): JobStep {
  const runner = runners[job.type] as JobRunner<Job>
  return runner.onEvent?.(job, state, event, now) ?? { type: 'listen', state }
}

import type { Condition, JsonObject } from '../../../protocol/objects/meta.ts'
import type { ContainerStatus, PodSpec } from '../../../protocol/objects/pod.ts'
import {
  containersReadyCondition,
  initializedCondition,
  readyCondition,
} from '../../../sim/node/kubelet/pod-conditions.ts'
import { podPhase } from '../../../sim/node/kubelet/pod-phase.ts'
import { type LastRun, shouldRestart } from '../../../sim/node/kubelet/restart.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { GoldenCase, SuiteAdapter } from '../suite-adapter.ts'

/** Phase and conditions of a pod by its containers' statuses, and whether a container is restarted. */
export const podstatusSuite: SuiteAdapter = {
  suite: 'podstatus',
  run: (input) => (input.op === 'restart' ? restart(input) : status(input)),
  accept: acceptFailedReason,
}

function status(input: JsonObject): unknown {
  const spec = input.spec as unknown as PodSpec
  const init = (input.initStatuses ?? []) as unknown as readonly ContainerStatus[]
  const app = (input.appStatuses ?? []) as unknown as readonly ContainerStatus[]
  const conditions = (input.conditions ?? []) as unknown as readonly Condition[]
  const phase = podPhase(spec, [...init, ...app], { isTerminal: false, hasInitialized: false })
  return {
    phase,
    containersReady: written(containersReadyCondition(spec, app, phase)),
    ready: written(readyCondition(spec, app, phase, conditions)),
    initialized: written(initializedCondition(spec, init, phase)),
  }
}

function written(condition: object): object {
  return { reason: '', message: '', ...condition }
}

function restart(input: JsonObject): unknown {
  const statuses = input.statuses as unknown as
    | readonly (LastRun & { readonly name: string })[]
    | null
  const last = statuses?.find(({ name }) => name === input.container)
  const policy = input.restartPolicy as PodSpec['restartPolicy']
  return { restart: shouldRestart(policy, input.deleting === true, last) }
}

/** Since 1.22 a failed pod's containers are not ready because of `PodFailed`, without naming them. */
function acceptFailedReason({ want }: GoldenCase, got: unknown): string | undefined {
  const answer = got as { readonly phase: string; readonly ready: { readonly reason: string } }
  if (answer.phase !== 'Failed' || answer.ready.reason !== 'PodFailed') return undefined
  const as120 = { ...answer, ready: want.ready, containersReady: want.containersReady }
  return compareAnswers(as120, want) === undefined
    ? 'since 1.22 a failed pod is not ready for the reason PodFailed'
    : undefined
}

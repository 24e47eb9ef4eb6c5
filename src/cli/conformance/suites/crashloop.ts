import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { SECOND } from '../../../sim/kernel/types.ts'
import { type BackOff, isBackingOff, nextBackOff } from '../../../sim/node/kubelet/back-off.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** CrashLoopBackOff: when a container that ends after given run times is started again. */
export const crashloopSuite: SuiteAdapter = {
  suite: 'crashloop',
  run(input) {
    const limits = {
      initial: Number(input.initialSeconds) * SECOND,
      max: Number(input.maxSeconds) * SECOND,
    }
    const runs = input.runs as readonly JsonObject[]
    let entry: BackOff | undefined
    let startedAt = 0
    const steps = runs.map(({ runSeconds }) => {
      const finishedAt = startedAt + Number(runSeconds)
      const since = finishedAt * SECOND
      let restartAt = finishedAt
      while (isBackingOff(entry, since, restartAt * SECOND, limits)) restartAt++
      entry = nextBackOff(entry, since, restartAt * SECOND, limits)
      startedAt = restartAt
      const waitSeconds = restartAt - finishedAt
      return { finishedAt, waitSeconds, restartAt, backoffAfter: entry.wait / SECOND }
    })
    return { steps }
  },
}

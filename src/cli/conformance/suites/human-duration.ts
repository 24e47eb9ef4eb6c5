import { humanDuration, shortHumanDuration } from '../../../sim/api/human-duration.ts'
import { MILLISECOND } from '../../../sim/kernel/types.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** Ages in tables. */
export const humanDurationSuite: SuiteAdapter = {
  suite: 'humanduration',
  run(input) {
    const duration = Number(input.milliseconds) * MILLISECOND
    return { human: humanDuration(duration), short: shortHumanDuration(duration) }
  },
}

import type { JsonObject } from '../../../protocol/objects/meta.ts'
import {
  applyConfiguration,
  type Managed,
  recordUpdate,
} from '../../../sim/api/patch/field-managers/field-manager.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'
import { skipOutOfScope, strategyOf } from './kinds-in-scope.ts'

interface Step {
  readonly op: 'apply' | 'update'
  readonly manager: string
  readonly force?: boolean
  readonly object: JsonObject
}

function stepsOf(input: JsonObject): readonly Step[] {
  return input.steps as unknown as readonly Step[]
}

/** Server-side apply: several managers write one object in turn. */
export const serverSideApplySuite: SuiteAdapter = {
  suite: 'serversideapply',

  skip: ({ input }) => skipOutOfScope(stepsOf(input)[0]?.object),

  run(input) {
    let live: Managed = { object: {}, managedFields: [] }
    const steps: unknown[] = []
    for (const { op, manager, force, object } of stepsOf(input)) {
      const { schema } = strategyOf(object)
      const apiVersion = String(object.apiVersion)
      const result =
        op === 'apply'
          ? applyConfiguration(live, object, {
              by: { manager, operation: 'Apply', apiVersion },
              isForced: force === true,
              schema,
              zeros: 'as they are',
            })
          : recordUpdate(live, object, {
              by: { manager, operation: 'Update', apiVersion },
              schema,
              zeros: 'as they are',
            })
      if ('message' in result) {
        steps.push({ error: result.message })
        continue
      }
      live = result
      steps.push({ error: null, live: live.object, managedFields: live.managedFields })
    }
    return { steps }
  },
}

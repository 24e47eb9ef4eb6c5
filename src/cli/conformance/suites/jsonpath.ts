import type { JsonObject } from '../../../protocol/objects/meta.ts'
import { compileJsonPath } from '../../../sim/api/jsonpath.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** `kubectl get -o jsonpath`. */
export const jsonPathSuite: SuiteAdapter = {
  suite: 'jsonpath',
  run(input, notes) {
    const path = compileJsonPath(String(input.path), {
      allowMissingKeys: input.allowMissingKeys === true,
    })
    if ('error' in path) return { parseError: path.error }
    const printed = path.print((notes as JsonObject).data)
    return 'error' in printed ? { error: printed.error, output: '' } : { ...printed, error: null }
  },
  accept({ want }) {
    return want.error === 'incompatible types for comparison'
      ? 'recorded with every number a float; kubectl reads whole numbers as integers, which compare with each other'
      : undefined
  },
}

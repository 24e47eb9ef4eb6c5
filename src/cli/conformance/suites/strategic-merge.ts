import type { Kind } from '../../../protocol/objects/index.ts'
import type { Json } from '../../../protocol/objects/meta.ts'
import { kindStrategies } from '../../../sim/api/kinds/index.ts'
import {
  threeWayStrategicPatch,
  twoWayStrategicPatch,
} from '../../../sim/api/patch/strategic-diff.ts'
import { applyStrategicMergePatch } from '../../../sim/api/patch/strategic-merge.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

type Struct = { readonly [key: string]: unknown }

/** Strategic merge patches, made and applied. */
export const strategicMergeSuite: SuiteAdapter = {
  suite: 'strategicmerge',

  skip: ({ input }) =>
    Object.hasOwn(kindStrategies, String(input.kind))
      ? undefined
      : `kind ${input.kind} is not in this edition`,

  run({ op, kind, original, modified, current, patch }) {
    const { schema } = kindStrategies[kind as Kind]
    if (op === 'strategicMerge') return applyStrategicMergePatch(original, patch, schema)
    const from = struct(original)
    const to = struct(modified)
    const made =
      op === 'twoWay'
        ? twoWayStrategicPatch(from, to, schema)
        : threeWayStrategicPatch({ original: from, modified: to, current: struct(current) }, schema)
    if ('error' in made) return made
    const base = op === 'twoWay' ? from : struct(current)
    const applied = applyStrategicMergePatch(base, made.result, schema)
    return {
      patch: made.result,
      ...('error' in applied ? { applyError: applied.error } : { result: applied.result }),
    }
  },
}

function struct(value: Json | undefined): Struct {
  return (value ?? {}) as Struct
}

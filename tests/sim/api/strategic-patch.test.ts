import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindStrategies } from '../../../src/sim/api/kinds/index.ts'
import {
  threeWayStrategicPatch,
  twoWayStrategicPatch,
} from '../../../src/sim/api/patch/strategic-diff.ts'
import { applyStrategicMergePatch } from '../../../src/sim/api/patch/strategic-merge.ts'

type Struct = { readonly [key: string]: unknown }

const { schema } = kindStrategies.Pod

const names = fc.constantFrom('a', 'b', 'c', 'd')
const env = fc.uniqueArray(fc.record({ name: names, value: names }), {
  selector: (variable) => variable.name,
})
const containers = fc.uniqueArray(fc.record({ name: names, image: names, env }), {
  selector: (container) => container.name,
  minLength: 1,
})
const pods: fc.Arbitrary<Struct> = fc.record({
  metadata: fc.record({ labels: fc.dictionary(names, names), finalizers: fc.uniqueArray(names) }),
  spec: fc.record({ containers, nodeSelector: fc.dictionary(names, names) }),
})

function resultOf(patched: { result: unknown } | { error: string }): Struct {
  if ('error' in patched) throw new Error(patched.error)
  return patched.result as Struct
}

describe('strategic merge patches', () => {
  it('of two objects make the second of the first', () => {
    fc.assert(
      fc.property(pods, pods, (original, modified) => {
        const patch = resultOf(twoWayStrategicPatch(original, modified, schema))
        expect(resultOf(applyStrategicMergePatch(original, patch, schema))).toEqual(modified)
      }),
    )
  })

  it('of an object and itself are empty', () => {
    fc.assert(
      fc.property(pods, (pod) => {
        expect(resultOf(twoWayStrategicPatch(pod, pod, schema))).toEqual({})
      }),
    )
  })

  it('of apply change nothing the second time', () => {
    fc.assert(
      fc.property(pods, pods, pods, (original, modified, current) => {
        const patch = resultOf(threeWayStrategicPatch({ original, modified, current }, schema))
        const live = resultOf(applyStrategicMergePatch(current, patch, schema))
        const again = threeWayStrategicPatch(
          { original: modified, modified, current: live },
          schema,
        )
        expect(applied(live, resultOf(again))).toEqual(live)
      }),
    )
  })
})

function applied(live: Struct, patch: Struct): Struct {
  return resultOf(applyStrategicMergePatch(live, patch, schema))
}

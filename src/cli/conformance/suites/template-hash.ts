import type { PodTemplateSpec } from '../../../protocol/objects/pod.ts'
import { safeEncode } from '../../../sim/api/random-name.ts'
import { podTemplateHash, templateDump, templateFnv } from '../../../sim/api/template-hash.ts'
import { compareAnswers } from '../compare-answers.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** The hash of pod templates, by the types of 1.36. */
export const templateHashSuite: SuiteAdapter = {
  suite: 'templatehash',
  run(input) {
    if (input.op === 'SafeEncodeString') return { encoded: safeEncode(String(input.s)) }
    const template = input.template as unknown as PodTemplateSpec
    const count = input.collisionCount === null ? undefined : Number(input.collisionCount)
    return {
      hash136: podTemplateHash(template, count),
      fnv136: templateFnv(template, count),
      dump136: templateDump(template),
    }
  },
  // `hash120` is that of 1.20's types. The dump is recorded for some cases only.
  compare(got, want) {
    const { hash120, ...current } = want
    const { dump136, ...answer } = got as { readonly dump136?: string }
    return compareAnswers(want.dump136 === undefined ? answer : got, current)
  },
}

import { applyJsonPatch } from '../../../sim/api/patch/json-patch.ts'
import { applyMergePatch } from '../../../sim/api/patch/merge-patch.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** JSON patches and JSON merge patches. */
export const jsonPatchSuite: SuiteAdapter = {
  suite: 'jsonpatch',
  run: ({ type, doc, patch }) =>
    type === 'merge' ? applyMergePatch(doc, patch) : applyJsonPatch(doc, patch),
}

import { describe, expect, it } from 'vitest'
import { readGoldenFile } from '../../../src/cli/conformance/golden-file.ts'
import type { KubeObject } from '../../../src/protocol/objects/index.ts'
import { decodeObject } from '../../../src/sim/api/decode.ts'
import { kindOf, kindStrategies } from '../../../src/sim/api/kinds/index.ts'
import type { KindStrategy } from '../../../src/sim/api/kinds/strategy.ts'
import { recordUpdate } from '../../../src/sim/api/patch/field-managers/field-manager.ts'

const TRACE = new URL('../../golden/traces/server-side-apply.json.gz', import.meta.url).pathname

/** Objects of a real cluster that one manager alone has written, with what the real server noted. */
function writtenByOne(): readonly (readonly [string, KubeObject])[] {
  const { final } = readGoldenFile(TRACE) as unknown as { final: readonly KubeObject[] }
  return final
    .filter(({ apiVersion, kind }) => kindOf(apiVersion, kind) !== undefined)
    .filter(({ metadata }) => {
      const entries = metadata.managedFields ?? []
      return entries.length === 1 && entries[0]?.operation === 'Update'
    })
    .filter(({ kind }) => kind === 'ReplicaSet' || kind === 'ConfigMap')
    .map((object) => [`${object.kind} ${object.metadata.name}`, object] as const)
}

describe('recordUpdate', () => {
  it.each(writtenByOne())('notes for %s what a real API server noted', (_, recorded) => {
    // given
    const [entry] = recorded.metadata.managedFields ?? []
    const { managedFields: __, ...metadata } = recorded.metadata
    const by = {
      manager: entry?.manager ?? '',
      operation: 'Update',
      apiVersion: recorded.apiVersion,
    } as const
    const strategy = kindStrategies[recorded.kind] as unknown as KindStrategy<'Pod'>
    const decoded = decodeObject({ ...recorded, metadata }, strategy, 'Ignore')
    if (!('object' in decoded)) throw new Error(decoded.refusal.message)

    // when
    const live = { object: {}, managedFields: [] }
    const object = { ...decoded.object }
    const { managedFields } = recordUpdate(live, object, { by, schema: strategy.schema })

    // then: since 1.21 an owner reference is owned as a whole
    const wanted = JSON.parse(
      JSON.stringify(entry?.fieldsV1).replaceAll(/("k:{\\"uid\\".*?}"):{.*?}}/g, '$1:{}'),
    )
    expect(managedFields[0]?.fieldsV1).toEqual(wanted)
  })
})

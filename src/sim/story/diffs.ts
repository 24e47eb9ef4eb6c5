import type { KubeObject } from '../../protocol/objects/index.ts'
import type { ObjectDiff } from '../../protocol/views.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { History } from '../kernel/history.ts'
import { objectDiff } from './field-changes.ts'
import { isNoise } from './object-ref.ts'

const DIFFS_MAX = 12
/** A story step over more events than this shows what changed in the last of them. */
const EVENTS_MAX = 10_000

/** What became of the stored objects between two positions (`from` itself excluded). */
export function diffsBetween(history: History, from: number, to: number): readonly ObjectDiff[] {
  const first = new Map<string, KubeObject | undefined>()
  const last = new Map<string, KubeObject | undefined>()
  for (let position = Math.max(from, to - EVENTS_MAX) + 1; position <= to; position++) {
    for (const { table, key, before, after } of history.at(position)?.changes ?? []) {
      if (table.name !== 'etcd/kv') continue
      const was = (before as KeyValue | undefined)?.value
      const is = (after as KeyValue | undefined)?.value
      if (isNoise((is ?? was)?.kind ?? '')) continue
      if (!first.has(key)) first.set(key, was)
      last.set(key, is)
    }
  }
  const diffs: ObjectDiff[] = []
  for (const [key, was] of first) {
    const diff = objectDiff(was, last.get(key))
    if (diff) diffs.push(diff)
    if (diffs.length >= DIFFS_MAX) break
  }
  return diffs
}

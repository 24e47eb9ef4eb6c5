import type { KubeObject } from '../../protocol/objects/index.ts'
import type { FieldChange, ObjectDiff } from '../../protocol/views.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { History } from '../kernel/history.ts'
import { objectDiff } from './field-changes.ts'
import { isNoise } from './object-ref.ts'

/** More differing objects than this are no reading matter, nor a message of a decent size. */
const DIFFS_MAX = 1_000

/**
 * What became of the stored objects from one position to another, which may lie before it. Read from
 * the journal alone, without going there; undefined where the journal does not reach.
 */
export function comparePositions(
  history: History,
  from: number,
  to: number,
): readonly ObjectDiff[] | undefined {
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  if (low < history.base || high > history.end) return undefined
  const earliest = new Map<string, KubeObject | undefined>()
  const latest = new Map<string, KubeObject | undefined>()
  for (let position = low + 1; position <= high; position++) {
    for (const { table, key, before, after } of history.at(position)?.changes ?? []) {
      if (table.name !== 'etcd/kv') continue
      const was = (before as KeyValue | undefined)?.value
      const is = (after as KeyValue | undefined)?.value
      if (isNoise((is ?? was)?.kind ?? '')) continue
      if (!earliest.has(key)) earliest.set(key, was)
      latest.set(key, is)
    }
  }
  const [before, after] = from <= to ? [earliest, latest] : [latest, earliest]
  return [...earliest.keys()]
    .slice(0, DIFFS_MAX)
    .flatMap((key) => differing(before.get(key), after.get(key)) ?? [])
    .filter(({ change, fields }) => change !== 'changed' || !fields.every(isBeat))
}

/** What heartbeats write, and nothing else comes of. */
function isBeat({ path }: FieldChange): boolean {
  return /(lastHeartbeatTime|lastProbeTime|renewTime)$/.test(path)
}

/** What differs between two clusters' objects by key; what every run writes anew counts for nothing. */
export function compareClusters(
  before: ReadonlyMap<string, KubeObject>,
  after: ReadonlyMap<string, KubeObject>,
): readonly ObjectDiff[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  const diffs: ObjectDiff[] = []
  for (const key of keys) {
    if (diffs.length >= DIFFS_MAX) break
    const diff = differing(before.get(key), after.get(key))
    if (!diff) continue
    const fields = diff.fields.filter(isTelling)
    if (diff.change !== 'changed' || fields.length > 0) diffs.push({ ...diff, fields })
  }
  return diffs
}

function differing(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): ObjectDiff | undefined {
  return before === after ? undefined : objectDiff(before, after)
}

/** Identities, times and counters differ between any two runs. */
const OF_EVERY_RUN =
  /(^metadata\.(uid|generation|creationTimestamp|ownerReferences)|(uid|UID|Time|Timestamp|At|observedGeneration|containerID)$)/

function isTelling({ path }: FieldChange): boolean {
  return !OF_EVERY_RUN.test(path)
}

/** From the worker's tallies to the rows of the Requests tab: one per client, its asks by kind of verb. */
import type { RequestTally } from '../../../protocol/conditions.ts'

export type VerbKind = 'read' | 'write' | 'watch'
export const verbKinds: readonly VerbKind[] = ['read', 'write', 'watch']

/** One client and all that it asked. */
export interface ClientRow {
  readonly client: string
  readonly requests: number
  /** Changes that it was told by its watches. */
  readonly told: number
  readonly byKind: { readonly [K in VerbKind]: number }
  /** `list 3`, most often first. */
  readonly verbs: readonly { readonly verb: string; readonly count: number }[]
  /** The tallies themselves, most requests first. */
  readonly parts: readonly RequestTally[]
}

/**
 * Rows of all clients: those that a lesson points at, then the busiest. Leases are heartbeats, and left out
 * unless asked for.
 */
export function clientRows(
  tallies: readonly RequestTally[],
  hasHeartbeats: boolean,
  pointedAt: readonly string[] = [],
): readonly ClientRow[] {
  const byClient = new Map<string, RequestTally[]>()
  for (const tally of tallies) {
    if (tally.resource === 'leases' && !hasHeartbeats) continue
    const parts = byClient.get(tally.client)
    if (parts) parts.push(tally)
    else byClient.set(tally.client, [tally])
  }
  return [...byClient]
    .map(([client, parts]) => clientRow(client, parts))
    .sort(
      (a, b) =>
        Number(pointedAt.includes(b.client)) - Number(pointedAt.includes(a.client)) ||
        b.requests - a.requests ||
        b.told - a.told ||
        a.client.localeCompare(b.client, 'en'),
    )
}

function clientRow(client: string, parts: readonly RequestTally[]): ClientRow {
  const byKind = { read: 0, write: 0, watch: 0 }
  const verbs = new Map<string, number>()
  for (const { verb, count } of parts) {
    byKind[kindOfVerb(verb)] += count
    verbs.set(verb, (verbs.get(verb) ?? 0) + count)
  }
  return {
    client,
    requests: sum(parts, (part) => part.count),
    told: sum(parts, (part) => part.watchEvents),
    byKind,
    verbs: [...verbs]
      // A watch that was begun before is told by what it heard.
      .filter(([, count]) => count > 0)
      .map(([verb, count]) => ({ verb, count }))
      .sort((a, b) => b.count - a.count || a.verb.localeCompare(b.verb, 'en')),
    parts: [...parts].sort((a, b) => b.count - a.count || b.watchEvents - a.watchEvents),
  }
}

/** What a verb does, as far as colours go. */
export function kindOfVerb(verb: string): VerbKind {
  if (verb === 'watch') return 'watch'
  return verb === 'get' || verb === 'list' ? 'read' : 'write'
}

/** The sum of a number over rows. */
export function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}

/** Which messages a reader asked for. Pure. */
import type { TimelineEntry } from '../../../protocol/views.ts'
import { type CauseFilter, isUnfiltered, type MessageFilter } from '../../state/sequence.ts'

/** The entries that pass, in order; the very same array if there is nothing to filter by. */
export function filtered(
  entries: readonly TimelineEntry[],
  filter: MessageFilter,
): readonly TimelineEntry[] {
  if (isUnfiltered(filter)) return entries
  const text = filter.text.trim().toLowerCase()
  const words = filter.object
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean)
  const related = filter.cause ? relatedTo(entries, filter.cause) : null
  return entries.filter(
    (entry) =>
      (related === null || related.has(entry.position)) &&
      takesPart(entry, filter.components) &&
      isAbout(entry, words) &&
      (text === '' || `${entry.from} ${entry.to} ${entry.label}`.toLowerCase().includes(text)),
  )
}

/** Positions of a message, of its causes, of what followed from it. */
export function relatedTo(
  entries: readonly TimelineEntry[],
  { position, direction }: CauseFilter,
): ReadonlySet<number> {
  const related = new Set([position])
  if (direction !== 'led-here') {
    // A cause comes before its consequences, so one way through finds them all.
    for (const entry of entries) if (related.has(entry.causePosition)) related.add(entry.position)
  }
  if (direction !== 'follows') for (const cause of causesOf(entries, position)) related.add(cause)
  return related
}

/** Positions from a message up to the user's act, nearest first, without itself. */
export function causesOf(entries: readonly TimelineEntry[], position: number): readonly number[] {
  const causes: number[] = []
  let entry = entryAtPosition(entries, position)
  while (entry && entry.causePosition > 0 && entry.causePosition < entry.position) {
    const cause = entryAtPosition(entries, entry.causePosition)
    if (cause) causes.push(cause.position)
    entry = cause
  }
  return causes
}

/** The entry of a position, if it has one. */
export function entryAtPosition(
  entries: readonly TimelineEntry[],
  position: number,
): TimelineEntry | undefined {
  const entry = entries[indexAtPosition(entries, position)]
  return entry?.position === position ? entry : undefined
}

/** The index of the first entry at or after a position. */
export function indexAtPosition(entries: readonly TimelineEntry[], position: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.position ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low
}

function takesPart({ from, to }: TimelineEntry, components: ReadonlySet<string>): boolean {
  if (components.size === 0) return true
  return isOneOf(from, components) || isOneOf(to, components)
}

/** A worker stands for all of its parts. */
function isOneOf(component: string, components: ReadonlySet<string>): boolean {
  return components.has(component) || components.has(component.split('/')[0] ?? '')
}

function isAbout({ object }: TimelineEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true
  if (!object) return false
  const name = `${object.kind} ${object.namespace ?? ''} ${object.name}`.toLowerCase()
  return words.every((word) => name.includes(word))
}

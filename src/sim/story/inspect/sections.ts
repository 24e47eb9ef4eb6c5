import type { Cell, Section, SectionTable } from '../../../protocol/inspection.ts'
import type { Text } from '../../../protocol/views.ts'
import type { Kernel } from '../../kernel/kernel.ts'

/** Rows of a table that are sent; the page tells how many more there are. */
const ROWS_MAX = 100
/** Lines of a text that are sent. */
export const LINES_MAX = 500
/** Events looked at for "recent" things, and how many of those are shown. */
const LOOK_BACK_MAX = 20_000
const RECENT_MAX = 20

type Row = SectionTable['rows'][number]

/** A label of the inspector. */
export function label(key: string): Text {
  return { key: `facts:inspect.${key}` }
}

/** A table of at most ROWS_MAX rows. */
export function tableSection(
  title: string,
  columns: readonly string[],
  rows: readonly Row[],
): Section {
  return {
    type: 'table',
    title: label(title),
    columns: columns.map(label),
    rows: rows.slice(0, ROWS_MAX),
    more: Math.max(0, rows.length - ROWS_MAX),
  }
}

/** Pairs of label and value. */
export function factsSection(
  title: string,
  facts: { readonly [label: string]: Cell | number },
): Section {
  return {
    type: 'facts',
    title: label(title),
    facts: Object.entries(facts).map(([name, value]) => ({
      label: label(name),
      value: typeof value === 'number' ? String(value) : value,
    })),
  }
}

/** A trace with where and when it was left. */
export interface Recent<T> {
  readonly position: number
  readonly atMicros: number
  readonly trace: T
}

/** The latest traces of one type that a component left, newest first. */
export function recentTraces<T extends { readonly type: string }>(
  kernel: Kernel,
  component: string,
  type: T['type'],
): Recent<T>[] {
  const found: Recent<T>[] = []
  const oldest = Math.max(kernel.history.base, kernel.position - LOOK_BACK_MAX)
  for (let position = kernel.position; position > oldest; position--) {
    const record = kernel.history.at(position)
    if (!record || record.event.to !== component || record.traces.length === 0) continue
    for (const trace of record.traces.toReversed()) {
      if (trace.type !== type) continue
      found.push({ position, atMicros: record.event.at, trace: trace as T })
      if (found.length >= RECENT_MAX) return found
    }
  }
  return found
}

/** Rows of a component's table; none if it has no such table. */
export function rowsOf<V>(
  kernel: Kernel,
  table: string,
): { readonly key: string; readonly value: V }[] {
  const found = kernel.findTable(table)
  if (!found) return []
  return found.keys().map((key) => ({ key, value: found.get(key) as V }))
}

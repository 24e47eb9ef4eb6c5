import type { ObjectMeta, StringMap, Timestamp } from '../../../protocol/objects/meta.ts'
import type { PodSpec } from '../../../protocol/objects/pod.ts'
import type { Micros } from '../../kernel/types.ts'
import { humanDuration } from '../human-duration.ts'
import { timeOf } from '../time.ts'

export type Cell = string | number | boolean | null

/** A column of a Table. Columns of priority 1 are shown with `-o wide` only. */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer'
  readonly priority: 0 | 1
}

/**
 * How one kind is shown in a Table. Upstream: `pkg/printers/internalversion/printers.go`, v1.36.
 */
export interface Printer<T> {
  readonly columns: readonly Column[]
  /** One cell for each column. */
  cells(object: T, now: Micros): Cell[]
}

/** A column that is always shown. */
export function column(name: string, type: Column['type'] = 'string'): Column {
  return { name, type, priority: 0 }
}

/** A column that is shown with `-o wide`. */
export function wideColumn(name: string, type: Column['type'] = 'string'): Column {
  return { name, type, priority: 1 }
}

/** The AGE column. */
export function ageOf({ metadata }: { readonly metadata: ObjectMeta }, now: Micros): string {
  return timeSince(metadata.creationTimestamp, now)
}

/** How long ago something was. */
export function timeSince(at: Timestamp | null | undefined, now: Micros): string {
  return at ? humanDuration(now - timeOf(at)) : '<unknown>'
}

/** The names and the images of a pod template's containers. */
export function containerCells(spec: PodSpec | undefined): [string, string] {
  const containers = spec?.containers ?? []
  return [
    containers.map(({ name }) => name).join(','),
    containers.map(({ image }) => image ?? '').join(','),
  ]
}

/** `a=b,c=d`, in order of keys. */
export function formatLabels(labels: StringMap | undefined): string {
  const pairs = Object.entries(labels ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return pairs.map(([key, value]) => `${key}=${value}`).join(',') || '<none>'
}

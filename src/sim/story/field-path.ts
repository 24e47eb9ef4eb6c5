import { itemKeyOf } from './field-changes.ts'

/** Field paths as diffs write them: `spec.containers[name=web].image`, `metadata.annotations['a.b/c']`, `args[0]`. */

type Segment =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'item'; readonly key: string; readonly value: string }

const SEGMENT = /\['([^']*)'\]|\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]|([^.[\]]+)/g

/** What stands at a path of a JSON value; undefined where nothing does. */
export function valueAtPath(root: unknown, path: string): unknown {
  let value = root
  for (const segment of segmentsOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = inside(value, segment)
  }
  return value
}

/** The same place with list items named by their keys, as diffs name them: `conditions[0]` becomes `conditions[type=Ready]`. */
export function keyedPath(root: unknown, path: string): string {
  let value = root
  let keyed = ''
  for (const segment of segmentsOf(path)) {
    keyed += pathOf(value, segment)
    value = typeof value === 'object' && value !== null ? inside(value, segment) : undefined
  }
  return keyed.replace(/^\./, '')
}

function pathOf(value: unknown, segment: Segment): string {
  switch (segment.type) {
    case 'field': {
      const { name } = segment
      return /[./]/.test(name) ? `['${name}']` : `.${name}`
    }
    case 'item':
      return `[${segment.key}=${segment.value}]`
    case 'index': {
      const key = Array.isArray(value) ? itemKeyOf(value) : undefined
      const item: unknown = Array.isArray(value) ? value[segment.index] : undefined
      if (key === undefined || typeof item !== 'object' || item === null)
        return `[${segment.index}]`
      return `[${key}=${String((item as Record<string, unknown>)[key])}]`
    }
  }
}

/** Whether a path is another one or leads into it. */
export function isWithin(path: string, outer: string): boolean {
  if (!path.startsWith(outer)) return false
  const next = path[outer.length]
  return outer === '' || next === undefined || next === '.' || next === '['
}

function segmentsOf(path: string): readonly Segment[] {
  return [...path.matchAll(SEGMENT)].map(([, quoted, index, key, value, name]): Segment => {
    if (index !== undefined) return { type: 'index', index: Number(index) }
    if (key !== undefined) return { type: 'item', key, value: value ?? '' }
    return { type: 'field', name: quoted ?? name ?? '' }
  })
}

function inside(value: object, segment: Segment): unknown {
  const isList = Array.isArray(value)
  switch (segment.type) {
    case 'field':
      return isList ? undefined : (value as Record<string, unknown>)[segment.name]
    case 'index':
      return isList ? value[segment.index] : undefined
    case 'item':
      return isList ? value.find((item) => isItem(item, segment.key, segment.value)) : undefined
  }
}

function isItem(item: unknown, key: string, value: string): boolean {
  return (
    typeof item === 'object' &&
    item !== null &&
    String((item as Record<string, unknown>)[key]) === value
  )
}

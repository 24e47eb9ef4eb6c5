/** What may be written at the cursor of a manifest. Pure: text and schemas in, suggestions out. */
import { isMap, isScalar, type Pair, visit } from 'yaml'
import type { KindSchema } from '../../../../protocol/messages.ts'
import { documentsOf } from './documents.ts'
import {
  descriptionOf,
  fieldsOf,
  type PathSegment,
  schemaAt,
  schemaOfKind,
  typeName,
  typeOf,
  valuesOf,
} from './schema-walk.ts'

/** A word that no manifest has: it marks the cursor's place in the parsed text. */
const CURSOR = 'pilothouse-cursor'

interface Completion {
  readonly type: 'key' | 'value'
  readonly label: string
  /** What is written; further lines are indented against the line it starts on. */
  readonly insert: string
  readonly detail: string
  readonly documentation: string
  readonly isRequired: boolean
}

export interface Completions {
  /** Offset of the word being written: suggestions replace from here to the cursor. */
  readonly from: number
  readonly items: readonly Completion[]
}

const nothing: Completions = { from: 0, items: [] }

/** Suggestions for the cursor at `offset`. */
export function completionsAt(
  text: string,
  offset: number,
  schemas: readonly KindSchema[],
): Completions {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  if (/(^|\s)#/.test(before)) return nothing

  const key = /^(\s*(?:- +)*)([\w./-]*)$/.exec(before)
  const value = /^(\s*(?:- +)*)[\w./-]+: +(\S*)$/.exec(before)
  const word = key?.[2] ?? value?.[2]
  if (word === undefined) return nothing

  const from = offset - word.length
  const lineEnd = endOfLine(text, offset)
  const marked = `${text.slice(0, from)}${CURSOR}${key ? ': 0' : ''}${text.slice(lineEnd)}`
  const place = findCursor(marked)
  if (!place) return nothing
  const items = key
    ? [...keysAt(place, schemas, dashesIn(key[1] ?? '')), ...listValuesAt(place, schemas)]
    : valuesAt(place, place.path, schemas)
  return { from, items }
}

interface CursorPlace {
  readonly path: readonly PathSegment[]
  readonly kind: unknown
  readonly apiVersion: unknown
  /** Keys that the map at the cursor has already. */
  readonly siblings: ReadonlySet<string>
}

function findCursor(marked: string): CursorPlace | undefined {
  for (const document of documentsOf(marked)) {
    let found: CursorPlace | undefined
    visit(document, {
      Scalar(_, node, ancestors) {
        if (node.value !== CURSOR) return undefined
        const parent = ancestors.findLast(isMap)
        const siblings = new Set(parent?.items.map(keyOf).filter((name) => name !== CURSOR))
        const kind = document.get('kind')
        const apiVersion = document.get('apiVersion')
        found = { path: pathOf(ancestors, node), kind, apiVersion, siblings }
        return visit.BREAK
      },
    })
    if (found) return found
  }
  return undefined
}

/** The path to the cursor's own place: of the map for a key, of the field for a value. */
function pathOf(ancestors: readonly unknown[], cursor: unknown): readonly PathSegment[] {
  const path: PathSegment[] = []
  const chain = [...ancestors, cursor]
  for (const [index, node] of chain.entries()) {
    const next = chain[index + 1]
    if (isPair(node) && next !== node.key) path.push(keyOf(node))
    if (isSequence(node)) path.push(Math.max(0, node.items.indexOf(next)))
  }
  return path
}

function keysAt(
  place: CursorPlace,
  schemas: readonly KindSchema[],
  dashes: number,
): readonly Completion[] {
  const root = schemaOfKind(schemas, place.kind, place.apiVersion)?.schema ?? startOfManifest
  const schema = schemaAt(root, place.path)
  if (!schema) return []
  return fieldsOf(root, schema)
    .filter((field) => !place.siblings.has(field.name))
    .map((field) => ({
      type: 'key',
      label: field.name,
      insert: field.name + afterKey(typeOf(field.schema), dashes),
      detail: typeName(root, field.schema),
      documentation: descriptionOf(field.schema),
      isRequired: field.isRequired,
    }))
}

/** What a document can begin with, before its kind is known. */
const startOfManifest = {
  type: 'object',
  required: ['apiVersion', 'kind'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
  },
}

/** A plain word in a list: `- ` before it made the cursor's marker the key of a map in the list. */
function listValuesAt(place: CursorPlace, schemas: readonly KindSchema[]): readonly Completion[] {
  return typeof place.path.at(-1) === 'number' ? valuesAt(place, place.path, schemas) : []
}

function valuesAt(
  place: CursorPlace,
  path: readonly PathSegment[],
  schemas: readonly KindSchema[],
): readonly Completion[] {
  if (path.length === 1 && path[0] === 'kind') {
    return schemas.map((schema) => valueItem(schema.kind, schema.apiVersion))
  }
  if (path.length === 1 && path[0] === 'apiVersion') {
    const fitting = schemas.filter(
      (schema) => place.kind === undefined || schema.kind === place.kind,
    )
    return [...new Set(fitting.map((schema) => schema.apiVersion))].map((v) => valueItem(v, ''))
  }
  const root = schemaOfKind(schemas, place.kind, place.apiVersion)?.schema
  const schema = root && schemaAt(root, path)
  return schema ? valuesOf(schema).map((value) => valueItem(value, '')) : []
}

function valueItem(value: string, detail: string): Completion {
  return {
    type: 'value',
    label: value,
    insert: value,
    detail,
    documentation: '',
    isRequired: false,
  }
}

/** A map and a list go on in the next line, deeper than the key, which stands behind its dashes. */
function afterKey(type: string, dashes: number): string {
  const indent = '  '.repeat(1 + dashes)
  if (type === 'object') return `:\n${indent}`
  if (type === 'array') return `:\n${indent}- `
  return ': '
}

function dashesIn(prefix: string): number {
  return prefix.split('-').length - 1
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : ''
}

function isPair(node: unknown): node is Pair {
  return typeof node === 'object' && node !== null && 'key' in node && 'value' in node
}

function isSequence(node: unknown): node is { readonly items: readonly unknown[] } {
  return typeof node === 'object' && node !== null && 'items' in node && !isMap(node)
}

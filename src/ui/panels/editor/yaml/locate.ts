/** Where in a manifest's text a field stands, and what stands at a place of the text. Pure. */
import { type Document, isMap, isPair, isScalar, isSeq, type Node } from 'yaml'
import type { KindSchema } from '../../../../protocol/messages.ts'
import type { ObjectRef } from '../../../../protocol/trace.ts'
import { documentsOf } from './documents.ts'
import { descriptionOf, type PathSegment, schemaAt, schemaOfKind, typeName } from './schema-walk.ts'

/** A stretch of the text, by offsets. */
export interface TextSpan {
  readonly from: number
  readonly to: number
}

/** What the hover shows about the field under the pointer. */
export interface FieldHelp extends TextSpan {
  readonly path: string
  readonly typeName: string
  readonly description: string
}

/** Help on the key at `offset`; undefined where there is none to give. */
export function helpAt(
  text: string,
  offset: number,
  schemas: readonly KindSchema[],
): FieldHelp | undefined {
  for (const document of documentsOf(text)) {
    const hit = keyAt(document.contents, offset, [])
    if (!hit) continue
    const root = schemaOfKind(schemas, document.get('kind'), document.get('apiVersion'))?.schema
    const schema = root && schemaAt(root, hit.path)
    if (!root || !schema) return undefined
    return {
      from: hit.from,
      to: hit.to,
      path: printPath(hit.path),
      typeName: typeName(root, schema),
      description: descriptionOf(schema),
    }
  }
  return undefined
}

/** The key that stands for `path` of the object, or for its nearest parent that is written there. */
export function spanOfField(text: string, object: ObjectRef, path: string): TextSpan | undefined {
  const document = documentsOf(text).find((candidate) => isAbout(candidate, object))
  if (!document) return undefined
  let node: unknown = document.contents
  let span: TextSpan | undefined
  for (const segment of parsePath(path)) {
    const step = stepInto(node, segment)
    if (!step) break
    node = step.node
    span = step.span ?? span
  }
  return span ?? spanOf(document.contents)
}

/** `spec.containers[0].image`, `status.conditions[type=Ready].status`, `metadata.labels['a.b/c']`. */
export function parsePath(path: string): readonly string[] {
  const segments: string[] = []
  for (const match of path.matchAll(/\[["']([^"']*)["']\]|\[([^\]]*)\]|([^.[\]]+)/g)) {
    segments.push(match[1] ?? (match[2] === undefined ? (match[3] ?? '') : `[${match[2]}]`))
  }
  return segments
}

interface Step {
  readonly node: unknown
  readonly span?: TextSpan
}

function stepInto(node: unknown, segment: string): Step | undefined {
  if (isSeq(node)) {
    const item = itemOf(node.items, segment)
    return item === undefined ? undefined : { node: item, span: spanOf(item) }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(
    (candidate) => isScalar(candidate.key) && keyText(candidate.key) === segment,
  )
  return pair && { node: pair.value, span: spanOf(pair.key) }
}

function itemOf(items: readonly unknown[], segment: string): unknown {
  const inner = /^\[(.*)\]$/.exec(segment)?.[1] ?? segment
  if (/^\d+$/.test(inner)) return items[Number(inner)]
  const [key = '', value] = inner.split('=')
  return items.find((item) => {
    if (!isMap(item)) return isScalar(item) && String(item.value) === inner
    return String(item.get(value === undefined ? 'name' : key)) === (value ?? inner)
  })
}

interface KeyHit extends TextSpan {
  readonly path: readonly PathSegment[]
}

function keyAt(node: unknown, offset: number, path: readonly PathSegment[]): KeyHit | undefined {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const hit = keyAt(item, offset, [...path, index])
      if (hit) return hit
    }
    return undefined
  }
  if (!isMap(node)) return undefined
  for (const pair of node.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue
    const span = spanOf(pair.key)
    const here = [...path, keyText(pair.key)]
    if (span && offset >= span.from && offset <= span.to) return { ...span, path: here }
    const hit = keyAt(pair.value, offset, here)
    if (hit) return hit
  }
  return undefined
}

function isAbout(document: Document, { kind, name, namespace }: ObjectRef): boolean {
  if (document.get('kind') !== kind || document.getIn(['metadata', 'name']) !== name) return false
  const written = document.getIn(['metadata', 'namespace'])
  return written === undefined || namespace === undefined || written === namespace
}

function keyText(key: { readonly value: unknown }): string {
  return String(key.value)
}

function spanOf(node: unknown): TextSpan | undefined {
  const range = (node as Node | null)?.range
  return range ? { from: range[0], to: range[1] } : undefined
}

function printPath(path: readonly PathSegment[]): string {
  return path
    .map((segment, index) =>
      typeof segment === 'number' ? `[${segment}]` : `${index > 0 ? '.' : ''}${segment}`,
    )
    .join('')
}

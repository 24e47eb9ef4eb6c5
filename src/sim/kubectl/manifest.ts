import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  parseAllDocuments,
  visit,
  type Node as YamlNode,
} from 'yaml'
import type { ManifestProblem } from '../../protocol/messages.ts'
import type { JsonObject } from '../../protocol/objects/meta.ts'

/** One document of a manifest. */
export interface ManifestDocument {
  readonly index: number
  readonly object: JsonObject
  /** Where a field path stands in the text, for problems found later. */
  locate(path: string): Place
}

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface Manifest {
  readonly documents: readonly ManifestDocument[]
  /** Syntax errors, and documents that are no Kubernetes objects. */
  readonly problems: readonly ManifestProblem[]
}

/** Longest manifest that is read; longer ones are refused whole. */
const MANIFEST_CHARACTERS_MAX = 3_000_000

/** Levels of lists and mappings in one another; Kubernetes' objects have some twenty. */
const LEVELS_MAX = 300

/** Reads YAML (or JSON) with one or more documents; finds lists (`kind: List`) and takes their items. */
export function parseManifest(text: string): Manifest {
  if (text.length > MANIFEST_CHARACTERS_MAX) {
    return {
      documents: [],
      problems: [
        problem(0, START, `Request entity too large: limit is ${MANIFEST_CHARACTERS_MAX}`),
      ],
    }
  }
  if (isTooDeep(text)) {
    const message = `error parsing manifest: exceeded max depth of ${LEVELS_MAX}`
    return { documents: [], problems: [problem(0, START, message)] }
  }
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, merge: true })
  const documents: ManifestDocument[] = []
  const problems: ManifestProblem[] = []
  const list: readonly Document[] = Array.isArray(parsed) ? parsed : []
  for (const [index, document] of list.entries()) {
    for (const error of document.errors)
      problems.push(problem(index, placeOf(lines, error.pos), firstLine(error.message)))
    const repeated = repeatedKeys(document)
    for (const key of repeated)
      problems.push(problem(index, keyPlace(key, lines) ?? START, 'Map keys must be unique'))
    if (document.errors.length + repeated.length > 0) continue
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (value === null || value === undefined) continue
    addDocument({ document, index, lines, value }, documents, problems)
  }
  return { documents, problems }
}

/** Keys that stand in their mapping before. The library's own look takes the square of a mapping's size: a second for 10,000 keys. */
function repeatedKeys(document: Document): readonly unknown[] {
  const repeated: unknown[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key) || key.value === '<<') continue
        if (seen.has(key.value)) repeated.push(key)
        seen.add(key.value)
      }
    },
  })
  return repeated
}

/**
 * The library's parser calls itself for every level, and a stack that is nearly full is the end of the whole worker: texts of
 * strangers are looked at first, with the part of it that does not.
 */
function isTooDeep(text: string): boolean {
  if (levelsAtMost(text) <= LEVELS_MAX) return false
  const levels = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of levels.next(lexeme));
    if (levels.stack.length > LEVELS_MAX) return true
  }
  return false
}

const NEWLINE = 10
const SPACE = 32
const INDICATORS: ReadonlySet<string> = new Set(['-', '?', ':'])
const OPENERS: ReadonlySet<string> = new Set(['[', '{'])

/**
 * More levels than these letters can make, without reading YAML: every bracket may open one; a block needs a column of its own
 * (a list may share that of its mapping), and an indicator on its line. What people write stays far below the limit.
 */
function levelsAtMost(text: string): number {
  let brackets = 0
  let columns = 0
  let lineColumns = 0
  let isIndentation = true
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) {
      lineColumns = 0
      isIndentation = true
      continue
    }
    if (code === SPACE && isIndentation) lineColumns++
    else {
      isIndentation = false
      const letter = text.charAt(at)
      if (OPENERS.has(letter)) brackets++
      else if (INDICATORS.has(letter)) lineColumns++
      else continue
    }
    columns = Math.max(columns, lineColumns)
  }
  return 2 * (columns + 1) + brackets
}

interface Parsed {
  readonly document: Document
  readonly index: number
  readonly lines: LineCounter
  readonly value: unknown
}

function addDocument(
  parsed: Parsed,
  documents: ManifestDocument[],
  problems: ManifestProblem[],
): void {
  const { document, index, lines, value } = parsed
  const locate = (path: string) => locateIn(document, lines, path)
  if (typeof value !== 'object' || Array.isArray(value)) {
    const text =
      "error validating data: invalid object to validate: a Kubernetes object is a mapping with 'apiVersion' and 'kind'"
    problems.push(problem(index, locate(''), text))
    return
  }
  const object = value as JsonObject
  const missing = ['apiVersion', 'kind'].find(
    (field) => typeof object[field] !== 'string' || object[field] === '',
  )
  if (missing !== undefined) {
    problems.push(problem(index, locate(missing), `error validating data: ${missing} not set`))
    return
  }
  if (object.kind === 'List' && Array.isArray(object.items)) {
    for (const [i, item] of object.items.entries()) {
      documents.push({
        index,
        object: item as JsonObject,
        locate: (path) => locate(`items[${i}].${path}`),
      })
    }
    return
  }
  documents.push({ index, object, locate })
}

const START: Place = { line: 1, column: 1, endLine: 1, endColumn: 1 }

/** A problem at a place of one document. */
export function problem(
  document: number,
  place: Place,
  message: string,
  path = '',
): ManifestProblem {
  return { severity: 'error', document, ...place, message, path }
}

/** Finds the node of a Kubernetes field path, or of its nearest ancestor that is there. */
function locateIn(document: Document, lines: LineCounter, path: string): Place {
  let node: unknown = document.contents
  let place = keyPlace(node, lines) ?? START
  for (const step of stepsOf(path)) {
    // Go's paths leave the indexes out; where there is one item only, it is that one.
    if (isSeq(node) && typeof step === 'string' && node.items.length === 1) node = node.items[0]
    if (!isMap(node) && typeof step === 'string') break
    const pair = isMap(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      : undefined
    const child: unknown = pair
      ? pair.value
      : (node as { get?(key: unknown, keep: boolean): unknown } | null)?.get?.(step, true)
    if (child === undefined) break
    place = keyPlace(pair?.key ?? child, lines) ?? place
    if (isScalar(child)) place = keyPlace(child, lines) ?? place
    node = child
  }
  return place
}

/** `spec.containers[0].image` to steps; names in brackets may hold dots. */
function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = []
  for (const match of path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)) {
    const inBrackets = match[1]
    if (inBrackets === undefined) steps.push(match[0])
    else steps.push(/^\d+$/.test(inBrackets) ? Number(inBrackets) : inBrackets)
  }
  return steps
}

function keyPlace(node: unknown, lines: LineCounter): Place | undefined {
  const range = (node as YamlNode | null)?.range
  return range ? placeOf(lines, [range[0], Math.max(range[0] + 1, range[1])]) : undefined
}

function placeOf(lines: LineCounter, [from, to]: readonly [number, number]): Place {
  const start = lines.linePos(from)
  const end = lines.linePos(to)
  return { line: start.line, column: start.col, endLine: end.line, endColumn: end.col }
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message
}

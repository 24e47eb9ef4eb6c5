import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { checkMeaning } from './check-meaning.ts'
import { checkShape } from './check-shape.ts'
import { excessOf } from './excess.ts'
import type { Lesson } from './lesson.ts'
import {
  type FileRange,
  type Finding,
  type LessonPath,
  type LessonProblem,
  mistake,
  pathText,
} from './problem.ts'

/** A lesson's text of more characters than this is not read. */
export const LESSON_CHARACTERS_MAX = 256 * 1024
/** Syntax errors that are told at once. */
const ERRORS_MAX = 20

/** What was made of a lesson's text. */
export interface ReadLesson {
  /** Null if there are errors among the problems. */
  readonly lesson: Lesson | null
  readonly problems: readonly LessonProblem[]
  /** Where a part of the lesson stands in the text, or the nearest thing around it. */
  readonly placeOf: (path: LessonPath) => FileRange
}

/**
 * Reads a lesson from YAML (or JSON, which is YAML). `filesBeside` are manifests that lie beside the lesson's
 * file: they join those that it holds. The text may come from a stranger: its size, its aliases and its depth
 * are bounded, and nothing in it is run.
 */
export function readLesson(
  text: string,
  filesBeside: { readonly [name: string]: string } = {},
): ReadLesson {
  if (text.length > LESSON_CHARACTERS_MAX)
    return unreadable([mistake([], 'tooLarge', { max: LESSON_CHARACTERS_MAX / 1024 })])
  const lines = new LineCounter()
  const excess = excessOf(text)
  if (excess) return unreadable([mistake([], excess)])
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) return syntaxErrors(document, lines)
  const value = plain(document)
  if (value instanceof Error) return unreadable([mistake([], 'yaml', { message: value.message })])
  const placeOf = (path: LessonPath) => rangeAt(document, lines, path, false)
  const told = (finding: Finding) => problemOf(finding, document, lines)
  const misfits = checkShape(value)
  if (misfits.length > 0) return { lesson: null, problems: misfits.map(told), placeOf }
  const read = value as Lesson
  const lesson: Lesson = { ...read, files: { ...filesBeside, ...read.files } }
  const problems = checkMeaning(lesson).map(told)
  const isGood = problems.every(({ severity }) => severity === 'warning')
  return { lesson: isGood ? lesson : null, problems, placeOf }
}

/** The document as plain values; an error if its aliases would unfold into too much. */
function plain(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

const BEGINNING: FileRange = { line: 1, column: 1, endLine: 1, endColumn: 1 }

function unreadable(findings: readonly Finding[]): ReadLesson {
  const problems = findings.map(({ severity, text }) => ({
    severity,
    text,
    path: '',
    ...BEGINNING,
  }))
  return { lesson: null, problems, placeOf: () => BEGINNING }
}

function syntaxErrors(document: Document.Parsed, lines: LineCounter): ReadLesson {
  const problems = document.errors.slice(0, ERRORS_MAX).map(
    ({ message, pos }): LessonProblem => ({
      severity: 'error',
      path: '',
      text: { key: 'authoring:yaml', params: { message } },
      ...rangeOf(lines, pos[0], pos[1]),
    }),
  )
  return { lesson: null, problems, placeOf: () => BEGINNING }
}

function problemOf(
  { severity, path, isAboutKey = false, text }: Finding,
  document: Document.Parsed,
  lines: LineCounter,
): LessonProblem {
  const range = rangeAt(document, lines, path, isAboutKey)
  return { severity, path: pathText(path), text, ...range }
}

/** Where a value stands, or its key; of what is not there, what is around it. */
function rangeAt(
  document: Document.Parsed,
  lines: LineCounter,
  path: LessonPath,
  isAboutKey: boolean,
): FileRange {
  const parent = document.getIn(path.slice(0, -1), true)
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isNode(key) && String(key) === String(path.at(-1)))
    : undefined
  if (isAboutKey && isNode(pair?.key) && pair.key.range)
    return rangeOf(lines, pair.key.range[0], pair.key.range[1])
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  if (isNode(node) && node.range) return rangeOf(lines, node.range[0], node.range[1])
  if (isNode(pair?.key) && pair.key.range)
    return rangeOf(lines, pair.key.range[0], pair.key.range[1])
  return path.length === 0 ? BEGINNING : rangeAt(document, lines, path.slice(0, -1), false)
}

function rangeOf(lines: LineCounter, start: number, end: number): FileRange {
  const from = lines.linePos(start)
  const to = lines.linePos(Math.max(start, end))
  return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col }
}

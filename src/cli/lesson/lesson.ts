import { relative } from 'node:path'
import type { Lesson } from '../../lessons/format/lesson.ts'
import { type FileRange, type Finding, mistake, pathText } from '../../lessons/format/problem.ts'
import { readLesson } from '../../lessons/format/read-lesson.ts'
import { LESSONS } from '../../lessons/index.ts'
import type { Text } from '../../protocol/views.ts'
import { createTexts } from '../../texts/index.ts'
import { formatTime } from '../durations.ts'
import { languageOf } from '../language.ts'
import type { Options } from '../options.ts'
import { builtInLessonIds, findLesson, isBuiltIn, type LessonSource } from './lesson-files.ts'
import { type BeatReport, verifyLesson } from './verify-lesson.ts'

type Print = (line: string) => void

/** A mistake as it is printed. */
interface PrintedProblem extends FileRange {
  readonly severity: 'error' | 'warning'
  readonly path: string
  readonly message: string
}

interface Verified {
  readonly source: LessonSource
  readonly lesson: Lesson | null
  readonly beats: readonly BeatReport[]
  readonly problems: readonly PrintedProblem[]
}

/** `pilothouse lesson FILE|ID...`: plays lessons through and says what is wrong with them. Answers the exit code. */
export async function lesson({ files, flags }: Options, print: Print): Promise<number> {
  const language = languageOf(flags.lang?.at(-1))
  const names = files.length > 0 ? files : builtInLessonIds()
  let isGood = true
  for (const name of names) {
    const verified = await verify(findLesson(name), createTexts(language))
    if (flags.json) print(JSON.stringify(jsonOf(verified)))
    else printReport(verified, language, print)
    isGood &&= isWithoutErrors(verified)
  }
  return isGood ? 0 : 1
}

/** A text that a language lacks is a mistake here; a kubectl command that failed may be meant to. */
function isWithoutErrors({ lesson: read, problems }: Verified): boolean {
  return read !== null && problems.every(({ severity }) => severity !== 'error')
}

async function verify(source: LessonSource, texts: (text: Text) => string): Promise<Verified> {
  const { lesson: read, problems, placeOf } = readLesson(source.text, source.filesBeside)
  const printed = problems.map(({ text, ...problem }) => ({
    ...problem,
    severity: 'error' as const,
    message: texts(text),
  }))
  if (!read) return { source, lesson: null, beats: [], problems: printed }
  const { beats, findings } = await verifyLesson(read)
  const unlisted = isBuiltIn(source) && !isListed(read) ? [mistake(['title'], 'notListed')] : []
  const told = ({ severity, path, text }: Finding): PrintedProblem => ({
    severity,
    path: pathText(path),
    message: texts(text),
    ...placeOf(path),
  })
  return {
    source,
    lesson: read,
    beats,
    problems: [...printed, ...[...findings, ...unlisted].map(told)],
  }
}

/** Whether the list of lessons, which the page shows before it reads any, has this one as it is. */
function isListed({ id, title, minutes }: Lesson): boolean {
  const entry = LESSONS.find((one) => one.id === id)
  return entry?.minutes === minutes && entry.title.en === title.en && entry.title.ko === title.ko
}

function printReport(verified: Verified, language: string, print: Print): void {
  const { source, lesson: read, beats, problems } = verified
  const file = relative(process.cwd(), source.file)
  if (read) print(`${read.id}: ${read.title[language] ?? read.title.en}`)
  for (const [index, beat] of beats.entries()) {
    const number = String(index + 1).padStart(4)
    const title = read?.beats[index]?.title
    const what = [
      beat.outcome === undefined ? '' : `? ${beat.outcome}`,
      beat.isSolved ? '✓' : '',
    ].filter((part) => part !== '')
    print(
      `${number} ${formatTime(beat.fromMicros)} →${formatTime(beat.toMicros)}  ${title?.[language] ?? title?.en ?? beat.id}  ${what.join(' ')}`.trimEnd(),
    )
  }
  for (const { line, column, severity, path, message } of problems)
    print(`${file}:${line}:${column}: ${severity}: ${path === '' ? '' : `${path}: `}${message}`)
  print(isWithoutErrors(verified) ? `     ok: ${beats.length}/${read?.beats.length ?? 0}` : '')
}

function jsonOf(verified: Verified) {
  const { source, lesson: read, beats, problems } = verified
  return {
    id: read?.id ?? null,
    file: relative(process.cwd(), source.file),
    isGood: isWithoutErrors(verified),
    beats,
    problems,
  }
}

import type { Trace } from '../protocol/trace.ts'
import type { Text } from '../protocol/views.ts'
import type { Cluster } from '../sim/cluster.ts'
import type { EventRecord } from '../sim/kernel/history.ts'
import type { Micros } from '../sim/kernel/types.ts'
import { explain } from '../sim/story/explain.ts'
import { isStoryStep } from '../sim/story/grain.ts'
import type { StoryTables } from '../sim/story/telling/tables.ts'
import { createTexts } from '../texts/index.ts'
import { formatTime } from './durations.ts'

/** Prints an event that has just happened. */
export type Printer = (record: EventRecord, position: number) => void

type Print = (line: string) => void

const WIDTH = 100
const INDENT = ' '.repeat(12)

/** Tells a run to a person: story steps with their reasons, and what kubectl printed. */
export function storyPrinter(
  cluster: Cluster,
  story: StoryTables,
  start: Micros,
  language: string,
  print: Print,
): Printer {
  const texts = createTexts(language)
  let command = ''
  const sayKubectl = (time: string, trace: Trace & { readonly type: 'kubectl' }) => {
    // A file of many objects is one command with many lines.
    if (trace.command !== command) print(`${time}  $ kubectl ${trace.command}`)
    command = trace.command
    const [first = '', ...rest] = trace.output.split('\n')
    print(`${time}    ${first}`)
    for (const line of rest) print(`${INDENT}  ${line}`)
  }
  const sayStep = (time: string, position: number) => {
    const step = explain(cluster.kernel, story, position, 'story')
    if (!step) return
    const number = step.chapter ? `(${step.chapter.number}/${step.chapter.of}) ` : ''
    print(`${time}  ${number}${texts(step.title)}`)
    for (const line of wrapped(sentencesOf(step.what, texts))) print(`${INDENT}${line}`)
    for (const line of wrapped(sentencesOf(step.why, texts))) print(`${INDENT}| ${line}`)
  }
  return (record, position) => {
    const time = formatTime(record.event.at - start)
    for (const trace of record.traces as readonly Trace[])
      if (trace.type === 'kubectl') sayKubectl(time, trace)
    if (isStoryStep(story, position)) sayStep(time, position)
  }
}

/** Writes every event as a line of JSON. */
export function jsonPrinter(print: Print): Printer {
  return ({ event, urgent, dropped, traces }, position) => {
    const { id, at, from, to, cause, message } = event
    print(
      JSON.stringify({
        type: 'event',
        position,
        id,
        atMicros: at,
        from,
        to,
        cause,
        message: message.type,
        urgent,
        dropped,
        traces,
      }),
    )
  }
}

function sentencesOf(parts: readonly Text[], texts: (text: Text) => string): string {
  return parts.map(texts).filter(Boolean).join(' ')
}

/** Breaks a paragraph into lines that fit a terminal. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - INDENT.length) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

import { readFileSync } from 'node:fs'
import type { FailureName, UserAction } from '../protocol/messages.ts'
import type { Trace } from '../protocol/trace.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../sim/cluster.ts'
import type { EventRecord } from '../sim/kernel/history.ts'
import type { Micros } from '../sim/kernel/types.ts'
import { explain } from '../sim/story/explain.ts'
import { isStoryStep } from '../sim/story/grain.ts'
import { attachStoryteller } from '../sim/story/storyteller.ts'
import type { StoryTables } from '../sim/story/telling/tables.ts'
import { createTexts } from '../texts/index.ts'
import { formatTime, parseDuration, SECONDS } from './durations.ts'
import type { Options } from './options.ts'

const FAILURES: readonly FailureName[] = [
  'crash-node',
  'restart-node',
  'cut-network',
  'heal-network',
  'stop-kubelet',
  'start-kubelet',
  'kill-container',
]

interface Fault {
  readonly at: Micros
  readonly action: UserAction
}

/** `pilothouse run FILE.yaml`: the same cluster without a page. Prints the story, or events as JSON lines. Answers the exit code. */
export function run({ files, flags }: Options, print: (line: string) => void): number {
  const file = files[0]
  if (file === undefined)
    throw new Error(
      'which manifest? usage: run FILE.yaml [--until 10m] [--fault crash-node=worker-1@60s] [--seed N] [--json]',
    )
  const workers = Number(flags.nodes?.[0] ?? DEFAULT_TOPOLOGY.workers)
  const cluster = new Cluster({
    seed: Number(flags.seed?.[0] ?? 1),
    topology: { ...DEFAULT_TOPOLOGY, workers },
  })
  const story = attachStoryteller(cluster.kernel)
  const start = settled(cluster)
  const result = cluster.act({ type: 'apply', manifest: readFileSync(file, 'utf8') }, start)
  if (!result.accepted) {
    for (const problem of result.problems)
      print(`${file}:${problem.line}:${problem.column}: ${problem.message}`)
    return 1
  }
  const until = flags.until?.[0] === undefined ? undefined : start + parseDuration(flags.until[0])
  const faults = (flags.fault ?? []).map((text) => faultOf(text, start)).sort((a, b) => a.at - b.at)
  const printer = flags.json ? jsonPrinter(print) : storyPrinter(cluster, story, start, print)
  for (const fault of faults) {
    advance(cluster, fault.at, printer)
    cluster.act(fault.action, Math.max(fault.at, cluster.kernel.now))
  }
  advance(cluster, until ?? quietLimit(cluster), printer, until === undefined)
  if (flags.json)
    print(
      JSON.stringify({
        type: 'final',
        atMicros: cluster.kernel.now,
        objects: cluster.etcd.kv.values().map((kv) => kv.value),
      }),
    )
  else printEnd(cluster, start, print)
  return 0
}

/** The story begins when the empty cluster is at rest; times are told from there. */
function settled(cluster: Cluster): Micros {
  cluster.settle()
  return cluster.kernel.now
}

/** Without `--until` the run goes on until nothing but heartbeats is left, half an hour at most. */
const QUIET_AFTER: Micros = 360 * SECONDS
const RUN_MAX: Micros = 1800 * SECONDS

function quietLimit(cluster: Cluster): Micros {
  return cluster.kernel.now + RUN_MAX
}

type Printer = (record: EventRecord, position: number) => void

function advance(cluster: Cluster, until: Micros, printer: Printer, stopWhenQuiet = false): void {
  const { kernel } = cluster
  kernel.run({
    until,
    stop: (record) => {
      printer(record, kernel.position)
      if (!stopWhenQuiet) return false
      const next = kernel.nextUrgentAt
      return next === undefined || next > kernel.now + QUIET_AFTER
    },
  })
}

function storyPrinter(
  cluster: Cluster,
  story: StoryTables,
  start: Micros,
  print: (line: string) => void,
): Printer {
  const texts = createTexts('en')
  return (record, position) => {
    for (const trace of record.traces as readonly Trace[]) {
      if (trace.type === 'kubectl')
        print(
          `${formatTime(record.event.at - start)}  $ kubectl ${trace.command}\n${' '.repeat(12)}${trace.output.replaceAll('\n', `\n${' '.repeat(12)}`)}`,
        )
    }
    if (!isStoryStep(story, position)) return
    const step = explain(cluster.kernel, story, position, 'story')
    if (!step) return
    const number = step.chapter ? `(${step.chapter.number}/${step.chapter.of}) ` : ''
    print(`${formatTime(record.event.at - start)}  ${number}${texts(step.title)}`)
    for (const text of step.what) print(`${' '.repeat(12)}${texts(text)}`)
  }
}

function jsonPrinter(print: (line: string) => void): Printer {
  return ({ event, urgent, traces }, position) => {
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
        traces,
      }),
    )
  }
}

function printEnd(cluster: Cluster, start: Micros, print: (line: string) => void): void {
  const pods = cluster.etcd.kv.withPrefix('/registry/pods/').map((kv) => kv.value)
  print(
    `\n${formatTime(cluster.kernel.now - start)}  ${cluster.kernel.position} events, ${pods.length} pods, state ${cluster.kernel.stateHash()}`,
  )
}

function faultOf(text: string, start: Micros): Fault {
  const match = /^([a-z-]+)=([^@]+)@(\S+)$/.exec(text)
  const failure = FAILURES.find((name) => name === match?.[1])
  if (!match || !failure)
    throw new Error(
      `--fault ${text}: want FAILURE=TARGET@TIME, with FAILURE one of ${FAILURES.join(', ')}`,
    )
  return {
    at: start + parseDuration(match[3] ?? ''),
    action: { type: 'fail', failure, target: match[2] ?? '' },
  }
}

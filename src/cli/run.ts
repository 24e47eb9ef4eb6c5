import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { UserAction } from '../protocol/messages.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../sim/cluster.ts'
import type { Micros } from '../sim/kernel/types.ts'
import { isQuiet } from '../sim/story/quiet.ts'
import { attachStoryteller } from '../sim/story/storyteller.ts'
import { formatTime, SECONDS } from './durations.ts'
import type { Options } from './options.ts'
import { jsonPrinter, type Printer, storyPrinter } from './printers.ts'
import { type Fault, runPlanOf } from './run-plan.ts'

/** Without `--until` the run goes on until nothing but heartbeats is left, half an hour at most. */
const RUN_MAX: Micros = 1800 * SECONDS

/** `pilothouse run FILE.yaml`: the same cluster without a page. Prints the story, or events as JSON lines. Answers the exit code. */
export function run(options: Options, print: (line: string) => void): number {
  const { file, seed, workers, language, isJson, until, faults } = runPlanOf(options)
  const cluster = new Cluster({ seed, topology: { ...DEFAULT_TOPOLOGY, workers } })
  const { kernel } = cluster
  const story = attachStoryteller(kernel)
  // The story begins when the empty cluster is at rest; times are told from there.
  cluster.settle()
  const start = kernel.now
  const manifest = readFileSync(file, 'utf8')
  const { accepted, problems } = cluster.act({ type: 'apply', manifest, file: basename(file) })
  for (const problem of problems)
    print(
      isJson
        ? JSON.stringify({ type: 'problem', ...problem })
        : `${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message}`,
    )
  if (!accepted) return 1
  const printer = isJson ? jsonPrinter(print) : storyPrinter(cluster, story, start, language, print)
  for (const fault of faults) {
    advance(cluster, start + fault.at, printer)
    cluster.act(actionOf(cluster, fault), Math.max(start + fault.at, kernel.now))
  }
  if (until === undefined)
    advance(cluster, kernel.now + RUN_MAX, printer, () => isQuiet(kernel, story))
  else advance(cluster, start + until, printer)
  if (isJson) printObjects(cluster, print)
  else printEnd(cluster, start, print)
  return 0
}

function advance(
  cluster: Cluster,
  until: Micros,
  printer: Printer,
  isOver: () => boolean = () => false,
): void {
  const { kernel } = cluster
  kernel.run({
    until,
    stop: (record) => {
      printer(record, kernel.position)
      return isOver()
    },
  })
}

/** The failure as an action. A pod may be named by the beginning of its name: the rest is random. */
function actionOf(cluster: Cluster, { failure, target, at }: Fault): UserAction {
  if (failure !== 'kill-container') return { type: 'fail', failure, target }
  const [pod] = cluster.etcd.kv.withPrefix(`/registry/pods/${target}`)
  if (!pod) throw new Error(`--fault ${failure}: there is no pod ${target} at ${formatTime(at)}`)
  const { namespace, name } = pod.value.metadata
  return { type: 'fail', failure, target: `${namespace}/${name}` }
}

function printObjects({ kernel, etcd }: Cluster, print: (line: string) => void): void {
  const objects = etcd.kv.values().map(({ value }) => value)
  print(JSON.stringify({ type: 'final', atMicros: kernel.now, objects }))
}

function printEnd({ kernel, etcd }: Cluster, start: Micros, print: (line: string) => void): void {
  const pods = etcd.kv.withPrefix('/registry/pods/').length
  const counts = `${kernel.position} events, ${pods} ${pods === 1 ? 'pod' : 'pods'}`
  print(`\n${formatTime(kernel.now - start)}  The end: ${counts}, state ${kernel.stateHash()}`)
}

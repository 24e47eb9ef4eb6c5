import { conformance } from './conformance/conformance.ts'
import { lesson } from './lesson/lesson.ts'
import { parseOptions } from './options.ts'
import { run } from './run.ts'

const USAGE = `Pilothouse without the page.

  run FILE.yaml [--until 10m] [--fault crash-node=worker-1@60s] [--seed N] [--nodes N] [--lang CODE] [--json]
      applies a manifest to a simulated cluster and prints the story,
      or with --json one event per line and the final objects last;
      without --until the run goes on until nothing happens any more
      failures: crash-node restart-node cut-network heal-network stop-kubelet start-kubelet
      (of a node), stop-component=PROCESS start-component=PROCESS (kube-scheduler, worker-1/kube-proxy),
      kill-container=NAMESPACE/POD (the beginning of its name will do)
  conformance FILE...
      compares Pilothouse with recordings of real Kubernetes (tests/golden)
  lesson [FILE|ID...] [--lang CODE] [--json]
      plays lessons through (all built-in ones if none is named) and says beat by beat whether
      the cluster does what they promise; docs/LESSONS.md is the guide`

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words
  const print = (line: string) => process.stdout.write(`${line}\n`)
  switch (command) {
    case 'run':
      return run(parseOptions(rest), print)
    case 'conformance':
      return conformance(parseOptions(rest).files, print)
    case 'lesson':
      return lesson(parseOptions(rest), print)
    default:
      if (command === undefined || command === '--help' || command === 'help') {
        print(USAGE)
        return 0
      }
      throw new Error(`${command} is no command.\n\n${USAGE}`)
  }
}

// Whoever reads us may have seen enough: `pilothouse run … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`pilothouse: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}

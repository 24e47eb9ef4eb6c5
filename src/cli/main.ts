import { conformance } from './conformance/conformance.ts'
import { parseOptions } from './options.ts'
import { run } from './run.ts'

const USAGE = `Pilothouse without the page.

  run FILE.yaml [--until 10m] [--fault crash-node=worker-1@60s] [--seed N] [--nodes N] [--json]
      applies a manifest to a simulated cluster and prints the story,
      or with --json one event per line and the final objects last
  conformance FILE...
      compares Pilothouse with recordings of real Kubernetes (tests/golden)`

function main(words: readonly string[]): number {
  const [command, ...rest] = words
  const print = (line: string) => process.stdout.write(`${line}\n`)
  switch (command) {
    case 'run':
      return run(parseOptions(rest), print)
    case 'conformance':
      return conformance(parseOptions(rest).files, print)
    default:
      print(USAGE)
      return command === undefined || command === '--help' ? 0 : 2
  }
}

try {
  process.exitCode = main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`pilothouse: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}

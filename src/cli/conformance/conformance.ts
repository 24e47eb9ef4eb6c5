import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readGoldenFile } from './golden-file.ts'
import { runSuite } from './run-suite.ts'
import type { GoldenSuite } from './suite-adapter.ts'
import { suiteAdapters } from './suites/index.ts'
import { compareReplay } from './trace/compare.ts'
import { compareRequests } from './trace/compare-requests.ts'
import { replay } from './trace/replay.ts'
import { isTrace, type TraceFile } from './trace/trace-file.ts'

/** How many failed cases of a suite are shown. */
const SHOWN_MAX = 5
const LINES_MAX = 40

interface Tally {
  readonly passed: number
  readonly failed: number
}

/** Runs golden files of either form and prints what passed and what differs; answers the exit code. */
export function conformance(paths: readonly string[], print: (line: string) => void): number {
  let passed = 0
  let failed = 0
  for (const path of paths.flatMap(filesIn)) {
    const file: unknown = readGoldenFile(path)
    const tally = isTrace(file) ? runTrace(file, print) : runSuiteFile(file as GoldenSuite, print)
    passed += tally.passed
    failed += tally.failed
  }
  print(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => /\.json(\.gz)?$/.test(name))
    .sort()
    .map((name) => join(path, name))
}

function runSuiteFile(file: GoldenSuite, print: (line: string) => void): Tally {
  const adapter = suiteAdapters.find((candidate) => candidate.suite === file.suite)
  if (!adapter) {
    print(
      `suite ${file.suite}: ${file.cases.length} cases of something that this edition does not model (docs/FIDELITY.md)`,
    )
    return { passed: 0, failed: 0 }
  }
  const report = runSuite(adapter, file)
  const aside = `${report.skipped.length} out of scope, ${report.accepted.length} rightly different`
  print(`suite ${file.suite}: ${report.passed} passed, ${report.failed.length} failed, ${aside}`)
  for (const { name, detail } of report.failed.slice(0, SHOWN_MAX))
    print(`  ${name}\n${indented(detail)}`)
  return { passed: report.passed + report.accepted.length, failed: report.failed.length }
}

function runTrace(file: TraceFile, print: (line: string) => void): Tally {
  const replayed = replay(file)
  // Requests that were tried one by one left traces that a rehearsal does not.
  const story = file.cases === undefined ? compareReplay(file, replayed) : []
  const checks = [...story, ...compareRequests(file, replayed)]
  const failed = checks.filter((check) => check.differences.length > 0)
  print(`trace ${file.name}: ${checks.length - failed.length} passed, ${failed.length} failed`)
  for (const note of replayed.notes) print(`  note: ${note}`)
  for (const { name, differences } of failed)
    print(`  ${name}\n${indented(differences.slice(0, LINES_MAX).join('\n'))}`)
  return { passed: checks.length - failed.length, failed: failed.length }
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}

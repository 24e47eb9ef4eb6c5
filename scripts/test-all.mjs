// Runs everything that must hold: checks, unit and simulation tests, the build, the page in Chromium.
// Prints as its last line `N passed, N failed` and exits with 1 if anything failed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import process from 'node:process'
import { findChromium } from './find-chromium.mjs'

const CACHE = '.cache'
let passed = 0
let failed = 0

rmSync(CACHE, { recursive: true, force: true })
mkdirSync(CACHE, { recursive: true })

step('npm run check', () => run('npm', ['run', '-s', 'check']))
vitest()
if (step('npm run build', () => run('npm', ['run', '-s', 'build']))) playwright()

process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

/** A step without tests of its own counts as one. */
function step(name, action) {
  process.stdout.write(`\n# ${name}\n`)
  const ok = action()
  if (ok) passed++
  else failed++
  return ok
}

function run(command, args, environment = {}) {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  return status === 0
}

function vitest() {
  process.stdout.write('\n# vitest\n')
  const file = `${CACHE}/vitest.json`
  const ok = run('npx', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  count(file, ok, (report) => [report.numPassedTests, report.numFailedTests])
}

function playwright() {
  process.stdout.write('\n# playwright\n')
  const file = `${CACHE}/playwright.json`
  const environment = { CHROMIUM: findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  const ok = run('npx', ['playwright', 'test', '--reporter=list,json'], environment)
  count(file, ok, ({ stats }) => [stats.expected + stats.flaky, stats.unexpected])
}

/** A runner that died without a report, or failed outside its tests, is one failure. */
function count(file, ok, read) {
  let counted = [0, 0]
  try {
    counted = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    process.stdout.write(`no report: ${error.message}\n`)
  }
  passed += counted[0]
  failed += counted[1] + (!ok && counted[1] === 0 ? 1 : 0)
}

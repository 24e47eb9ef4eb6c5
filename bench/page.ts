import { type ChildProcess, spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../scripts/find-chromium.mjs'
import type { Pace } from '../src/protocol/messages.ts'
import { manifestOf } from './cluster.ts'
import { median, type Row } from './measure.ts'
import { benchLoad } from './page-load.ts'

const PORT = 4186
export const ORIGIN = `http://127.0.0.1:${PORT}`
const ROOT = process.cwd()
/** Nothing but the page shall take time. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]
const PLAYS = 3
const PLAY_SECONDS = 8
const NODES = 10
const PODS = 200

/** Paces as the toolbar offers them: real time, the fastest in steps, a minute a second. */
const PACES: readonly (readonly [name: string, pace: Pace])[] = [
  ['x1', { type: 'speed', factor: 1 }],
  ['12 messages/s', { type: 'steps', grain: 'message', perSecond: 12 }],
  ['x60', { type: 'speed', factor: 60 }],
]

/** The page in headless Chromium: size of the first load, time to interactive, frames while 200 pods play. Wants a build in dist/. */
export async function benchPage(): Promise<readonly Row[]> {
  return inBrowser(async (browser) => {
    const rows = [...(await benchLoad(browser, ORIGIN))]
    for (const [name, pace] of PACES) rows.push(...(await playRows(browser, name, pace)))
    return rows
  })
}

/** Serves the build in dist/ to a browser for the time of some work, and adds how busy the machine was meanwhile. */
export async function inBrowser(
  work: (browser: Browser) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const server = spawn('npm', ['run', '-s', 'preview'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(PORT) },
    stdio: 'ignore',
    detached: true,
  })
  try {
    await answering()
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
    const rows = await work(browser)
    await browser.close()
    return [
      ...rows,
      { name: 'load average of this machine meanwhile', value: loadavg()[0] ?? 0, unit: '' },
    ]
  } finally {
    stop(server)
  }
}

/** Middle values of a few runs: other processes of the machine disturb one of them more than another. */
async function playRows(browser: Browser, name: string, pace: Pace): Promise<readonly Row[]> {
  const runs: Playing[] = []
  for (let i = 0; i < PLAYS; i++) runs.push(await play(browser, pace))
  const of = (read: (run: Playing) => number) => median(runs.map(read))
  const what = `${PODS} pods on ${NODES} nodes at ${name}`
  const rows: readonly (readonly [string, number, string, string?])[] = [
    ['frames', of((run) => run.framesPerSecond), 'frames/s', '>= 55'],
    ['longest task', of((run) => run.main.longestTaskMs), 'ms', '<= 50'],
    ["longest task's own work", of((run) => run.main.longestWorkMs), 'ms'],
    ['main thread', of((run) => run.main.busyPercent), '% busy'],
    ["worker's longest task", of((run) => run.worker.longestTaskMs), 'ms'],
    ["worker's longest task's own work", of((run) => run.worker.longestWorkMs), 'ms'],
    ['worker', of((run) => run.worker.busyPercent), '% busy'],
  ]
  return rows.map(([figure, value, unit, goal]) => ({
    name: `${what}: ${figure}`,
    value,
    unit,
    ...(goal === undefined ? {} : { goal }),
  }))
}

export interface FreshRun {
  readonly preferences: object
  readonly nodes: number
  readonly pods: number
}

/** A page of its own with a cluster of so many nodes and a manifest of so many pods, which nobody has applied yet. */
export async function freshRun(
  browser: Browser,
  { preferences, nodes, pods }: FreshRun,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(
    (text) => localStorage.setItem('pilothouse.preferences', text),
    JSON.stringify({ state: preferences, version: 1 }),
  )
  await page.goto(`${ORIGIN}/?lang=en&seed=2&workers=${nodes}`)
  // Into the plain text field that stands there until Monaco has come.
  await page.locator('textarea').first().fill(manifestOf(pods))
  await page.waitForSelector(`[data-component="worker-${nodes}"]`)
  await page.waitForSelector('.monaco-editor .view-line')
  return page
}

/** A new run of many pods, from its first frame on. */
async function play(browser: Browser, pace: Pace): Promise<Playing> {
  const page = await freshRun(browser, { preferences: { pace }, nodes: NODES, pods: PODS })
  // Play applies the open file first.
  const button = page.getByRole('button', { name: 'Play', exact: true })
  await button.focus()
  const playing = await measured(page, () => button.press('Enter'))
  const pods = await page.locator('[data-pod]').count()
  await page.context().close()
  if (pods === 0) throw new Error('nothing was playing: the page shows no pod')
  return playing
}

interface Playing {
  readonly framesPerSecond: number
  readonly main: ThreadUse
  readonly worker: ThreadUse
}

/** By the wall's clock; and the longest task's own work, which no other process on the machine lengthens. */
interface ThreadUse {
  longestTaskMs: number
  longestWorkMs: number
  busyPercent: number
}

const IDLE: ThreadUse = { longestTaskMs: 0, longestWorkMs: 0, busyPercent: 0 }

/** Counts frames in the page, and takes the tasks of its threads from Chromium's own trace. */
export async function measured(page: Page, begin: () => Promise<void>): Promise<Playing> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page belongs to no browser')
  await browser.startTracing(page, { categories: ['toplevel'] })
  await begin()
  const framesPerSecond = await page.evaluate(async (seconds) => {
    let frames = 0
    const start = performance.now()
    await new Promise<void>((resolve) => {
      const frame = () => {
        frames++
        if (performance.now() - start < seconds * 1000) requestAnimationFrame(frame)
        else resolve()
      }
      requestAnimationFrame(frame)
    })
    return frames / ((performance.now() - start) / 1000)
  }, PLAY_SECONDS)
  const trace: Trace = JSON.parse((await browser.stopTracing()).toString())
  return { framesPerSecond, ...threadUses(trace) }
}

interface Trace {
  readonly traceEvents: readonly {
    readonly name: string
    readonly pid: number
    readonly tid: number
    readonly ts: number
    /** Microseconds: by the wall's clock, and of the processor. */
    readonly dur?: number
    readonly tdur?: number
    readonly args: { readonly name?: string }
  }[]
}

/** The page's main thread and the simulation's: of the workers the busiest, for the editor has one too. */
function threadUses({ traceEvents }: Trace): Omit<Playing, 'framesPerSecond'> {
  const uses = new Map<string, ThreadUse>()
  for (const { name, pid, tid, dur = 0, tdur = 0 } of traceEvents) {
    if (name !== 'ThreadControllerImpl::RunTask') continue
    const use = uses.get(`${pid}/${tid}`) ?? { ...IDLE }
    use.longestTaskMs = Math.max(use.longestTaskMs, dur / 1000)
    use.longestWorkMs = Math.max(use.longestWorkMs, tdur / 1000)
    use.busyPercent += (tdur / 1e6) * (100 / PLAY_SECONDS)
    uses.set(`${pid}/${tid}`, use)
  }
  const busiest = (threadName: string): ThreadUse => {
    const found = traceEvents
      .filter((event) => event.name === 'thread_name' && event.args.name === threadName)
      .map(({ pid, tid }) => uses.get(`${pid}/${tid}`) ?? IDLE)
    return found.reduce((a, b) => (b.busyPercent > a.busyPercent ? b : a))
  }
  return { main: busiest('CrRendererMain'), worker: busiest('DedicatedWorker thread') }
}

async function answering(): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const ok = await fetch(`${ORIGIN}/`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the preview server does not answer: run npm run build first')
}

/** The server runs under npm: its whole group has to end. */
function stop(server: ChildProcess): void {
  if (server.pid !== undefined) process.kill(-server.pid)
}

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../scripts/find-chromium.mjs'
import type { Pace } from '../src/protocol/messages.ts'
import { manifestOf } from './cluster.ts'
import { median, type Row } from './measure.ts'

const PORT = 4186
const ORIGIN = `http://127.0.0.1:${PORT}`
const ROOT = process.cwd()
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]
const LOADS = 5
const PLAY_SECONDS = 10
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
  const server = spawn('npm', ['run', '-s', 'preview'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(PORT) },
    stdio: 'ignore',
    detached: true,
  })
  try {
    await answering()
    const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS })
    const loads: Load[] = []
    for (let i = 0; i < LOADS; i++) loads.push(await load(browser))
    const rows = [...loadRows(loads)]
    for (const [name, pace] of PACES) rows.push(...(await playRows(browser, name, pace)))
    await browser.close()
    return [
      ...rows,
      { name: 'load average of this machine meanwhile', value: loadavg()[0] ?? 0, unit: '' },
    ]
  } finally {
    stop(server)
  }
}

interface Load {
  readonly interactiveSeconds: number
  /** Scripts that were asked for before Monaco, in that order: paths within dist/. */
  readonly scripts: readonly string[]
  /** Scripts that came with Monaco. */
  readonly lazyScripts: readonly string[]
}

/** A first visit: nothing is cached, the reader may press a button, then Monaco comes. */
async function load(browser: Browser): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const asked: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js') && !asked.includes(pathname)) asked.push(pathname)
  })
  await page.goto(`${ORIGIN}/?lang=en&seed=1`)
  await page.waitForFunction(() => {
    const button = document.querySelector<HTMLButtonElement>('button[aria-label="Step forward"]')
    return button !== null && !button.disabled
  })
  const interactiveSeconds = await page.evaluate(() => performance.now() / 1000)
  await page.waitForSelector('.monaco-editor .view-line')
  await context.close()
  const monacoAt = asked.findIndex((path) => path.includes('Monaco'))
  return {
    interactiveSeconds,
    scripts: asked.slice(0, monacoAt),
    lazyScripts: asked.slice(monacoAt),
  }
}

function loadRows(loads: readonly Load[]): readonly Row[] {
  const { scripts = [], lazyScripts = [] } = loads[0] ?? {}
  const isWorker = (path: string) => /\/main-[^/]*\.js$/.test(path)
  const page = kilobytes(scripts.filter((path) => !isWorker(path)))
  const worker = kilobytes(scripts.filter(isWorker))
  return [
    { name: 'first load, JavaScript of the page', value: page, unit: 'kB gzip', goal: '<= 300' },
    { name: 'first load, JavaScript of the worker', value: worker, unit: 'kB gzip' },
    { name: 'first load, JavaScript in all', value: page + worker, unit: 'kB gzip' },
    { name: 'Monaco, later', value: kilobytes(lazyScripts), unit: 'kB gzip' },
    {
      name: `interactive on localhost (median of ${loads.length})`,
      value: median(loads.map((each) => each.interactiveSeconds)),
      unit: 's',
      goal: '<= 2',
    },
  ]
}

function kilobytes(paths: readonly string[]): number {
  const bytes = paths.map((path) => gzipSync(readFileSync(join(ROOT, 'dist', path))).length)
  return bytes.reduce((sum, each) => sum + each, 0) / 1000
}

/** A new run of many pods, from its first frame on. */
async function playRows(browser: Browser, name: string, pace: Pace): Promise<readonly Row[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const preferences = JSON.stringify({ state: { pace }, version: 1 })
  await page.addInitScript((text) => {
    localStorage.setItem('pilothouse.preferences', text)
  }, preferences)
  await page.goto(`${ORIGIN}/?lang=en&seed=2&workers=${NODES}`)
  // Into the plain text field that stands there until Monaco has come.
  await page.locator('textarea').first().fill(manifestOf(PODS))
  await page.waitForSelector(`[data-component="worker-${NODES}"]`)
  await page.waitForSelector('.monaco-editor .view-line')
  // Play applies the open file first.
  const play = page.getByRole('button', { name: 'Play', exact: true })
  await play.focus()
  const playing = await measured(page, () => play.press('Enter'))
  await context.close()
  const what = `${PODS} pods on ${NODES} nodes at ${name}`
  return [
    { name: `${what}: frames`, value: playing.framesPerSecond, unit: 'frames/s', goal: '>= 55' },
    { name: `${what}: longest task`, value: playing.longestTaskMs, unit: 'ms', goal: '<= 50' },
    { name: `${what}: main thread`, value: playing.busyPercent, unit: '% busy' },
  ]
}

interface Playing {
  readonly framesPerSecond: number
  /** Of the main thread; 0 if none was longer than 50 ms, for shorter ones are not reported. */
  readonly longestTaskMs: number
  readonly busyPercent: number
}

async function measured(page: Page, begin: () => Promise<void>): Promise<Playing> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busySeconds = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0
  }
  const busyBefore = await busySeconds()
  await begin()
  const playing = await page.evaluate(async (seconds) => {
    let frames = 0
    let longestTaskMs = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration)
    }).observe({ entryTypes: ['longtask'] })
    const start = performance.now()
    await new Promise<void>((resolve) => {
      const frame = () => {
        frames++
        if (performance.now() - start < seconds * 1000) requestAnimationFrame(frame)
        else resolve()
      }
      requestAnimationFrame(frame)
    })
    return { framesPerSecond: frames / ((performance.now() - start) / 1000), longestTaskMs }
  }, PLAY_SECONDS)
  return { ...playing, busyPercent: ((await busySeconds()) - busyBefore) * (100 / PLAY_SECONDS) }
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

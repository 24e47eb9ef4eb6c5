import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../scripts/find-chromium.mjs'
import { manifestOf } from './cluster.ts'
import type { Row } from './measure.ts'

const PORT = 4186
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
const PLAY_SECONDS = 10
const NODES = 10
const PODS = 200

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
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const interactive = await timeToInteractive(page)
    const playing = await play(page)
    await browser.close()
    return [
      {
        name: 'first load without Monaco, JavaScript',
        value: firstLoadKilobytes(),
        unit: 'kB gzip',
        goal: '<= 300',
      },
      { name: 'interactive on localhost', value: interactive, unit: 's', goal: '<= 2' },
      {
        name: `frames while playing ${PODS} pods on ${NODES} nodes`,
        value: playing.framesPerSecond,
        unit: 'frames/s',
        goal: '>= 55',
      },
      {
        name: 'longest task on the main thread while playing',
        value: playing.longestTaskMs,
        unit: 'ms',
        goal: '<= 50',
      },
    ]
  } finally {
    stop(server)
  }
}

/** Scripts that index.html names, and what those import at once. */
function firstLoadKilobytes(): number {
  const html = readFileSync(join(ROOT, 'dist/index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
    (match) => match[1] ?? '',
  )
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const code = readFileSync(join(ROOT, 'dist', file), 'utf8')
    for (const match of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      visit(join('assets', match[1] ?? ''))
  }
  named.forEach(visit)
  const worker = readdirSync(join(ROOT, 'dist/assets')).filter(
    (name) => /^main-.*\.js$/.test(name) && !seen.has(`assets/${name}`),
  )
  const bytes = [...seen, ...worker.map((name) => `assets/${name}`)].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(ROOT, 'dist', file))).length,
    0,
  )
  return bytes / 1000
}

async function timeToInteractive(page: Page): Promise<number> {
  await page.goto(`http://127.0.0.1:${PORT}/?lang=en&seed=1`)
  await page.waitForFunction(() => {
    const button = document.querySelector<HTMLButtonElement>('button[aria-label="Step forward"]')
    return button !== null && !button.disabled
  })
  return page.evaluate(() => performance.now() / 1000)
}

async function play(page: Page): Promise<{ framesPerSecond: number; longestTaskMs: number }> {
  await page.goto(`http://127.0.0.1:${PORT}/?lang=en&seed=2&workers=${NODES}`)
  await page.waitForSelector('[data-component="worker-10"]')
  await page.evaluate(
    (manifest) => window.dispatchEvent(new CustomEvent('pilothouse:apply', { detail: manifest })),
    manifestOf(PODS),
  )
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  return page.evaluate(async (seconds) => {
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
}

async function answering(): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const ok = await fetch(`http://127.0.0.1:${PORT}/`).then(
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

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { median, type Row } from './measure.ts'

const LOADS = 5
/** How much slower than this machine a weak one is taken to be. */
const SLOWDOWN = 4
/** The last of what comes by itself has come this long after Monaco. */
const REST_MS = 3000

/** First visits: what is fetched, when there is something to see, when the reader may press a button. */
export async function benchLoad(browser: Browser, origin: string): Promise<readonly Row[]> {
  const scripts = await scriptsOf(await newVisit(browser), origin)
  const loads: LoadTimes[] = []
  const slowLoads: LoadTimes[] = []
  for (let i = 0; i < LOADS; i++) {
    loads.push(await timesOf(await newVisit(browser), origin, 1))
    slowLoads.push(await timesOf(await newVisit(browser), origin, SLOWDOWN))
  }
  const slow = `, main thread ${SLOWDOWN} times slower`
  return [...sizeRows(scripts), ...timeRows('', loads), ...timeRows(slow, slowLoads)]
}

interface Visit {
  readonly context: BrowserContext
  readonly page: Page
}

/** Nothing is cached and nothing kept. */
async function newVisit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  return { context, page: await context.newPage() }
}

interface LoadTimes {
  readonly paintSeconds: number
  readonly interactiveSeconds: number
}

async function timesOf({ context, page }: Visit, origin: string, slowdown: number) {
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(`${origin}/?lang=en&seed=1`, { waitUntil: 'commit' })
  await interactive(page)
  const times = await page.evaluate(() => ({
    paintSeconds:
      (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0) / 1000,
    interactiveSeconds: performance.now() / 1000,
  }))
  await context.close()
  return times
}

/** The cluster stands and a button may be pressed. */
async function interactive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const button = document.querySelector<HTMLButtonElement>('button[aria-label="Step forward"]')
    return button !== null && !button.disabled
  })
}

/** Paths within dist/, in the order of asking: what the first picture needs, then what comes by itself. */
interface Scripts {
  readonly first: readonly string[]
  readonly later: readonly string[]
}

async function scriptsOf({ context, page }: Visit, origin: string): Promise<Scripts> {
  const asked: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js') && !asked.includes(pathname)) asked.push(pathname)
  })
  await page.goto(`${origin}/?lang=en&seed=1`)
  await page.waitForSelector('.monaco-editor .view-line')
  await page.waitForTimeout(REST_MS)
  await context.close()
  const monacoAt = asked.findIndex((path) => path.includes('Monaco'))
  return { first: asked.slice(0, monacoAt), later: asked.slice(monacoAt) }
}

function sizeRows({ first, later }: Scripts): readonly Row[] {
  const isWorker = (path: string) => /\/(?:entry|main)-[^/]*\.js$/.test(path)
  const isMonaco = (path: string) => /\/(?:Monaco|editor)[^/]*\.js$/.test(path)
  const page = kilobytes(first.filter((path) => !isWorker(path)))
  const worker = kilobytes(first.filter(isWorker))
  const unit = 'kB gzip'
  return [
    {
      name: 'first load without Monaco: JavaScript of the page',
      value: page,
      unit,
      goal: '<= 300 for the page',
    },
    { name: 'first load without Monaco: JavaScript of the worker', value: worker, unit },
    {
      name: 'first load without Monaco: page and worker together',
      value: page + worker,
      unit,
      goal: 'none; 300 would be ideal',
    },
    { name: 'later, by itself: Monaco', value: kilobytes(later.filter(isMonaco)), unit },
    {
      name: 'later, by itself: dialogs, closed tabs and the like',
      value: kilobytes(later.filter((path) => !isMonaco(path))),
      unit,
    },
  ]
}

function kilobytes(paths: readonly string[]): number {
  const bytes = paths.map((path) => gzipSync(readFileSync(join('dist', path))).length)
  return bytes.reduce((sum, each) => sum + each, 0) / 1000
}

function timeRows(how: string, loads: readonly LoadTimes[]): readonly Row[] {
  const of = (read: (times: LoadTimes) => number) => median(loads.map(read))
  const what = `on localhost${how} (median of ${loads.length})`
  return [
    {
      name: `first contentful paint ${what}`,
      value: of((times) => times.paintSeconds),
      unit: 's',
      goal: '<= 1',
    },
    {
      name: `interactive ${what}`,
      value: of((times) => times.interactiveSeconds),
      unit: 's',
      goal: how === '' ? '<= 2' : '<= 5',
    },
  ]
}

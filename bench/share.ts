import type { Browser } from '@playwright/test'
import { writeFragment } from '../src/ui/sharing/link/fragment.ts'
import type { SharedRun } from '../src/ui/sharing/link/shared-run.ts'
import { openSession, recordingOf } from '../src/worker/session.ts'
import { manifestOf } from './cluster.ts'
import { median, type Row } from './measure.ts'
import { inBrowser, ORIGIN } from './page.ts'

const LOADS = 5
const REST_MS = 1500
const EVENTS = 500
const TOPOLOGY = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }

/** Opening a link to a run of 500 events: from the address being entered to its place being on the screen. Wants a build in dist/. */
export async function benchShare(): Promise<readonly Row[]> {
  const fragment = await sharedFragment()
  return inBrowser(async (browser) => {
    const first: Opening[] = []
    const again: Opening[] = []
    for (let i = 0; i < LOADS; i++) {
      const [a, b] = await openings(browser, `${ORIGIN}/?lang=en${fragment}`)
      first.push(a)
      again.push(b)
    }
    const of = (list: readonly Opening[], read: (each: Opening) => number) => median(list.map(read))
    const what = `opening a link to a run of ${EVENTS} events`
    return [
      { name: `${what}: length`, value: fragment.length, unit: 'characters' },
      {
        name: `${what}: shown, page in the cache`,
        value: of(again, (each) => each.shownMs),
        unit: 'ms',
        goal: '<= 500',
      },
      {
        name: `${what}: of that, from its boot`,
        value: of(again, (each) => each.replayMs),
        unit: 'ms',
      },
      { name: `${what}: shown, first visit`, value: of(first, (each) => each.shownMs), unit: 'ms' },
    ]
  })
}

async function sharedFragment(): Promise<string> {
  const session = openSession(1, TOPOLOGY)
  const { cluster, start } = session
  const manifest = manifestOf(30)
  cluster.act({ type: 'apply', manifest, file: 'web.yaml' })
  while (cluster.kernel.position < start + EVENTS) cluster.kernel.step()
  const recording = recordingOf(session, cluster.kernel.stateHash())
  const run: SharedRun = {
    recording,
    files: [{ name: 'web.yaml', text: manifest }],
    active: 'web.yaml',
    example: 'web',
    language: 'en',
    view: {
      grain: 'story',
      pace: { type: 'speed', factor: 1 },
      tab: 'timeline',
      target: null,
    },
  }
  return writeFragment(run)
}

interface Opening {
  /** Since the navigation began. */
  readonly shownMs: number
  /** Since the worker's script was asked for. */
  readonly replayMs: number
}

/** A first visit, then another in the same browser: as a student has it who opens one link after the other. */
async function openings(browser: Browser, link: string): Promise<readonly [Opening, Opening]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const visit = async () => {
    const page = await context.newPage()
    // The browser is still busy with the new tab, and with putting the one before away: neither is the page's time.
    await page.waitForTimeout(REST_MS)
    // Looks at every picture: the place is shown when the clock tells it and pods are drawn.
    await page.addInitScript((words) => {
      const look = () => {
        const isTold = document.querySelector('header')?.textContent?.includes(words)
        if (isTold && document.querySelector('[data-pod]'))
          Object.assign(window, { shownAt: performance.now() })
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }, `event ${EVENTS}`)
    await page.goto(link)
    await page.waitForFunction(() => 'shownAt' in window, null, { timeout: 30_000 })
    const opening = await page.evaluate(() => {
      const { shownAt } = window as unknown as { shownAt: number }
      const worker = performance
        .getEntriesByType('resource')
        .find(({ name }) => /\/main-[^/]*\.js$/.test(name))
      return { shownMs: shownAt, replayMs: shownAt - (worker?.startTime ?? 0) }
    })
    await page.close()
    return opening
  }
  const first = await visit()
  const second = await visit()
  await context.close()
  return [first, second]
}

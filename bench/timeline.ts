import type { Browser, Page } from '@playwright/test'
import type { Row } from './measure.ts'
import { freshRun, inBrowser, measured } from './page.ts'

const MESSAGES = 100_000
const NODES = 20
const PODS = 1700
const GIVE_UP_MS = 240_000
/** Pixels per picture: several screens a second. */
const STEP_PX = 90

/** The sequence diagram of a real run of 100,000 messages, scrolled as it is read and with all of it in sight. */
export async function benchTimeline(): Promise<readonly Row[]> {
  return inBrowser(async (browser) => {
    const page = await largeRun(browser)
    const messages = await messagesIn(page)
    const rows: Row[] = [
      { name: 'messages of the run', value: messages, unit: '', goal: `>= ${MESSAGES}` },
    ]
    for (const [name, zooms] of [
      ['scrolled as it is read', []],
      [
        'scrolled, some 1,000 messages in sight',
        ['-', '-', '-', '-', '-', '-', '-', '-', '-', '-'],
      ],
      ['scrolled and zoomed, all of it in sight', ['0']],
    ] as const) {
      const stage = page.getByRole('application', { name: 'Sequence diagram of the messages' })
      await stage.focus()
      await page.keyboard.press('Home')
      for (const key of zooms) await page.keyboard.press(key)
      const isWhole = zooms.length === 1
      const { framesPerSecond, main } = await measured(page, () => scroll(page, isWhole))
      rows.push(
        {
          name: `sequence ${name}: frames`,
          value: framesPerSecond,
          unit: 'frames/s',
          goal: '>= 50',
        },
        {
          name: `sequence ${name}: longest task`,
          value: main.longestTaskMs,
          unit: 'ms',
          goal: '<= 50',
        },
        { name: `sequence ${name}: main thread`, value: main.busyPercent, unit: '% busy' },
      )
    }
    await page.context().close()
    return rows
  })
}

/** Many pods come up, with the diagram open; ends when the page has all messages. */
async function largeRun(browser: Browser): Promise<Page> {
  const page = await freshRun(browser, {
    preferences: { bottomTab: 'sequence' },
    nodes: NODES,
    pods: PODS,
  })
  const forward = page.getByRole('button', { name: 'Step forward' })
  await forward.focus()
  await forward.press('Enter')
  await page.waitForTimeout(500)
  await page.getByRole('button', { name: 'Run to quiet' }).press('Enter')
  const giveUpAt = performance.now() + GIVE_UP_MS
  while ((await messagesIn(page)) < MESSAGES && performance.now() < giveUpAt)
    await page.waitForTimeout(1000)
  await page.keyboard.press('Escape')
  const pause = page.getByRole('button', { name: 'Pause', exact: true })
  if (await pause.isVisible()) await pause.press('Enter')
  await page.getByRole('button', { name: 'Open large over the diagram' }).press('Enter')
  await page.waitForTimeout(3000)
  return page
}

/** As the Messages tab counts them. */
async function messagesIn(page: Page): Promise<number> {
  const text = await page.getByRole('tab', { name: /^Messages/ }).textContent()
  return Number((text ?? '').replace(/\D/g, ''))
}

/** Turns the wheel a little with every picture, until the page goes. */
async function scroll(page: Page, isZoomed: boolean): Promise<void> {
  await page.evaluate(
    ([step, zoomed]) => {
      const stage = document.querySelector('[role="application"][aria-label^="Sequence"]')
      const box = stage?.getBoundingClientRect()
      const clientY = (box?.top ?? 0) + (box?.height ?? 0) / 2
      let pictures = 0
      const turn = () => {
        const deltaY = pictures++ % 600 < 300 ? step : -step
        const ctrlKey = zoomed && pictures % 2 === 0
        const turned = { deltaY: ctrlKey ? deltaY / 10 : deltaY, ctrlKey, clientY }
        stage?.dispatchEvent(
          new WheelEvent('wheel', { ...turned, bubbles: true, cancelable: true }),
        )
        requestAnimationFrame(turn)
      }
      requestAnimationFrame(turn)
    },
    [STEP_PX, isZoomed] as const,
  )
}

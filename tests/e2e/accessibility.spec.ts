import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page, test } from '@playwright/test'
import { open } from './page.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly nodes: readonly { readonly target: readonly string[] }[]
  }[]
}
declare const axe: { run(context: Document, options: object): Promise<AxeResults> }

/** What axe finds serious or critical now: `rule: where`. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  })
}

const step = async (page: Page, times: number) => {
  for (let i = 0; i < times; i++) {
    const slider = page.locator('input[type="range"]')
    const before = await slider.getAttribute('aria-valuenow')
    await page.keyboard.press('ArrowRight')
    await expect(slider).not.toHaveAttribute('aria-valuenow', before ?? '')
  }
}

for (const theme of ['dark', 'light'] as const) {
  for (const language of ['en', 'ko']) {
    test.describe(`given ${theme} and ${language}`, () => {
      test.use({ colorScheme: theme, viewport: { width: 1280, height: 720 } })

      test('axe finds nothing serious in any of the main states', async ({ page }) => {
        await openIn(page, language)
        const look = async (state: string) => expect(await findings(page), state).toEqual([])
        await look('first screen')
        await step(page, 4)
        await look('step 4')
        await step(page, 3)
        for (const name of ['kube-scheduler', 'kube-apiserver', 'etcd', 'worker-1/kubelet']) {
          await page.locator(`[data-component="${name}"]`).click()
          await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
          await look(name)
        }
        await page.locator('[data-pod]').first().click()
        await look('pod')
        await page.keyboard.press('m')
        await expect(page.getByRole('menu')).toBeVisible()
        await look('menu')
        // Crashing the pod's node: the pod's own entries stand before the node's.
        await page.getByRole('menuitem').nth(2).click()
        await expect(page.locator('[data-health="crashed"]')).toHaveCount(1)
        await look('crashed node')
        const tabs = page.getByRole('tablist').last().getByRole('tab')
        for (let i = 1; i < 4; i++) {
          await tabs.nth(i).click()
          await look(`tab ${i} below`)
        }
        await page.keyboard.press('?')
        await expect(page.getByRole('dialog')).toBeVisible()
        await look('help')
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+k')
        await expect(page.getByRole('combobox', { expanded: true })).toBeFocused()
        await look('palette')
        await page.keyboard.press('Escape')
      })

      test('axe finds nothing serious in what a first visit, a lesson, sharing and presenting open', async ({
        page,
      }) => {
        const look = async (state: string) => expect(await findings(page), state).toEqual([])
        await openIn(page, language)
        const name = (english: string, korean: string) => (language === 'en' ? english : korean)
        const choose = async (english: string, korean: string) => {
          await page.keyboard.press('Control+k')
          await expect(page.getByRole('combobox', { expanded: true })).toBeFocused()
          await page.keyboard.type(name(english, korean))
          await page.keyboard.press('Enter')
        }
        await choose('Show me around', '둘러보기')
        await expect(page.getByRole('dialog')).toBeVisible()
        await look('tour')
        await page.keyboard.press('Escape')
        for (const tab of ['sequence', 'requests', 'output']) {
          await choose(`show-${tab}`, `show-${tab}`)
          await expect(page.locator(`[role="tab"][id$="-trigger-${tab}"]`)).toHaveAttribute(
            'aria-selected',
            'true',
          )
          await look(tab)
        }
        for (const dialog of ['share-export', 'lessons', 'start-over-new-run']) {
          await choose(dialog, dialog)
          await expect(page.getByRole('dialog')).toBeVisible()
          await look(dialog)
          await page.keyboard.press('Escape')
          await expect(page.getByRole('dialog')).toHaveCount(0)
        }
        await choose('mark-a', 'mark-a')
        await step(page, 2)
        await choose('mark-b', 'mark-b')
        await choose('compare-positions', 'compare-positions')
        await expect(page.getByRole('dialog')).toBeVisible()
        await look('comparison')
        await page.keyboard.press('Escape')
        await choose('compare-runs', 'compare-runs')
        await page.getByRole('button', { name: name('What if…', '만약에…') }).click()
        await expect(page.getByRole('menuitem').first()).toBeVisible()
        await look('what if')
        await page.getByRole('menuitem').first().click()
        await expect(
          page.getByRole('region', { name: name('This run', '지금 실행') }),
        ).toBeVisible()
        await look('two runs')
        await page.keyboard.press('Escape')
        await choose('03-seven-steps', '03-seven-steps')
        await expect(page.getByRole('tab', { name: name('Lesson', '수업') })).toHaveAttribute(
          'aria-selected',
          'true',
        )
        await look('lesson')
        await page.keyboard.press('Escape')
        await choose('present', 'present')
        await expect(page.locator('[data-component="kube-apiserver"]')).toBeVisible()
        await look('stage')
      })
    })
  }
}

async function openIn(page: Page, language: string) {
  if (language === 'en') return open(page, '?lang=en&seed=1&example=web')
  await page.goto('/?lang=ko&seed=1&example=web')
  await expect(page.locator('[data-component="kube-apiserver"]')).toBeVisible()
  await expect(page.getByRole('button', { name: '적용', exact: true })).toBeEnabled()
}

test('given the keyboard alone, Tab comes to everything in turn and shows where it is', async ({
  page,
}) => {
  await open(page, '?lang=en&seed=1&example=web')
  const stops: string[] = []
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const { outlineStyle, boxShadow, borderColor } = getComputedStyle(element)
      const isInEditor = element.closest('.monaco-editor') !== null
      const name =
        element.getAttribute('data-component') ??
        element.getAttribute('aria-label') ??
        element.textContent?.trim() ??
        ''
      const isSeen = outlineStyle !== 'none' || boxShadow !== 'none' || borderColor !== ''
      return { name, isSeen, isInEditor }
    })
    if (!stop) break
    if (stop.isInEditor) {
      // The editor keeps Tab for the text; Ctrl+M (as in every Monaco) lets go of it.
      await page.keyboard.press('Control+m')
      continue
    }
    expect(stop.isSeen, stop.name).toBe(true)
    stops.push(stop.name)
  }
  const reached = stops.join('\n')
  for (const name of ['Grain', 'Step forward', 'Play', 'Run to quiet', 'worker-1', 'Timeline']) {
    expect(reached).toContain(name)
  }
})

test('given 200 % zoom (half the width), then nothing is cut off and no pane is out of reach', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 400 })
  await open(page, '?lang=en&seed=1&example=web')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
  for (const name of ['Lesson', 'Manifest', 'Cluster', 'Step', 'Timeline']) {
    const tab = page.getByRole('main').getByRole('tab', { name, exact: true }).last()
    await tab.click()
    await expect(tab).toBeInViewport({ ratio: 1 })
  }
  for (const name of ['Step forward', 'Find anything', 'Lessons', 'Help and keys']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })
  }
})

test.describe('given a finger on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('everything to press is 24 pixels or stands apart; two fingers zoom, one moves, held still it opens the menu', async ({
    page,
  }) => {
    await open(page, '?lang=en&seed=1&example=web')
    await step(page, 3)
    expect(await page.evaluate(smallTargets), 'the diagram').toEqual([])
    for (const name of ['Manifest', 'Step', 'Timeline', 'Cluster']) {
      await page.getByRole('tab', { name, exact: true }).last().click()
      expect(await page.evaluate(smallTargets), name).toEqual([])
    }

    const cdp = await page.context().newCDPSession(page)
    const fingers = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: number[][]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at.map(([x = 0, y = 0], id) => ({ x, y, id })),
      })
    const view = () =>
      page.locator('.react-flow__viewport').evaluate((element) => {
        const { a, e, f } = new DOMMatrix(getComputedStyle(element).transform)
        return { zoom: a, x: e, y: f }
      })
    const before = await view()

    await fingers('touchStart', [100, 400], [200, 400])
    for (let i = 1; i <= 5; i++) await fingers('touchMove', [100 - 8 * i, 400], [200 + 8 * i, 400])
    await fingers('touchEnd')
    await expect.poll(async () => (await view()).zoom).toBeGreaterThan(before.zoom * 1.4)

    await page.getByRole('button', { name: 'Fit to view' }).click()
    await expect.poll(view).toEqual(before)
    await fingers('touchStart', [200, 300])
    for (let i = 1; i <= 5; i++) await fingers('touchMove', [200 + 10 * i, 300])
    await fingers('touchEnd')
    await expect.poll(async () => (await view()).x).toBeGreaterThan(before.x + 30)
    await page.getByRole('button', { name: 'Fit to view' }).click()

    const box = await page.locator('[data-component="etcd"]').boundingBox()
    const middle = [(box?.x ?? 0) + 30, (box?.y ?? 0) + 20]
    await fingers('touchStart', middle)
    await expect(page.getByRole('menu', { name: /etcd/ })).toBeVisible()
    await fingers('touchEnd')
    await page.getByRole('menuitem').first().waitFor()
    await expect(page.getByRole('menu', { name: /etcd/ })).toBeVisible()
  })
})

test('given a mouse, everything to press is 24 pixels or stands apart', async ({ page }) => {
  await open(page, '?lang=en&seed=1&example=web')
  await step(page, 7)
  await page.locator('[data-pod]').first().click()
  for (const tab of ['Timeline', 'Sequence', 'Messages', 'Events', 'Terminal', 'Requests']) {
    await page
      .getByRole('tab', { name: new RegExp(`^${tab}`) })
      .first()
      .click()
    expect(await page.evaluate(smallTargets), tab).toEqual([])
  }
})

/**
 * WCAG 2.2, 2.5.8: targets under 24 by 24 pixels whose circle of that size meets another target. Aside: words in a sentence, Monaco's
 * own, and for a mouse the names of lanes, which are found larger in the diagram.
 */
function smallTargets(): readonly string[] {
  const SIZE = 24
  const ASIDE = matchMedia('(pointer: coarse)').matches
    ? '.monaco-editor, p, [aria-hidden="true"]'
    : '.monaco-editor, p, [aria-hidden="true"], [class*="lanes"]'
  const targets = [
    ...document.querySelectorAll<HTMLElement>(
      'button, a[href], select, summary, [role="tab"], [data-walk]',
    ),
  ]
    .filter((element) => !element.closest(ASIDE))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ element, box }) => {
      if (box.width <= 1 || !element.checkVisibility({ opacityProperty: true })) return false
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      return hit !== null && (element.contains(hit) || hit.contains(element))
    })
  const isSmall = (box: DOMRect) => box.width < SIZE - 0.5 || box.height < SIZE - 0.5
  return targets
    .filter(({ element, box }) => {
      if (!isSmall(box)) return false
      const x = box.x + box.width / 2
      const y = box.y + box.height / 2
      return targets.some(({ element: other, box: near }) => {
        if (other === element || other.contains(element) || element.contains(other)) return false
        if (isSmall(near)) {
          return Math.hypot(near.x + near.width / 2 - x, near.y + near.height / 2 - y) < SIZE - 0.5
        }
        const dx = Math.max(near.x - x, 0, x - near.right)
        const dy = Math.max(near.y - y, 0, y - near.bottom)
        return Math.hypot(dx, dy) < SIZE / 2 - 0.5
      })
    })
    .map(({ element, box }) => {
      const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
      return `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`
    })
}

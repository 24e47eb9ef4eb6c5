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

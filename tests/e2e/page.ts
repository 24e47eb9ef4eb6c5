import { expect, type Page } from '@playwright/test'

/** Opens the page and waits until the cluster in it is at rest. */
export async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`/${query}`)
  await expect(page.getByRole('button', { name: 'Step forward' })).toBeEnabled({ timeout: 30_000 })
  await expect(page.locator('[data-component="kube-apiserver"]')).toBeVisible()
}

/** Text of the Step region. */
export function stepRegion(page: Page) {
  return page.getByRole('region', { name: 'Step', exact: true })
}

export async function stepForward(page: Page, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    const before = await position(page)
    await page.getByRole('button', { name: 'Step forward' }).click()
    await expect.poll(() => position(page), { timeout: 10_000 }).not.toBe(before)
  }
}

export async function stepBack(page: Page, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    const before = await position(page)
    await page.getByRole('button', { name: 'Step back' }).click()
    await expect.poll(() => position(page), { timeout: 10_000 }).not.toBe(before)
  }
}

/** Value of the timeline: the number of events that have happened. */
export async function position(page: Page): Promise<string | null> {
  return page.getByRole('slider', { name: 'Timeline' }).getAttribute('aria-valuenow')
}

/** Pods on the screen with their looks: `default/web-… ready`. */
export async function pods(page: Page): Promise<readonly string[]> {
  return page
    .locator('[data-pod]')
    .evaluateAll((elements) =>
      elements
        .map(
          (element) => `${element.getAttribute('data-pod')} ${element.getAttribute('data-phase')}`,
        )
        .sort(),
    )
}

/** Chooses the grain of steps. */
export async function chooseGrain(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Grain' }).selectOption({ label: name })
}

/** Runs until nothing but heartbeats is left. */
export async function runToQuiet(page: Page): Promise<void> {
  const clock = page.getByRole('status', { name: 'Clock' })
  const before = await clock.textContent()
  await page.getByRole('button', { name: 'Run to quiet' }).click()
  await expect(clock).not.toHaveText(before ?? '', { timeout: 20_000 })
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({
    timeout: 40_000,
  })
}

/** Opens the menu of the first element that matches, at its upper left, where no part of it lies. */
export async function openMenuOf(page: Page, selector: string): Promise<void> {
  await page
    .locator(selector)
    .first()
    .click({ button: 'right', position: { x: 24, y: 12 } })
  await expect(page.getByRole('menu')).toBeVisible()
}

/** Opens the menu of a node or pod by keyboard alone and chooses an entry. */
export async function chooseByKeyboard(page: Page, selector: string, entry: string): Promise<void> {
  await page.locator(selector).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.locator(selector).first()).toHaveAttribute('data-selected')
  await page.keyboard.press('m')
  const item = page.getByRole('menuitem', { name: entry, exact: true })
  await expect(item).toBeVisible()
  await page.keyboard.press('Home')
  for (let i = 0; i < 12; i++) {
    if (await item.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowDown')
  }
  await expect(item).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toHaveCount(0)
}

/** Puts a text into the editor in place of what is there. */
export async function typeManifest(page: Page, text: string): Promise<void> {
  const lines = page.locator('.monaco-editor .view-lines')
  await expect(lines).toBeVisible({ timeout: 30_000 })
  await lines.click({ position: { x: 60, y: 10 } })
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

/** Notes from now on how far things jump that nobody moved (as browsers measure it); to be called before the page is opened. */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const total = { value: 0 }
    Object.assign(window, { layoutShifts: total })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('value' in entry) total.value += Number(entry.value)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  /** The sum since it was last asked for, whether an act of the reader came before it or not. */
  return async () => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
    return page.evaluate(() => {
      const total = (window as unknown as { layoutShifts: { value: number } }).layoutShifts
      const sum = total.value
      total.value = 0
      return sum
    })
  }
}

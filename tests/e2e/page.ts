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

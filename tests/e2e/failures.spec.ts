import { expect, test } from '@playwright/test'
import { open, pods } from './page.ts'

test.describe('given a Deployment that runs on three nodes', () => {
  test.beforeEach(async ({ page }) => {
    await open(page, '?lang=en&seed=1&example=nginx')
    await page.getByRole('button', { name: 'Step forward' }).click()
    await page.getByRole('button', { name: 'Run to quiet' }).click()
    await expect
      .poll(async () => (await pods(page)).filter((pod) => pod.endsWith('Running')).length, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0)
  })

  test('when a node is crashed from its menu, its pods are replaced after the real delays', async ({
    page,
  }) => {
    const before = await pods(page)
    await page
      .locator('[data-component="worker-1"]')
      .click({ button: 'right', position: { x: 30, y: 20 } })
    await page.getByRole('menuitem', { name: 'Crash node' }).click()
    await page.getByRole('button', { name: 'Run to quiet' }).click()
    await expect
      .poll(async () => (await pods(page)).join('\n'), { timeout: 30_000 })
      .not.toBe(before.join('\n'))
    const clock = await page.getByRole('status', { name: 'Clock' }).textContent()
    expect(clock).toMatch(/[5-9]:\d\d/)
  })

  test('when a pod is deleted from its menu, the ReplicaSet makes another', async ({ page }) => {
    const before = await pods(page)
    await page.locator('[data-pod]').first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete pod' }).click()
    await page.getByRole('button', { name: 'Run to quiet' }).click()
    await expect
      .poll(async () => (await pods(page)).filter((pod) => !before.includes(pod)).length, {
        timeout: 30_000,
      })
      .toBe(1)
    expect(await pods(page)).toHaveLength(before.length)
  })
})

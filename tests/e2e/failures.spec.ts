import { expect, type Page, test } from '@playwright/test'
import {
  chooseByKeyboard,
  open,
  openMenuOf,
  pods,
  runToQuiet,
  stepForward,
  stepRegion,
} from './page.ts'

const node = (name: string) => `[data-component="${name}"]`
const health = (page: Page, name: string) => page.locator(node(name)).getAttribute('data-health')

test.describe('given a Deployment that runs on three nodes', () => {
  test.beforeEach(async ({ page }) => {
    await open(page, '?lang=en&seed=1&example=nginx')
    await stepForward(page)
    await runToQuiet(page)
    await expect.poll(() => pods(page)).toHaveLength(3)
  })

  test('when a node is crashed from its menu, its pods are replaced after the real delays', async ({
    page,
  }) => {
    const before = await pods(page)
    await openMenuOf(page, node('worker-1'))
    await page.getByRole('menuitem', { name: 'Crash node' }).click()
    await expect.poll(() => health(page, 'worker-1')).toBe('crashed')
    await runToQuiet(page)
    await expect
      .poll(async () => (await pods(page)).join('\n'), { timeout: 30_000 })
      .not.toBe(before.join('\n'))
    await expect(page.getByRole('status', { name: 'Clock' })).toContainText(/[5-9]:\d\d/)

    await openMenuOf(page, node('worker-1'))
    await page.getByRole('menuitem', { name: 'Restart node' }).click()
    await runToQuiet(page)
    await expect.poll(() => health(page, 'worker-1')).toBe('good')
  })

  test('when a pod is deleted from its menu, the ReplicaSet makes another', async ({ page }) => {
    const before = await pods(page)
    await openMenuOf(page, '[data-pod]')
    await page.getByRole('menuitem', { name: 'Delete pod' }).click()
    await runToQuiet(page)
    await expect
      .poll(async () => (await pods(page)).filter((pod) => !before.includes(pod)).length)
      .toBe(1)
    expect(await pods(page)).toHaveLength(before.length)
  })

  test('the keyboard can break everything that the mouse can', async ({ page }) => {
    await chooseByKeyboard(page, node('worker-1'), 'Crash node')
    await expect.poll(() => health(page, 'worker-1')).toBe('crashed')

    await chooseByKeyboard(page, node('worker-2'), 'Cut network')
    await expect.poll(() => health(page, 'worker-2')).toBe('cut')

    await chooseByKeyboard(page, node('worker-3'), 'Stop kubelet')
    await expect(page.locator(node('worker-3'))).toContainText('kubelet stopped')
    await page.keyboard.press('Escape')
    await expect(stepRegion(page)).toContainText('worker-3')
  })

  test('the keyboard kills a container, and the kubelet starts another', async ({ page }) => {
    await chooseByKeyboard(page, '[data-pod]', 'Kill container')
    await runToQuiet(page)
    await expect(page.locator('[data-pod]').filter({ hasText: '↻1' })).toHaveCount(1)
  })

  test('the keyboard cordons a node, and no new pod comes to it', async ({ page }) => {
    await chooseByKeyboard(page, node('worker-1'), 'Cordon')
    await runToQuiet(page)
    await expect.poll(() => health(page, 'worker-1')).toBe('cordoned')

    await chooseByKeyboard(page, `${node('worker-1')} [data-pod]`, 'Delete pod')
    await runToQuiet(page)
    await expect(page.locator(`${node('worker-1')} [data-pod]`)).toHaveCount(0)
    expect(await pods(page)).toHaveLength(3)
  })
})

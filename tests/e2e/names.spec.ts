import { expect, test } from '@playwright/test'
import { open, openMenuOf, pods, position, runToQuiet, stepForward, stepRegion } from './page.ts'

/** Names that other people's checks, screen readers and lessons rely on. */
const COMPONENTS = [
  'kubectl',
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'coredns',
  ...['worker-1', 'worker-2', 'worker-3'].flatMap((node) => [
    node,
    `${node}/kubelet`,
    `${node}/container-runtime`,
    `${node}/cni`,
    `${node}/kube-proxy`,
  ]),
]

test.describe('given the page in English', () => {
  test.beforeEach(({ page }) => open(page, '?lang=en&seed=1&example=web'))

  test('the controls have their names', async ({ page }) => {
    for (const name of ['Apply', 'Step forward', 'Step back', 'Play', 'Run to quiet']) {
      await expect(page.getByRole('button', { name, exact: true })).toHaveCount(1)
    }
    await expect(page.getByRole('combobox', { name: 'Grain', exact: true })).toHaveCount(1)
    await expect(page.getByRole('slider', { name: 'Timeline', exact: true })).toHaveCount(1)
    await expect(page.getByRole('status', { name: 'Clock' })).toContainText(/\d:\d\d\.\d{3}/)
    await expect(stepRegion(page)).toContainText('The cluster is at rest')

    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  })

  test('a button says more when the pointer rests on it or the focus is there, until it is left', async ({
    page,
  }) => {
    const back = page.getByRole('button', { name: 'Step back', exact: true })
    const forward = page.getByRole('button', { name: 'Step forward', exact: true })
    const tooltip = page.getByRole('tooltip')
    await stepForward(page)
    await page.mouse.move(700, 450)

    await forward.hover()
    await expect(tooltip).toContainText('→')
    await expect(forward).toHaveAttribute('aria-description', /./)
    // Not away yet, but looking on.
    await back.hover()
    await expect(tooltip).toContainText('←')
    await expect(forward).not.toHaveAttribute('aria-description')
    await page.mouse.move(700, 450)
    await expect(tooltip).toHaveCount(0)

    await back.focus()
    await page.keyboard.press('Tab')
    await expect(forward).toBeFocused()
    await expect(tooltip).toContainText('→')
    await page.keyboard.press('Escape')
    await expect(tooltip).toHaveCount(0)
  })

  test('every component and pod of the diagram can be found', async ({ page }) => {
    for (const name of COMPONENTS) {
      await expect(page.locator(`[data-component="${name}"]`)).toBeVisible()
    }
    await stepForward(page, 7)
    const shown = await pods(page)
    expect(shown).toHaveLength(3)
    for (const pod of shown) expect(pod).toMatch(/^default\/web-\w+-\w+ Running$/)
    expect(await position(page)).toMatch(/^\d+$/)
  })

  test('the menus have their entries', async ({ page }) => {
    await stepForward(page)
    await runToQuiet(page)
    const item = (name: string) => page.getByRole('menuitem', { name, exact: true })

    await openMenuOf(page, '[data-component="worker-1"]')
    for (const name of ['Crash node', 'Restart node', 'Cut network', 'Stop kubelet']) {
      await expect(item(name)).toBeVisible()
    }
    await expect(item('Restart node')).toBeDisabled()
    await page.keyboard.press('Escape')

    await openMenuOf(page, '[data-pod]')
    for (const name of ['Kill container', 'Delete pod']) await expect(item(name)).toBeVisible()
  })
})

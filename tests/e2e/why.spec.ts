import { expect, type Page, test } from '@playwright/test'
import { open, openMenuOf, pods, position, runToQuiet, stepForward } from './page.ts'

const clock = (page: Page) => page.getByRole('status', { name: 'Clock' })
const chain = (page: Page) => page.getByRole('list', { name: 'Chain of causes' })

async function runOn(page: Page): Promise<void> {
  const before = await position(page)
  await page.getByRole('button', { name: 'Run to quiet' }).click()
  await expect.poll(() => position(page), { timeout: 20_000 }).not.toBe(before)
}

async function chooseFromRunMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'This run', exact: true }).click()
  await page.getByRole('menuitem', { name }).click()
}

test.beforeEach(async ({ page }) => {
  await open(page, '?lang=en&seed=1&example=nginx')
})

test.describe('given a Deployment that runs', () => {
  test.beforeEach(async ({ page }) => {
    await stepForward(page)
    await runToQuiet(page)
    await expect.poll(() => pods(page)).toHaveLength(3)
  })

  test('when asked why a pod is as it is, the chain leads back to the command, and each link goes there', async ({
    page,
  }) => {
    await openMenuOf(page, '[data-pod]')
    await page.getByRole('menuitem', { name: 'Why?' }).click()
    const links = chain(page).getByRole('button')
    await expect(links.first()).toContainText('kubelet')
    await expect(links.last()).toContainText('You: kubectl apply -f')

    const before = await position(page)
    await links.last().click()
    await expect.poll(() => position(page)).not.toBe(before)
    await expect(chain(page).locator('li[aria-current="step"]')).toContainText('you are here')
  })

  test('when asked about a line of the YAML, by keyboard alone, it is about that field', async ({
    page,
  }) => {
    await page.locator('[data-pod]').first().click()
    const yaml = page.getByRole('listbox', { name: 'YAML of the object' })
    await yaml.focus()
    const line = yaml.getByRole('option', { name: 'nodeName: worker' })
    const index = await line.evaluate((element) =>
      [...(element.parentElement?.children ?? [])].indexOf(element),
    )
    for (let i = 0; i < index; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Why is this field' })).toContainText(
      'spec.nodeName',
    )
    await expect(chain(page).getByRole('button').first()).toContainText('The scheduler picks')
  })

  test('when asked about an Event and about a message, both are answered', async ({ page }) => {
    await page.getByRole('tab', { name: /^Events/ }).click()
    await page.getByRole('button', { name: 'Why? Scheduled' }).first().click()
    await expect(chain(page).getByRole('button').first()).toContainText('creates Event')
    await page.getByRole('tab', { name: /^Messages/ }).click()
    await page.getByRole('searchbox', { name: 'Filter messages' }).fill('binding')
    await page
      .getByRole('button', { name: /^Why\? POST pods\/binding/ })
      .first()
      .click()
    await expect(page.getByRole('heading', { name: 'Why did this happen?' })).toBeVisible()
    await expect(chain(page).getByRole('button').last()).toContainText('You: kubectl apply')
  })

  test('when two places are marked, the objects that differ are shown', async ({ page }) => {
    await chooseFromRunMenu(page, 'Mark this place as B')
    await page.keyboard.press('Home')
    await chooseFromRunMenu(page, 'Mark this place as A')
    await chooseFromRunMenu(page, 'Compare A with B')
    const dialog = page.getByRole('dialog')
    await expect(
      dialog.getByRole('region', { name: 'Pod', exact: true }).locator('article'),
    ).toHaveCount(3)
    await expect(dialog.getByRole('status').filter({ hasText: 'objects differ' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  test('when a kept run is compared, both stand side by side at one time and what differs is marked', async ({
    page,
  }) => {
    await chooseFromRunMenu(page, 'Keep this run to compare')
    await openMenuOf(page, '[data-component="worker-1"]')
    await page.getByRole('menuitem', { name: 'Crash node' }).click()
    await chooseFromRunMenu(page, 'Compare with another run')
    const dialog = page.getByRole('dialog')
    const kept = dialog.getByRole('region', { name: 'Kept run' })
    const ours = dialog.getByRole('region', { name: 'This run' })
    await expect(kept.locator('li')).toHaveCount(3, { timeout: 30_000 })

    await dialog.getByRole('spinbutton').fill('400')
    await dialog.getByRole('button', { name: 'Go', exact: true }).click()
    await expect(ours.getByText('only in this one').first()).toBeAttached({ timeout: 30_000 })
    const time = (await kept.getByRole('status').textContent()) ?? ''
    await expect(ours.getByRole('status')).toHaveText(time)
    await expect(kept.locator('[data-difference="differs"]').first()).toBeVisible()
    await expect(dialog.getByRole('region', { name: 'Node', exact: true })).toContainText('taints')
  })

  test('when asked what if the readiness probe were missing, then the run stands beside itself without it', async ({
    page,
  }) => {
    await chooseFromRunMenu(page, 'Compare with another run')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'What if…' }).click()
    const without = page.getByRole('menuitem', { name: 'without readinessProbe' })
    await expect(without).toBeVisible()
    expect(await without.evaluate(isOnTop)).toBe(true)
    await without.click()
    const other = dialog.getByRole('region', { name: 'What if: without readinessProbe' })
    await expect(other.locator('li')).toHaveCount(3, { timeout: 30_000 })
    const deployment = dialog.getByRole('region', { name: 'Deployment', exact: true })
    await expect(deployment).toContainText('readinessProbe', { timeout: 30_000 })
    await expect(deployment).not.toContainText('resources')

    await dialog.getByRole('button', { name: 'What if…' }).click()
    await page.getByRole('menuitem', { name: 'if this had not been done' }).click()
    await expect(dialog.getByRole('region', { name: /^What if: without kubectl/ })).toBeVisible()
    await expect(
      dialog.getByRole('region', { name: 'This run' }).getByText('only in this one'),
    ).toHaveCount(3, { timeout: 30_000 })
  })
})

/** Whether nothing lies over the middle of an element. */
function isOnTop(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect()
  // Everything takes the pointer for a moment: an open menu has it taken from what lies around.
  const style = document.createElement('style')
  style.textContent = '* { pointer-events: auto !important }'
  document.head.append(style)
  const top = document.elementFromPoint(x + width / 2, y + height / 2)
  style.remove()
  return element.contains(top)
}

test('given a breakpoint at the scheduler, running stops where a message reaches it and says so', async ({
  page,
}) => {
  await openMenuOf(page, '[data-component="kube-scheduler"]')
  await page.getByRole('menuitem', { name: 'Stop here when something happens' }).click()
  await expect(page.locator('[data-component="kube-scheduler"]')).toHaveAttribute('data-stop')
  await stepForward(page)
  await runOn(page)
  await expect(page.locator('[data-announcer]')).toContainText(
    'Stopped: kube-scheduler was reached by kube-apiserver.',
  )
  await expect(clock(page)).not.toContainText('quiet')

  await page.getByRole('button', { name: /^Breakpoints/ }).click()
  await page.getByRole('button', { name: 'Remove kube-scheduler' }).click()
  await page.getByRole('switch', { name: /^The first step of each kind/ }).check()
  await page.keyboard.press('Escape')
  await runOn(page)
  await expect(page.locator('[data-announcer]')).toContainText(
    'Stopped: the first step of this kind',
  )

  await page.reload()
  await expect(page.getByRole('button', { name: 'Breakpoints: 1 set' })).toBeVisible()
})

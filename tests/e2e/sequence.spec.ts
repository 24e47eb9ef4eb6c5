// Goal: the sequence diagram tells the run, finds things in it and stays in step with the page. Method: by keyboard, on a run of web.yaml.
import { expect, type Page, test } from '@playwright/test'
import { open, position, runToQuiet, stepForward } from './page.ts'

const stage = (page: Page) =>
  page.getByRole('application', { name: 'Sequence diagram of the messages' })
const selected = (page: Page) => page.locator('[aria-live="polite"]:has(time)')
const messageCount = async (page: Page) =>
  Number((await page.getByRole('tab', { name: /^Messages/ }).textContent())?.replace(/\D/g, ''))

/** How many pixels of the picture are not its ground: nothing is drawn on an empty one. */
async function ink(page: Page): Promise<number> {
  return stage(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d')
      if (!context) return 0
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      let count = 0
      for (let at = 0; at < data.length; at += 4)
        if (data[at] !== data[0] || data[at + 1] !== data[1]) count++
      return count
    })
}

test.beforeEach(async ({ page }) => {
  await open(page, '?lang=en&seed=1&example=web')
  await page.getByRole('tab', { name: 'Sequence' }).click()
})

test('given nothing has happened, it says so; then every step adds to it', async ({ page }) => {
  await expect(page.getByText('Every message will be an arrow here.')).toBeVisible()
  await stepForward(page, 2)
  await expect(page.getByText('Every message will be an arrow here.')).toHaveCount(0)
  await expect.poll(() => ink(page)).toBeGreaterThan(2000)
})

test.describe('given a run to its end', () => {
  test.beforeEach(async ({ page }) => {
    await stepForward(page)
    await runToQuiet(page)
    await expect.poll(() => messageCount(page)).toBeGreaterThan(300)
  })

  test('arrows walk its messages, Enter goes there, and the object is selected everywhere', async ({
    page,
  }) => {
    await stage(page).focus()
    await page.keyboard.press('Home')
    await expect(selected(page)).toContainText('user → kubectl')
    await page.keyboard.press('ArrowDown')
    await expect(selected(page)).toContainText('GET deployments')
    await expect(page.getByRole('tab', { name: 'Object' })).toHaveAttribute('aria-selected', 'true')

    const before = await position(page)
    await page.keyboard.press('Enter')
    await expect.poll(() => position(page)).not.toBe(before)
    await expect(page.locator('[data-pod]')).toHaveCount(0)

    // On the lane of etcd only what it hears and says is walked.
    await page.keyboard.press('Home')
    for (let lane = 0; lane < 4; lane++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect(selected(page)).toContainText('kube-apiserver → etcd')
  })

  test('what follows from a message, and what led to it, can be shown alone; Messages shares the filter', async ({
    page,
  }) => {
    await stage(page).focus()
    await page.keyboard.press('End')
    await page.getByRole('button', { name: 'Only what led here' }).click()
    await expect(page.getByText('only what led to a message')).toBeVisible()
    await page.getByRole('tab', { name: /^Messages/ }).click()
    const list = page.getByRole('list', { name: 'Messages of this run' })
    await list.locator('..').evaluate((scroller) => {
      scroller.scrollTop = 0
    })
    await expect(list.getByRole('listitem').first()).toContainText('user → kubectl')
    // Only rows in sight are in the page; the list is as high as all of them.
    const rowHeight = 24
    const led = (await list.evaluate((element) => element.clientHeight)) / rowHeight
    expect(led).toBeGreaterThan(3)
    expect(led).toBeLessThan(100)
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(page.getByRole('button', { name: 'Show all' })).toHaveCount(0)
  })

  test('the fields narrow it to an object; lanes without a message go', async ({ page }) => {
    const heads = page.getByRole('region', { name: 'Sequence diagram' }).getByRole('list')
    await expect(heads.getByRole('button', { name: 'scheduler' })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Kind, namespace, name' }).fill('endpointslice web')
    await expect(heads.getByRole('button', { name: 'scheduler' })).toHaveCount(0)
    await expect(heads.getByRole('button', { name: 'etcd' })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Kind, namespace, name' }).fill('no such thing')
    await expect(page.getByText('No message matches.')).toBeVisible()
  })

  test('a worker shows its parts, and the diagram opens large and comes back', async ({ page }) => {
    await page.getByRole('button', { name: 'Open large over the diagram' }).click()
    await page.getByRole('button', { name: 'Show the parts of worker-1' }).click()
    await expect(page.getByRole('button', { name: 'worker-1 kubelet' })).toBeVisible()
    await page.getByRole('button', { name: 'Back to the panel below' }).first().click()
    await expect(page.locator('[data-component="kube-apiserver"]')).toBeVisible()
    await expect(stage(page)).toBeVisible()
  })

  test('it zooms from the whole run to microseconds', async ({ page }) => {
    await stage(page).focus()
    await page.keyboard.press('0')
    await expect.poll(() => ink(page)).toBeGreaterThan(2000)
    const whole = await stage(page).locator('canvas').screenshot()
    for (let i = 0; i < 12; i++) await page.keyboard.press('+')
    await page.waitForFunction(() => new Promise((done) => requestAnimationFrame(() => done(true))))
    const close = await stage(page).locator('canvas').screenshot()
    expect(close.equals(whole)).toBe(false)
  })
})

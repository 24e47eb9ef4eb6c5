// Goal: a page of somebody else's drives an embedded Pilothouse, by its buttons and by messages.
import { expect, type Page, test } from '@playwright/test'

const frameOf = (page: Page) => page.frameLocator('iframe')

/** Sends an order into the frame and waits for its answer. */
function order(page: Page, type: string, more: object = {}) {
  return page.evaluate(
    ([name, rest]) =>
      new Promise<{
        type: string
        error?: string
        state?: { position: number; step: { title: string } | null }
      }>((resolve) => {
        const frame = document.querySelector('iframe')?.contentWindow
        const id = `${name}-${Math.random()}`
        addEventListener('message', function take({ source, data }) {
          if (source !== frame || data.id !== id) return
          removeEventListener('message', take)
          resolve(data)
        })
        frame?.postMessage({ pilothouse: 1, id, type: name, ...rest }, location.origin)
      }),
    [type, more] as const,
  )
}

test.beforeEach(async ({ page }) => {
  await page.goto('/embed-example.html')
  await expect(frameOf(page).getByRole('button', { name: 'Next' })).toBeEnabled({ timeout: 30_000 })
})

test('the example page steps, and is told what happened', async ({ page }) => {
  const output = page.locator('output')
  await expect(output).toHaveText('The frame listens.')
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(output).toContainText('kubectl asks the API server', { timeout: 20_000 })
  await expect(frameOf(page).getByRole('region', { name: 'Step' })).toContainText('kubectl asks')
  // The frame's own buttons are told of as well.
  await frameOf(page).getByRole('button', { name: 'Next' }).click()
  await expect(output).toContainText('stores them in etcd', { timeout: 20_000 })
})

test('orders are answered: step, back, play, pause, state', async ({ page }) => {
  const first = await order(page, 'step')
  expect(first).toMatchObject({ type: 'done', state: { isPlaying: false } })
  const second = await order(page, 'step', { grain: 'message' })
  expect(second.state?.position).toBeGreaterThan(first.state?.position ?? 0)
  const back = await order(page, 'back', { grain: 'message' })
  expect(back.state?.position).toBe(first.state?.position)
  await order(page, 'play')
  await expect
    .poll(async () => (await order(page, 'state')).state?.position)
    .toBeGreaterThan(second.state?.position ?? 0)
  expect(await order(page, 'pause')).toMatchObject({ type: 'done', state: { isPlaying: false } })
  expect(await order(page, 'dance')).toMatchObject({
    type: 'failed',
    error: expect.stringContaining('one of load'),
  })
})

test('loads an example, a manifest with its mistakes, and a broken run', async ({ page }) => {
  expect(await order(page, 'load', { example: 'bare-pod' })).toMatchObject({
    type: 'done',
    state: { step: null },
  })
  const refused = await order(page, 'load', { manifest: 'apiVersion: v1\nkind: Pod\n' })
  expect(refused).toMatchObject({ type: 'failed', error: expect.stringContaining('line ') })
  expect(await order(page, 'load', { run: '#run=1.AAAA' })).toMatchObject({
    type: 'failed',
    error: 'truncated',
  })
  expect(await order(page, 'step')).toMatchObject({ type: 'failed' })
})

test("nothing of the reader's own is touched", async ({ page }) => {
  await order(page, 'step')
  await page.waitForTimeout(1500)
  const keys = await page.evaluate(() => Object.keys(localStorage))
  expect(keys.filter((key) => key.includes('session'))).toEqual([])
})

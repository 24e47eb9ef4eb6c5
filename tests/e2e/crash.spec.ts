import { expect, type Page, test } from '@playwright/test'
import { open, pods, position, stepForward } from './page.ts'

/** The worker that hosts the simulation; Monaco has workers of its own. */
function simulation(page: Page) {
  const worker = page.workers().find((candidate) => /\/entry-[^/]*\.js/.test(candidate.url()))
  if (!worker) throw new Error('no worker runs the simulation')
  return worker
}

const ways = {
  'throws while it works': (page: Page) =>
    simulation(page).evaluate(() => {
      // A command that no page would send: the recording is no recording.
      const data = { type: 'boot', seed: 1, topology: null, recording: { actions: 7 } }
      self.dispatchEvent(new MessageEvent('message', { data }))
    }),
  'dies outside its own guard': (page: Page) =>
    simulation(page).evaluate(() => {
      setTimeout(() => {
        throw new Error('out of the blue')
      })
    }),
}

for (const [way, crash] of Object.entries(ways)) {
  test(`given a run in the middle, when the worker ${way}, the page says so and restores the run`, async ({
    page,
  }) => {
    await open(page, '?lang=en&seed=1&example=web')
    await stepForward(page, 5)
    // The run is kept half a second after it last changed.
    await page.waitForTimeout(1200)
    const before = { position: await position(page), pods: await pods(page) }

    await crash(page)
    const dialog = page.getByRole('dialog', { name: 'The simulation stopped' })
    await expect(dialog).toBeVisible()
    await expect(dialog.locator('pre').first()).not.toBeEmpty()
    await dialog.getByRole('button', { name: 'Restore the run up to just before' }).click()

    await expect(dialog).toHaveCount(0)
    await expect.poll(() => position(page), { timeout: 30_000 }).toBe(before.position)
    expect(await pods(page)).toEqual(before.pods)
    await stepForward(page, 2)
    expect((await pods(page)).every((pod) => pod.endsWith('Running'))).toBe(true)
  })
}

test('given a crashed worker, starting afresh begins the same run anew', async ({ page }) => {
  await open(page, '?lang=en&seed=1&example=web')
  await stepForward(page, 3)
  await ways['dies outside its own guard'](page)
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(page.getByRole('button', { name: 'Step forward' })).toBeEnabled({ timeout: 30_000 })
  expect(await pods(page)).toEqual([])
  await stepForward(page, 7)
  expect(await pods(page)).toHaveLength(3)
})

import { expect, test } from '@playwright/test'
import {
  chooseGrain,
  open,
  pods,
  position,
  runToQuiet,
  stepBack,
  stepForward,
  stepRegion,
} from './page.ts'

test.describe('given an applied Deployment', () => {
  test.beforeEach(async ({ page }) => {
    await open(page, '?lang=en&seed=1&example=web')
    await stepForward(page, 2)
  })

  for (const grain of ['Story', 'Message', 'Decision']) {
    test(`steps of the grain ${grain} go forward, and back to the same places`, async ({
      page,
    }) => {
      await chooseGrain(page, grain)
      await stepForward(page)
      const way: { readonly at: string | null; readonly told: string }[] = []
      for (let i = 0; i < 3; i++) {
        way.push({ at: await position(page), told: (await stepRegion(page).textContent()) ?? '' })
        await stepForward(page)
      }
      for (const place of way.toReversed()) {
        await stepBack(page)
        expect(await position(page)).toBe(place.at)
        await expect(stepRegion(page)).toHaveText(place.told)
      }
    })
  }

  test('a finer grain takes smaller steps', async ({ page }) => {
    const lengths: number[] = []
    for (const grain of ['Decision', 'Message', 'Story']) {
      await chooseGrain(page, grain)
      const before = Number(await position(page))
      await stepForward(page)
      lengths.push(Number(await position(page)) - before)
      await stepBack(page)
    }
    const [decision = 0, message = 0, story = 0] = lengths
    expect(decision).toBe(1)
    expect(message).toBeGreaterThanOrEqual(decision)
    expect(story).toBeGreaterThan(message)
  })
})

test.describe('given the keyboard alone', () => {
  test('Space, arrows, Shift, Alt, Home, End, R and ? steer', async ({ page }) => {
    await open(page, '?lang=en&seed=1&example=web')
    const start = await position(page)
    const press = async (key: string) => {
      const before = await position(page)
      await page.keyboard.press(key)
      await expect.poll(() => position(page)).not.toBe(before)
      return Number(await position(page))
    }
    const first = await press('ArrowRight')
    expect(await press('Alt+ArrowRight')).toBe(first + 1)
    const coarse = await press('Shift+ArrowRight')
    expect(await press('ArrowLeft')).toBeLessThan(coarse)
    await press('Home')
    expect(await position(page)).toBe(start)
    expect(await press('End')).toBeGreaterThanOrEqual(coarse)

    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

    await page.keyboard.press('r')
    await expect(page.getByText('quiet', { exact: true })).toBeVisible({ timeout: 20_000 })
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'How to steer' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('the scrubber is moved by its own keys', async ({ page }) => {
    await open(page, '?lang=en&seed=1&example=web')
    await stepForward(page, 4)
    const end = await position(page)
    const slider = page.getByRole('slider', { name: 'Timeline' })
    await slider.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(async () => Number(await position(page))).toBeLessThan(Number(end))
    const valueText = await slider.getAttribute('aria-valuetext')
    expect(valueText).toMatch(/0:00\.\d{3}, event [\d,]+ of [\d,]+/)
    await page.keyboard.press('Home')
    await expect(page.locator('[data-pod]')).toHaveCount(0)
    await page.keyboard.press('End')
    await expect.poll(() => position(page)).toBe(end)
    await expect(page.locator('[data-pod]')).toHaveCount(3)
  })
})

test('given a shop of ten services, Step goes from Apply to the last pod, and the way back and forth ends the same', async ({
  page,
}) => {
  await open(page, '?lang=en&seed=1&example=shop')
  const start = await position(page)
  const forward = page.getByRole('button', { name: 'Step forward' })

  for (let steps = 0; steps < 120; steps++) {
    const before = await position(page)
    await forward.click()
    await expect.poll(() => position(page), { intervals: [20, 50, 100] }).not.toBe(before)
    const shown = await pods(page)
    if (shown.length >= 15 && shown.every((pod) => pod.endsWith('Running'))) break
  }
  await runToQuiet(page)
  await expect(page.getByText('quiet', { exact: true })).toBeVisible()
  const end = { position: await position(page), pods: await pods(page) }
  expect(end.pods.every((pod) => pod.endsWith('Running'))).toBe(true)

  await page.keyboard.press('Home')
  await expect.poll(() => position(page)).toBe(start)
  expect(await pods(page)).toEqual([])
  await page.keyboard.press('End')
  await expect.poll(() => position(page)).toBe(end.position)
  expect(await pods(page)).toEqual(end.pods)
})

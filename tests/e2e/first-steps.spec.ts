import { expect, test } from '@playwright/test'
import { open, pods, position, stepBack, stepForward, stepRegion, watchShifts } from './page.ts'

/** A fifth of what browsers call good (0.1): nothing jumps that the eye would follow. */
const SHIFT_MAX = 0.02

test.describe('given a newcomer on the first screen', () => {
  test('when Step is pressed seven times, the story of a Deployment is told to its end, and back again', async ({
    page,
  }) => {
    const shifts = await watchShifts(page)
    await open(page, '?lang=en&seed=1&example=nginx')
    expect(await shifts(), 'first load').toBeLessThan(SHIFT_MAX)
    const start = await position(page)
    const told: string[] = []
    for (let i = 0; i < 7; i++) {
      await stepForward(page)
      expect(await shifts(), `step ${i + 1}`).toBeLessThan(SHIFT_MAX)
      told.push((await stepRegion(page).textContent()) ?? '')
    }
    expect(told.join('\n')).toMatch(/kube-apiserver|API server/)
    expect(new Set(told).size).toBe(7)
    const end = await pods(page)
    expect(end.length).toBeGreaterThan(0)
    for (const pod of end) expect(pod).toMatch(/Running$/)
    const endPosition = await position(page)

    await stepBack(page, 7)
    expect(await pods(page)).toEqual([])
    expect(Number(await position(page))).toBeLessThanOrEqual(Number(start) + 2)

    await stepForward(page, 7)
    expect(await position(page)).toBe(endPosition)
    expect(await pods(page)).toEqual(end)
  })

  test('when the page is reloaded in the middle of a run, it comes back to the same place', async ({
    page,
  }) => {
    await open(page, '?lang=en')
    await stepForward(page, 4)
    const before = { position: await position(page), pods: await pods(page) }
    await page.waitForTimeout(2500)
    await page.reload()
    await expect.poll(() => position(page), { timeout: 30_000 }).toBe(before.position)
    expect(await pods(page)).toEqual(before.pods)
  })

  test('when the language is Korean, the page speaks Korean', async ({ page }) => {
    await page.goto('/?lang=ko')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
    await expect(page.getByText('컨트롤 플레인').first()).toBeVisible({ timeout: 30_000 })
  })
})

import { expect, test } from '@playwright/test'
import { open, stepForward, watchShifts } from './page.ts'

test.describe('given the looks menu', () => {
  test('light and dark, English and Korean are chosen and kept', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    const shifts = await watchShifts(page)
    await open(page, '?seed=1')
    await shifts()
    const html = page.locator('html')
    await expect(html).toHaveAttribute('data-theme', 'dark')
    await page.getByRole('button', { name: 'Theme' }).click()
    await page
      .getByRole('menuitemradio', { name: 'Light' })
      .or(page.getByRole('menuitemcheckbox', { name: 'Light' }))
      .click()
    await expect(html).toHaveAttribute('data-theme', 'light')

    await page.getByRole('button', { name: /^Language/ }).click()
    await page.getByText('한국어').click()
    await expect(html).toHaveAttribute('lang', 'ko')
    await expect(page.getByRole('button', { name: '적용', exact: true })).toBeVisible()
    expect(await shifts(), 'another theme, another language').toBeLessThan(0.02)

    await page.reload()
    await expect(html).toHaveAttribute('lang', 'ko')
    await expect(html).toHaveAttribute('data-theme', 'light')
  })

  test('every word of the seven steps is Korean in Korean', async ({ page }) => {
    await page.goto('/?lang=ko&seed=1&example=web')
    const region = page.getByRole('region', { name: '단계', exact: true })
    await expect(page.getByRole('button', { name: '적용', exact: true })).toBeEnabled()
    for (let step = 1; step <= 7; step++) {
      await page.keyboard.press('ArrowRight')
      await expect(region).toContainText(`7단계 중 ${step}단계`)
      await expect(region.getByRole('heading', { level: 2 })).toHaveText(/[가-힣]/)
    }
  })
})

test.describe('given a reader who wants no motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing moves, and the steps are told all the same', async ({ page }) => {
    await open(page, '?lang=en&seed=1&example=web')
    await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced')
    await stepForward(page, 4)
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter((animation) => {
          const timing = animation.effect?.getComputedTiming()
          return animation.playState === 'running' && Number(timing?.activeDuration) > 20
        }).length,
    )
    expect(moving).toBe(0)
    await expect(page.locator('[data-announcer]')).toHaveText(
      'The scheduler binds the pods to nodes',
    )
  })
})

test.describe('given a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('nothing is wider than the screen, on any tab, and no step moves the diagram', async ({
    page,
  }) => {
    const shifts = await watchShifts(page)
    await open(page, '?lang=en&seed=1&example=web')
    await shifts()
    await stepForward(page, 4)
    expect(await shifts()).toBeLessThan(0.02)
    for (const name of ['Manifest', 'Step', 'Timeline', 'Cluster']) {
      await page.getByRole('tab', { name, exact: true }).last().click()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(390)
    }
    await expect(page.getByRole('region', { name: 'Step', exact: true })).toContainText(
      'The scheduler binds the pods to nodes',
    )
  })
})

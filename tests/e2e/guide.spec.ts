// Goal: who comes for the first time knows what to do; who knows what they want finds it by its name.
import { expect, test } from '@playwright/test'
import { open, position } from './page.ts'

test('given a first visit, then one sentence and one button; after the first step they are gone for good', async ({
  page,
}) => {
  await open(page, '?lang=en&seed=1')
  const welcome = page.getByRole('region', { name: 'Welcome' })
  await expect(welcome).toContainText('web.yaml')
  const before = await position(page)
  await welcome.getByRole('button', { name: 'Take the first step' }).click()
  await expect.poll(() => position(page)).not.toBe(before)
  await expect(welcome).toHaveCount(0)

  await page.evaluate(() => localStorage.removeItem('pilothouse.session'))
  await open(page, '?lang=en&seed=2')
  await expect(welcome).toHaveCount(0)
})

for (const [width, language] of [
  [1280, 'en'],
  [390, 'ko'],
] as const) {
  test(`given the tour at ${width} pixels, then five stops by keyboard, each beside what it is about`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 780 })
    await page.goto(`/?lang=${language}&seed=1`)
    await page
      .getByRole('button', { name: language === 'en' ? 'Show me around' : '둘러보기' })
      .click()
    const stop = page.getByRole('dialog')
    const titles: (string | null)[] = []
    for (let i = 0; i < 5; i++) {
      await expect(stop).toContainText(new RegExp(`${i + 1}`))
      titles.push(await stop.getByRole('heading').textContent())
      await expect(stop).toBeInViewport({ ratio: 1 })
      expect(await stop.evaluate((element) => element.contains(document.activeElement))).toBe(true)
      await page.keyboard.press('ArrowRight')
    }
    await expect(stop).toHaveCount(0)
    expect(new Set(titles).size).toBe(5)
  })
}

test('given the tour was skipped, then help and palette have it', async ({ page }) => {
  await open(page, '?lang=en&seed=1')
  await page.getByRole('button', { name: 'Show me around' }).click()
  await page.keyboard.press('Escape')
  const stop = page.getByRole('dialog', { name: 'Tour of the page' })
  await expect(stop).toHaveCount(0)
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByRole('button', { name: 'Show me around' }).click()
  await expect(stop).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Actions, objects' })).toBeFocused()
  await page.keyboard.type('around')
  await page.keyboard.press('Enter')
  await expect(stop).toBeVisible()
})

test('given the palette, then actions, things, lessons and examples by a few letters, from the editor too', async ({
  page,
}) => {
  await open(page, '?lang=en&seed=1&example=web')
  const field = page.getByRole('combobox', { name: 'Actions, objects' })
  const find = async (letters: string) => {
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await page.keyboard.type(letters)
    await page.keyboard.press('Enter')
    await expect(field).toHaveCount(0)
  }

  const before = await position(page)
  await find('step forw')
  await expect.poll(() => position(page)).not.toBe(before)

  await find('kube-sched')
  await expect(page.getByRole('heading', { level: 2, name: 'kube-scheduler' })).toBeVisible()

  await page.locator('.monaco-editor .view-lines').click()
  await find('an app that crashes')
  await expect(page.getByRole('tab', { name: 'crashing.yaml' })).toBeVisible()

  await find('worker-2')
  await expect(page.getByRole('heading', { level: 2, name: 'worker-2' })).toBeVisible()

  await find('theme light')
  await expect(page.locator('html[data-theme="light"]')).toHaveCount(1)

  await find('seven steps')
  await expect(page.getByRole('tab', { name: 'Lesson' })).toHaveAttribute('aria-selected', 'true')
})

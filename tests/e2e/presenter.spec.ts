import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { lettersOnStage } from './letters.ts'

const SMALL = join(import.meta.dirname, 'fixtures/small.lesson.yaml')
/** What the brief of a lecture hall asks for at 1280×720. */
const CAPTION_MIN = 26
const WORDS_MIN = 20
const NAME_MIN = 16
const CONTRAST_MIN = 4.5

test.use({ viewport: { width: 1280, height: 720 } })

function caption(page: Page) {
  return page.getByRole('region', { name: 'What happens' })
}

async function present(page: Page, query = ''): Promise<void> {
  await page.goto(`/?present=1&lang=en&seed=1&example=web${query}`)
  await expect(page.locator('.dg [data-component="kube-apiserver"]')).toBeVisible({
    timeout: 30_000,
  })
  await expect(caption(page).getByRole('heading')).toBeVisible()
}

/** A clicker's key, and the step that it led to. */
async function next(page: Page, title: string): Promise<void> {
  await page.keyboard.press('PageDown')
  await expect(caption(page).getByRole('heading')).toContainText(title, { timeout: 20_000 })
}

/** Opens the small lesson on the page and takes it on stage. */
async function presentLesson(page: Page): Promise<void> {
  await page.goto('/?lang=en&seed=1&example=web')
  await expect(page.getByRole('button', { name: 'Step forward' })).toBeEnabled({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Lessons', exact: true }).click()
  await page.locator('input[type="file"]').setInputFiles(SMALL)
  const lesson = page.getByRole('region', { name: 'Lesson', exact: true })
  await expect(lesson.getByRole('button', { name: 'Next' })).toBeEnabled({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  await expect(caption(page).getByRole('heading', { name: 'Two copies' })).toBeVisible()
}

/** Once the stage has come to rest: React Flow places its scene a moment after it is there. */
async function expectLegible(page: Page): Promise<void> {
  await expect(() => expectLegibleNow(page)).toPass({ timeout: 5000 })
}

async function expectLegibleNow(page: Page): Promise<void> {
  const letters = await lettersOnStage(page)
  expect(letters.length).toBeGreaterThan(20)
  const least = { caption: CAPTION_MIN, words: WORDS_MIN, diagram: NAME_MIN }
  const small = letters.filter(({ where, pixels }) => pixels < least[where] - 0.05)
  expect(small).toEqual([])
  expect(letters.filter(({ contrast }) => contrast < CONTRAST_MIN)).toEqual([])
}

test.describe('given a lecture hall', () => {
  for (const theme of ['dark', 'light'] as const) {
    test(`every letter can be read from the last row (${theme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await present(page)
      await expectLegible(page)
      for (const number of ['1', '2', '3', '4', '5']) await next(page, number)
      // The messages of the step are on their way.
      await page.waitForTimeout(1500)
      await expectLegible(page)
    })
  }

  test('a lesson’s words, its question and its answer are as large', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await presentLesson(page)
    await expectLegible(page)
    await next(page, 'One is deleted')
    await page.keyboard.press('PageDown')
    await expect(caption(page).getByText('How many pods are there')).toBeVisible()
    await expectLegible(page)
    await page.keyboard.press('1')
    await expect(caption(page).getByRole('button', { name: 'One' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await page.keyboard.press('PageDown')
    await expect(caption(page).getByText('this is what happened')).toBeVisible({ timeout: 30_000 })
    await expect(caption(page).getByText('chosen')).toBeVisible()
    await expectLegible(page)
    await page.keyboard.press('PageDown')
    await expect(caption(page).getByText('Somebody watches.')).toBeVisible()
    await next(page, 'Your turn')
    await page.keyboard.press('PageUp')
    await expect(caption(page).getByRole('heading')).toContainText('One is deleted')
  })

  test('the clicker steps through the story and back; B makes it black; Escape leaves', async ({
    page,
  }) => {
    await present(page)
    await next(page, '1')
    await next(page, '2')
    const second = await caption(page).getByRole('heading').textContent()
    await next(page, '3')
    await page.keyboard.press('PageUp')
    await expect(caption(page).getByRole('heading')).toHaveText(second ?? '')

    await page.keyboard.press('b')
    await expect(page.locator('[data-black]')).toBeVisible()
    await page.keyboard.press('.')
    await expect(page.locator('[data-black]')).toBeHidden()

    await page.keyboard.press('?')
    await expect(page.getByRole('complementary', { name: 'Keys while presenting' })).toBeVisible()
    await expectLegible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Step forward' })).toBeVisible()
    expect(page.url()).not.toContain('present')
    await page.keyboard.press('p')
    await expect(caption(page)).toBeVisible()
    expect(page.url()).toContain('present=1')
  })

  test('Z and a click look from near, and what the pen drew stays where it was drawn', async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await present(page)
    const etcd = page.locator('.dg [data-component="etcd"]')
    const stroke = page.locator('[data-stroke]')
    const far = await boxOf(page, '.dg [data-component="etcd"]')

    await page.keyboard.press('d')
    await page.mouse.move(far.x, far.y)
    await page.mouse.down()
    await page.mouse.move(far.x + far.width / 2, far.y + far.height, { steps: 8 })
    await page.mouse.move(far.x + far.width, far.y, { steps: 8 })
    await page.mouse.up()
    await expect(stroke).toHaveCount(1)
    await page.keyboard.press('d')

    await etcd.hover()
    await page.keyboard.press('z')
    await expect
      .poll(async () => (await boxOf(page, '.dg [data-component="etcd"]')).width)
      .toBeGreaterThan(far.width * 1.3)
    const near = await boxOf(page, '.dg [data-component="etcd"]')
    const ink = await boxOf(page, '[data-stroke]')
    // The line has a thickness of its own.
    expect(Math.abs(ink.x - near.x)).toBeLessThan(12)
    expect(Math.abs(ink.width - near.width)).toBeLessThan(24)

    await etcd.click()
    await expect
      .poll(async () => (await boxOf(page, '.dg [data-component="etcd"]')).width)
      .toBeCloseTo(far.width, 0)
    await page.keyboard.press('e')
    await expect(stroke).toHaveCount(0)

    await page.keyboard.press('l')
    await expect(async () => {
      await page.mouse.move(310, 200)
      await page.mouse.move(300, 200)
      const dot = await boxOf(page, '[data-laser]')
      expect(dot.x + dot.width / 2).toBeCloseTo(300, 0)
      expect(dot.y + dot.height / 2).toBeCloseTo(200, 0)
    }).toPass({ timeout: 5000 })
  })

  test('a breakpoint that stops time says why, in large letters', async ({ page }) => {
    await page.goto('/?lang=en&seed=1&example=web')
    await expect(page.getByRole('button', { name: 'Step forward' })).toBeEnabled({
      timeout: 30_000,
    })
    await page.getByRole('button', { name: /^Breakpoints/ }).click()
    await page.getByRole('switch', { name: /^The first step of each kind/ }).check()
    await page.keyboard.press('Escape')
    await page.keyboard.press('p')
    await expect(caption(page)).toBeVisible()
    await page.keyboard.press('r')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('r')
    const stopped = caption(page).getByRole('status')
    await expect(stopped).toContainText('Stopped: the first step of this kind', { timeout: 20_000 })
    expect(
      await stopped.evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize)),
    ).toBeGreaterThan(30)
  })
})

test.describe('given the speaker’s window beside the stage', () => {
  test('both stay in step, either drives, and it has no cluster of its own', async ({
    page,
    context,
  }) => {
    await present(page)
    const [speaker] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('s')])
    await expect(speaker.getByText('In step with the stage')).toBeVisible({ timeout: 20_000 })
    await expect(speaker.getByRole('img', { name: 'What the audience sees' })).toBeVisible()
    await expect(speaker.getByRole('region', { name: 'Next' })).toContainText('kubectl')
    expect(speaker.workers()).toHaveLength(0)

    await speaker.getByRole('button', { name: 'Next', exact: true }).click()
    await expect(caption(page).getByRole('heading')).toContainText('kubectl', { timeout: 20_000 })
    const title = (await caption(page).getByRole('heading').textContent())?.replace(/^\d/, '') ?? ''
    await expect(speaker.getByRole('region', { name: 'Now on stage' })).toContainText(title)

    await page.bringToFront()
    await next(page, '2')
    await expect(speaker.getByRole('region', { name: 'Now on stage' })).toContainText('API server')

    await speaker.bringToFront()
    await speaker.keyboard.press('b')
    await expect(page.locator('[data-black]')).toBeVisible()
    await expect(speaker.getByText('The screen is black')).toBeVisible()
  })

  test('it says when the stage is gone, and joins it again', async ({ page, context }) => {
    await present(page)
    const [speaker] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('s')])
    await expect(speaker.getByText('In step with the stage')).toBeVisible({ timeout: 20_000 })
    await next(page, 'kubectl')
    await page.waitForTimeout(1000)

    await page.keyboard.press('Escape')
    await expect(speaker.getByText('The presentation has been left')).toBeVisible()
    await page.keyboard.press('p')
    await expect(speaker.getByText('In step with the stage')).toBeVisible()

    await page.reload()
    await expect(speaker.getByText('In step with the stage')).toBeVisible({ timeout: 30_000 })
    await expect(speaker.getByRole('region', { name: 'Now on stage' })).toContainText('kubectl', {
      timeout: 20_000,
    })
    await page.close()
    await expect(speaker.getByText('The stage is gone')).toBeVisible({ timeout: 15_000 })
    await expect(speaker.getByRole('button', { name: 'Next', exact: true })).toBeDisabled()
  })
})

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not drawn`)
  return box
}

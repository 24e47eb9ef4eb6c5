import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { open, pods, stepRegion } from './page.ts'

const SMALL = join(import.meta.dirname, 'fixtures/small.lesson.yaml')

function lesson(page: Page) {
  return page.getByRole('region', { name: 'Lesson', exact: true })
}

/** Opens the small lesson from disk and waits until its first beat is over. */
async function openSmall(page: Page): Promise<void> {
  await open(page, '?lang=en&seed=1&example=web')
  await page.getByRole('button', { name: 'Lessons', exact: true }).click()
  await page.locator('input[type="file"]').setInputFiles(SMALL)
  await expect(lesson(page).getByRole('heading', { name: 'Two copies' })).toBeVisible()
  await expect(next(page)).toBeEnabled({ timeout: 20_000 })
}

function next(page: Page) {
  return lesson(page).getByRole('button', { name: 'Next' })
}

/** Goes on to the prediction and answers it. */
async function predict(page: Page, choice: string): Promise<void> {
  await next(page).click()
  await expect(next(page)).toBeDisabled()
  await page.getByRole('radio', { name: choice }).check()
  await page.getByRole('button', { name: 'See what happens' }).click()
  await expect(lesson(page).getByText('what the cluster did')).toBeVisible({ timeout: 20_000 })
}

async function kubectl(page: Page, line: string): Promise<void> {
  await page.getByRole('tab', { name: 'Terminal' }).click()
  await page.getByRole('textbox', { name: 'Command line' }).fill(`kubectl ${line}`)
  await page.keyboard.press('Enter')
}

test.describe('given a learner with a lesson from disk', () => {
  test('when they predict, the cluster answers, and the choice stays in sight', async ({
    page,
  }) => {
    await openSmall(page)
    await predict(page, 'One')

    await expect(lesson(page).getByText('The cluster did something else.')).toBeVisible()
    await expect(lesson(page).getByText('your choice')).toBeVisible()
    await expect(lesson(page).getByText('The ReplicaSet saw to it.')).toBeVisible()
    await expect(lesson(page).getByText('Somebody watches.')).toBeVisible()
    await expect(page.getByRole('radio', { name: 'One' })).toBeChecked()
  })

  test('when a text holds HTML and scripts, they are letters', async ({ page }) => {
    await openSmall(page)
    await expect(lesson(page).getByText('<img src=x')).toBeVisible()
    await expect(lesson(page).locator('img, a[href^="javascript"]')).toHaveCount(0)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  test('when they act on their own, the lesson waits and takes them back to where it stood', async ({
    page,
  }) => {
    await openSmall(page)
    const stood = await pods(page)
    await kubectl(page, 'scale deployment web --replicas=4')
    await page.getByRole('button', { name: 'Run to quiet' }).click()
    await expect.poll(() => pods(page)).toHaveLength(4)
    await expect(lesson(page).getByText('You left the script here')).toBeVisible()

    await page.getByRole('button', { name: 'Return to the lesson' }).click()

    await expect.poll(() => pods(page), { timeout: 15_000 }).toEqual(stood)
    await expect(lesson(page).getByText('You left the script here')).toBeHidden()
    await expect(next(page)).toBeEnabled()
  })

  test('when they solve a task, its checks come true by themselves; hints come one by one', async ({
    page,
  }) => {
    await openSmall(page)
    await predict(page, 'Two')
    await expect(lesson(page).getByText('You predicted it.')).toBeVisible()
    await next(page).click()
    await expect(lesson(page).getByText('now 2')).toBeVisible()
    await page.getByRole('button', { name: 'Give me a hint' }).click()
    await expect(lesson(page).getByText('First hint')).toBeVisible()
    await expect(lesson(page).getByText('Second hint')).toBeHidden()

    await kubectl(page, 'scale deployment web --replicas=3')
    await page.getByRole('button', { name: 'Run to quiet' }).click()

    await expect(lesson(page).getByText('Solved.')).toBeVisible({ timeout: 20_000 })
    await expect(lesson(page).getByText('You left the script here')).toBeHidden()
  })

  test('when something is broken behind their back, nothing tells what; the solution mends it', async ({
    page,
  }) => {
    await openSmall(page)
    await page.getByRole('button', { name: '4 of 4: Find it' }).click()
    await expect(lesson(page).getByText('Bring the pods back.')).toBeVisible({ timeout: 40_000 })

    expect(await pods(page)).toEqual([])
    await expect(stepRegion(page).getByText('while you were away')).toBeVisible()
    await page.getByRole('tab', { name: 'Terminal' }).click()
    await expect(page.getByRole('log').getByText('replicas=0')).toHaveCount(0)
    await page.getByRole('tab', { name: /^Messages/ }).click()
    await expect(page.getByText('deployments/scale')).toHaveCount(0)

    await page.getByRole('button', { name: 'Show the solution' }).click()
    await expect(lesson(page).getByText('kubectl scale deployment web --replicas=1')).toBeVisible()
    await page.getByRole('button', { name: 'Do it for me' }).click()

    await expect(lesson(page).getByText('Solved, by the lesson.')).toBeVisible({ timeout: 30_000 })
    await expect(lesson(page).getByText('That was “A small lesson”')).toBeVisible()
  })

  test('when the page is loaded again, the lesson stands where it stood', async ({ page }) => {
    await openSmall(page)
    await predict(page, 'One')
    const stood = await pods(page)
    await page.waitForTimeout(1500)

    await page.reload()

    await expect(lesson(page).getByText('your choice')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('radio', { name: 'One' })).toBeChecked()
    await expect.poll(() => pods(page)).toEqual(stood)
    await expect(lesson(page).getByText('You left the script here')).toBeHidden()
    await expect(next(page)).toBeEnabled()
  })

  test('when its author types a mistake, it is marked at its line, and mended the lesson follows', async ({
    page,
  }) => {
    await openSmall(page)
    await page.getByRole('button', { name: 'Lesson actions' }).click()
    await page.getByRole('menuitem', { name: 'Edit the lesson file' }).click()
    const sheet = page.getByRole('region', { name: 'Lesson file' })
    await expect(sheet.getByText('No mistakes')).toBeVisible()
    await expect(sheet.locator('.view-lines')).toBeVisible({ timeout: 30_000 })

    await sheet.locator('.view-lines').click({ position: { x: 400, y: 30 } })
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.insertText('nonsense: 1\n')
    await expect(sheet.getByRole('button', { name: /^Line 1, column 1/ })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(sheet.getByText('No mistakes')).toBeVisible()
  })
})

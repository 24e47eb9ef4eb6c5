// Goal: the prompt takes a command, the key up brings it back, Ctrl+C ends what goes on.
import { expect, test } from '@playwright/test'
import { open, position, stepForward } from './page.ts'

test('given pods, then the terminal lists them, recalls the line, and Ctrl+C ends a watch', async ({
  page,
}) => {
  await open(page, '?lang=en&seed=1&example=web')
  await stepForward(page, 7)
  await page.getByRole('tab', { name: 'Terminal' }).click()
  const log = page.getByRole('log', { name: /what kubectl printed/ })
  const prompt = page
    .getByRole('textbox', { name: 'Command line' })
    .or(page.getByRole('combobox', { name: 'Command line' }))

  await prompt.fill('kubectl get pods')
  await prompt.press('Enter')
  await expect(log).toContainText(/web-\S+ +1\/1 +Running/)
  await expect(prompt).toHaveValue('')

  await prompt.press('ArrowUp')
  await expect(prompt).toHaveValue('kubectl get pods')
  await prompt.press('ArrowDown')
  await expect(prompt).toHaveValue('')

  await prompt.fill('kubectl get pods -w')
  await prompt.press('Enter')
  await expect(log).toContainText('kubectl get pods -w')
  const before = await position(page)
  await prompt.press('Control+c')
  await expect(log).toContainText('^C')
  await expect.poll(() => position(page)).not.toBe(before)
})

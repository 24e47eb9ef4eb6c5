// Goal: a run leaves one browser and stands in another at the same place, proved; a broken or evil link does no harm.
import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { open, position, stepForward } from './page.ts'

/** A browser of somebody else's: nothing is stored in it. */
async function anotherPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  return context.newPage()
}

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share and export' }).click()
}

async function linkOf(page: Page): Promise<string> {
  await openDialog(page)
  const link = await page.getByRole('textbox', { name: 'Link to this run' }).inputValue()
  await page.getByRole('button', { name: 'Close' }).click()
  return link
}

/** The line above the panes; the announcer says the same to those who do not see it. */
function notice(page: Page, text: RegExp) {
  return page.locator('[data-tone] > span').filter({ hasText: text })
}

/** What the page keeps of its run: the proof is in it. */
async function keptHash(page: Page): Promise<string> {
  const read = () =>
    page.evaluate(
      () => JSON.parse(localStorage.getItem('pilothouse.session') ?? '{}').recording?.hash,
    )
  await expect.poll(read, { timeout: 20_000 }).toBeTruthy()
  return read()
}

test('given a link made in one browser, when another opens it, then it stands at the same step with the same hash', async ({
  page,
  browser,
}) => {
  await open(page, '?lang=en&example=web&seed=5')
  await stepForward(page, 4)
  const link = await linkOf(page)
  expect(link.length).toBeLessThan(2000)
  const other = await anotherPage(browser)
  await other.goto(link)
  await expect(
    notice(other, /Opened from a link: 1 command, 0:00\.\d+; the same state, proved/),
  ).toBeVisible({
    timeout: 20_000,
  })
  expect(await position(other)).toBe(await position(page))
  expect(await keptHash(other)).toBe(await keptHash(page))
  const titles = [page, other].map((each) => each.locator('.step-title').textContent())
  expect(await titles[1]).toBe(await titles[0])
  // A reload goes on where the reader is, not where the link was.
  await stepForward(other)
  const further = await position(other)
  await keptHash(other)
  await other.waitForTimeout(1500)
  await other.reload()
  await expect.poll(() => position(other), { timeout: 20_000 }).toBe(further)
})

test('given a reader with a run of their own, when they open a link in the same browser, then they find back', async ({
  page,
  browser,
}) => {
  const sharer = await anotherPage(browser)
  await open(sharer, '?lang=en&example=shop&seed=9')
  await stepForward(sharer, 2)
  const link = await linkOf(sharer)

  await open(page, '?lang=en&example=bare-pod&seed=3')
  await stepForward(page, 3)
  const own = await position(page)
  await page.waitForTimeout(1500)
  await page.goto('about:blank')
  await page.goto(link)
  await expect(notice(page, /Opened from a link/)).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Back to my own run' }).click()
  await expect(notice(page, /Opened from a link/)).toBeHidden()
  await expect.poll(() => position(page), { timeout: 20_000 }).toBe(own)
  await expect(page.getByRole('tab', { name: /bare-pod/ })).toBeVisible()
})

for (const [what, fragment, message] of [
  ['is cut off', (whole: string) => whole.slice(0, -30), /cut off/],
  ['is damaged', (whole: string) => `${whole.slice(0, 100)}AAAA${whole.slice(104)}`, /damaged/],
  ['is newer', () => '#run=2.AAAA', /newer Pilothouse/],
] as const) {
  test(`given a link that ${what}, when it opens, then it says so and the page works`, async ({
    page,
  }) => {
    await open(page, '?lang=en&example=web')
    await stepForward(page)
    const whole = new URL(await linkOf(page)).hash
    await page.goto('about:blank')
    await page.goto(`/?lang=en${fragment(whole)}`)
    await expect(notice(page, message)).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('button', { name: 'Step forward' })).toBeEnabled({
      timeout: 20_000,
    })
    await stepForward(page)
  })
}

test('given a run, when it is saved as a file, then the file opens elsewhere', async ({
  page,
  browser,
}) => {
  await open(page, '?lang=en&example=crashing')
  await stepForward(page, 2)
  await openDialog(page)
  await page.getByRole('tab', { name: 'File' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('run.pilothouse.json')
  const other = await anotherPage(browser)
  await open(other, '?lang=en')
  await openDialog(other)
  await other.getByRole('tab', { name: 'File' }).click()
  await other.locator('input[type=file]').setInputFiles(await download.path())
  await expect(notice(other, /Opened from a file: 1 command/)).toBeVisible({ timeout: 20_000 })
})

test('given a run, when everything is exported, then each file holds what it says', async ({
  page,
}) => {
  await open(page, '?lang=en&example=web')
  await stepForward(page, 4)
  await openDialog(page)
  await page.getByRole('tab', { name: 'Export' }).click()
  const exported = async (name: RegExp) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ])
    return readFile(await download.path())
  }
  const svg = (await exported(/SVG/)).toString()
  const parsed = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml')
    const names = [...document.querySelectorAll('text')].map((each) => each.textContent)
    return { isBroken: document.querySelector('parsererror') !== null, names }
  }, svg)
  expect(parsed.isBroken).toBe(false)
  expect(parsed.names).toEqual(
    expect.arrayContaining(['kube-apiserver', 'etcd', 'worker-3', 'web']),
  )
  const png = await exported(/PNG/)
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2560, 1440])
  expect((await exported(/Markdown/)).toString()).toMatch(/^# A run of Pilothouse[\s\S]*## 4\. /)
  expect((await exported(/Mermaid/)).toString()).toMatch(
    /^sequenceDiagram\n[\s\S]*POST deployments/,
  )
  expect((await exported(/^Manifests/)).subarray(0, 2).toString()).toBe('PK')
  expect((await exported(/real cluster/)).includes('pilothouse-kind/run.sh')).toBe(true)
})

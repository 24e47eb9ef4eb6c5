// Goal: one visit is enough to have the page offline, and a new version waits for the reader's yes.
// Method: the build's own files on a server that can be taken away, and a build that differs in one attribute.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { mediaTypeOf } from '../../scripts/media-types.mjs'
import { writeServiceWorker } from '../../scripts/offline.mjs'
import { position } from './page.ts'

let folder = ''
let server: Server
let origin = ''

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pilothouse-offline-'))
  cpSync('dist', folder, { recursive: true })
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    try {
      const body = readFileSync(path)
      response.writeHead(200, { 'content-type': mediaTypeOf(path) }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
})

test.afterEach(async () => {
  takeServerAway()
  rmSync(folder, { recursive: true, force: true })
})

test('given one visit and no server any more, when reloaded, then the page stands and its run goes on', async ({
  page,
}) => {
  await visit(page)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => position(page)).not.toBe('0')
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 })
  await keptOffline(page)
  // The run is kept half a second after it changed.
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('actions')
  await page.waitForTimeout(800)
  const left = await position(page)

  takeServerAway()
  await page.reload()

  await ready(page)
  await expect.poll(() => position(page)).toBe(left)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => position(page)).not.toBe(left)
  // What was never looked at before is there as well: the editor, the help, the other language.
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'How to steer' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemcheckbox', { name: '한국어' }).click()
  await expect(page.getByRole('button', { name: '한 걸음 앞으로' })).toBeVisible()
})

test('given another build, when the reader says later, then nothing changes; when yes, then the new one runs', async ({
  page,
}) => {
  await visit(page)
  await keptOffline(page)
  const file = join(folder, 'index.html')
  writeFileSync(file, readFileSync(file, 'utf8').replace('<html', '<html data-build="another"'))
  writeServiceWorker(folder)
  const another = page.locator('html[data-build="another"]')

  // The version that is kept shows, and asks.
  await page.reload()
  await ready(page)
  const question = page.getByRole('status').filter({ hasText: 'A new version' })
  await expect(question).toBeVisible({ timeout: 30_000 })
  await expect(another).toHaveCount(0)
  await question.getByRole('button', { name: 'Later' }).click()
  await expect(question).toHaveCount(0)
  await expect(another).toHaveCount(0)

  // The next visit asks again.
  await page.reload()
  await ready(page)
  await expect(question).toBeVisible({ timeout: 30_000 })
  await question.getByRole('button', { name: 'Reload' }).click()
  await expect(another).toHaveCount(1, { timeout: 20_000 })
  await ready(page)
  await expect(question).toHaveCount(0)
})

test('given the page, then it can be installed: manifest and icons are what they say', async ({
  page,
}) => {
  await visit(page)
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')
    return (await fetch(link?.href ?? '')).json()
  })
  expect(manifest).toMatchObject({ display: 'standalone', start_url: './', scope: './' })
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate(async (url) => {
      const image = new Image()
      image.src = url
      await image.decode()
      return image.naturalWidth
    }, `${origin}/${src}`)
    if (sizes !== 'any') expect(`${width}x${width}`, src).toBe(sizes)
  }
})

async function visit(page: Page) {
  await page.goto(`${origin}/?lang=en&seed=1&example=web`)
  await ready(page)
}

async function ready(page: Page) {
  const step = page.getByRole('button', { name: 'Step forward' })
  await expect(step).toBeEnabled({ timeout: 30_000 })
}

/** The service worker has kept everything. */
async function keptOffline(page: Page) {
  const stateOfWorker = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)
  await expect.poll(stateOfWorker, { timeout: 60_000 }).toBe('activated')
}

function takeServerAway() {
  server.closeAllConnections()
  server.close()
}

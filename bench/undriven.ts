import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../scripts/find-chromium.mjs'
import { mediaTypeOf } from '../scripts/media-types.mjs'
import { CHROMIUM_FLAGS } from './page.ts'

const DIST = 'dist'
/** After what was looked at, and again on an empty page: the browser puts the one page away before the next begins. */
const REST_MS = 2000
const GIVE_UP_MS = 120_000

/**
 * Visits a page of the build again and again in one headless Chromium that nothing drives: a driver's inspector makes the engine look
 * for source positions while scripts begin, which no reader waits for. The files with a hash in their names are kept, as servers of
 * such builds are told to. Resolves with the milliseconds from each navigation's beginning to `isShown`.
 * @param isShown an expression in the page
 * @throws if the visits take more than two minutes
 */
export async function visitsUndriven(
  address: string,
  isShown: string,
  visits: number,
): Promise<readonly number[]> {
  const seen: number[] = []
  const last = new EventEmitter()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/seen') {
      seen.push(Number(searchParams.get('ms')))
      if (seen.length === visits) last.emit('seen')
      return response.end()
    }
    if (pathname === '/rest')
      return response.writeHead(200, { 'content-type': 'text/html' }).end(restPage(address))
    const isPage = pathname === '/'
    const path = isPage ? '/index.html' : pathname
    const body = fileOf(path)
    if (body === null) return response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': mediaTypeOf(path),
      ...(path.startsWith('/assets/') ? { 'cache-control': 'max-age=31536000, immutable' } : {}),
    })
    return response.end(isPage ? lookedAt(body.toString(), isShown) : body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const profile = mkdtempSync(join(tmpdir(), 'pilothouse-bench-'))
  const browser = spawn(
    findChromium(),
    [
      ...CHROMIUM_FLAGS,
      '--headless=new',
      '--window-size=1440,900',
      `--user-data-dir=${profile}`,
      `http://127.0.0.1:${port}/rest`,
    ],
    { stdio: 'ignore', detached: true },
  )
  try {
    await once(last, 'seen', { signal: AbortSignal.timeout(GIVE_UP_MS) })
  } finally {
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL')
    server.closeAllConnections()
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return seen
}

function fileOf(path: string): Buffer | null {
  try {
    return readFileSync(join(DIST, path))
  } catch {
    return null
  }
}

function restPage(address: string): string {
  return `<script>setTimeout(() => { location.href = ${JSON.stringify(address)} }, ${REST_MS})</script>`
}

/** Looks at every picture until it is shown. */
function lookedAt(html: string, isShown: string): string {
  const script = `{
    const look = () => {
      if (!(${isShown})) return requestAnimationFrame(look)
      const ms = performance.now()
      setTimeout(() => {
        navigator.sendBeacon('/seen?ms=' + ms)
        location.href = '/rest'
      }, ${REST_MS})
    }
    requestAnimationFrame(look)
  }`
  return html.replace('<head>', () => `<head><script>${script}</script>`)
}

/*
 * The page without a network. A version is kept whole: its page, scripts, styles and icons are fetched when the
 * worker is installed, before anybody asks for them, and the page comes from there from then on. So a new version
 * shows only when the reader wants it: its worker waits until the page says so, or until no page is left.
 */

// Both lists and the version are filled in by the build (scripts/offline.mjs).
const VERSION = 'unbuilt'
/** Needed by everybody. */
const FILES = []
/** Pieces of the fonts; each language needs others. */
const FONTS = []

const scope = new URL(self.registration.scope)
const PREFIX = `pilothouse:${scope.pathname}:`
const CACHE = PREFIX + VERSION
const PAGE = scope.href
const BREATH_MS = 10

self.addEventListener('install', (event) => event.waitUntil(keepAll(FILES)))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('message', (event) => {
  const { type, urls } = event.data ?? {}
  if (type === 'activate') self.skipWaiting()
  // What the page fetched before this worker knew of it.
  if (type === 'keep-fonts') event.waitUntil(keepAll(urls ?? FONTS))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(scope.href)) return
  const path = url.pathname.slice(scope.pathname.length)
  if (path === '' || path === 'index.html') event.respondWith(fromOwnCache(PAGE, request))
  else if (path.startsWith('assets/')) event.respondWith(hashed(request))
  else if (FILES.includes(path)) event.respondWith(fromOwnCache(url.href, request))
})

/** One after the other, with a breath between them: somebody may be playing meanwhile. */
async function keepAll(paths) {
  const cache = await caches.open(CACHE)
  for (const path of paths) {
    await keep(cache, path)
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS))
  }
}

async function keep(cache, path) {
  const { href } = new URL(path, scope)
  if (await cache.match(href, LOOSELY)) return
  const isHashed = href.startsWith(`${scope.href}assets/`)
  // What did not change since the last version need not come again; what has no hash must not come from a cache.
  const known = isHashed ? await caches.match(href, LOOSELY) : undefined
  const response = known ?? (await fetch(href, { cache: isHashed ? 'default' : 'reload' }))
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  await cache.put(href, response)
}

/** The version before stays, for pages that still run it; older ones go. */
async function takeOver() {
  const names = await caches.keys()
  const older = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The query only steers the page and names no other file. */
const LOOSELY = { ignoreSearch: true, ignoreVary: true }

async function fromOwnCache(key, request) {
  const cache = await caches.open(CACHE)
  return (await cache.match(key, LOOSELY)) ?? fetch(request)
}

/** A file with a hash in its name never changes. */
async function hashed(request) {
  const known = await caches.match(request, LOOSELY)
  if (known) return known
  const response = await fetch(request)
  if (response.ok) {
    const cache = await caches.open(CACHE)
    await cache.put(request, response.clone())
  }
  return response
}

/*
 * Makes the page work offline. Files with a hash in their name never change, so the cache answers;
 * the page itself is taken from the network while there is one, so that a new version shows at once.
 */
const CACHE = 'pilothouse'

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  const isHashed = url.pathname.includes('/assets/')
  event.respondWith(isHashed ? fromCacheFirst(request) : fromNetworkFirst(request))
})

async function fromCacheFirst(request) {
  return (await caches.match(request)) ?? fetchAndKeep(request, request)
}

async function fromNetworkFirst(request) {
  // The query only steers the page; one copy serves all of them.
  const key = request.mode === 'navigate' ? new URL('./', self.registration.scope).href : request
  try {
    return await fetchAndKeep(request, key)
  } catch (error) {
    const kept = await caches.match(key)
    if (kept) return kept
    throw error
  }
}

async function fetchAndKeep(request, key) {
  const response = await fetch(request)
  if (response.ok) {
    const cache = await caches.open(CACHE)
    await cache.put(key, response.clone())
  }
  return response
}

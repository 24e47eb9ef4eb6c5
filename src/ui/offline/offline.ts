/** The page's side of its service worker: has it kept what the page needs, and asks before a new version takes over. */
import { create } from 'zustand'
import { useCluster } from '../state/cluster.ts'
import { usePreferences } from '../state/preferences.ts'

interface OfflineState {
  /** Another version is here and waits (`waiting`), or another tab has already gone over to it (`elsewhere`). */
  readonly update: 'waiting' | 'elsewhere' | null
}

export const useOffline = create<OfflineState>(() => ({ update: null }))

/** A page that stays open for days hears of new versions this often. */
const LOOK_EVERY_MS = 60 * 60 * 1000
/** Keeping the files takes a processor's time for seconds: it waits until the page has come to itself and nothing plays, but not for ever. */
const REST_MS = 3000
const WAIT_MAX_MS = 30_000
const LOOK_AROUND_MS = 500

let waiting: ServiceWorker | null = null
let isAgreed = false

/** Registers the service worker and follows it for as long as the page lives. */
export async function startOffline(): Promise<void> {
  // While developing it would serve yesterday's modules.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const container = navigator.serviceWorker
  let hadController = container.controller !== null
  container.addEventListener('controllerchange', () => {
    if (isAgreed) location.reload()
    // The first worker takes a page that had none: nothing changes for its reader.
    else if (hadController) useOffline.setState({ update: 'elsewhere' })
    hadController = true
  })
  try {
    await restOfPage()
    follow(await container.register('./service-worker.js'))
    keepFonts(await container.ready)
  } catch {
    // Where the browser refuses (private mode, no secure context) the page works online all the same.
  }
}

/** Until the cluster has stood still for a while. */
async function restOfPage(): Promise<void> {
  const latest = performance.now() + WAIT_MAX_MS
  let stoodSince = performance.now()
  while (performance.now() < latest && performance.now() - stoodSince < REST_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AROUND_MS))
    const { ready, playing } = useCluster.getState()
    if (!ready || playing) stoodSince = performance.now()
  }
}

/** The reader wants the new version now. */
export function takeUpdate(): void {
  isAgreed = true
  if (useOffline.getState().update === 'elsewhere' || !waiting) location.reload()
  else waiting.postMessage({ type: 'activate' })
}

/** Not now: the next visit asks again. */
export function putUpdateOff(): void {
  useOffline.setState({ update: null })
}

function follow(registration: ServiceWorkerRegistration) {
  tellOf(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') tellOf(registration.waiting)
    })
  })
  setInterval(() => registration.update().catch(() => undefined), LOOK_EVERY_MS)
}

/** A worker that waits although no other is at work is about to begin by itself. */
function tellOf(worker: ServiceWorker | null) {
  if (!worker || !navigator.serviceWorker.controller) return
  waiting = worker
  useOffline.setState({ update: 'waiting' })
}

/** Korean spreads over all pieces of its font; other languages need those that have shown. */
function keepFonts({ active }: ServiceWorkerRegistration) {
  const keep = () => {
    const isSpread = usePreferences.getState().language === 'ko'
    const urls = isSpread ? undefined : fontsFetched()
    active?.postMessage({ type: 'keep-fonts', urls })
  }
  keep()
  usePreferences.subscribe((state, before) => {
    if (state.language !== before.language) keep()
  })
}

function fontsFetched(): readonly string[] {
  const names = performance.getEntriesByType('resource').map(({ name }) => name)
  return names.filter((name) => /\.woff2?$/.test(name))
}

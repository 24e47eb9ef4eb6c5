/** Starts the simulation's web worker. The URL form is what Vite bundles a worker from. */
import type { WorkerLike } from './connection.ts'

/** A worker that the built page's first lines have started already (`scripts/early.mjs`). */
interface EarlyStart {
  earlyWorker?: WorkerLike
}

/** A worker that waits for `boot`: nobody else has it. */
export function startWorker(): WorkerLike {
  const early = globalThis as EarlyStart
  const { earlyWorker } = early
  if (!earlyWorker)
    return new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module' })
  delete early.earlyWorker
  return earlyWorker
}

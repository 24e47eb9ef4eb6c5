/** Starts the simulation's web worker. The URL form is what Vite bundles a worker from. */
import type { WorkerLike } from './connection.ts'

/** A fresh worker; it waits for `boot`. */
export function startWorker(): WorkerLike {
  return new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' })
}

/** The web worker's binding to the page. The only place that posts messages, and the only one with a clock. */
import type { Command, Update } from '../protocol/messages.ts'
import { createHost } from './host.ts'

type CommandEvent = { readonly data: Command }

interface WorkerScope {
  postMessage(update: Update): void
  addEventListener(type: 'message', listener: (event: CommandEvent) => void): void
}

const scope = globalThis as unknown as WorkerScope
const host = createHost(
  (update) => scope.postMessage(update),
  () => performance.now(),
)

// A message to ourselves comes after the page's commands that wait already: they are never starved.
const { port1, port2 } = new MessageChannel()
let timer: ReturnType<typeof setTimeout> | undefined
let isPosted = false

function schedule(delay: number | null): void {
  clearTimeout(timer)
  if (delay === null || isPosted) return
  if (delay > 0) {
    timer = setTimeout(beat, delay)
    return
  }
  isPosted = true
  port2.postMessage(null)
}

function beat(): void {
  isPosted = false
  schedule(host.tick())
}

function take({ data }: CommandEvent): void {
  host.receive(data)
  schedule(0)
}

/** Begins to serve the page; `waiting` is what it has said already. */
export function bindHost(waiting: readonly CommandEvent[]): void {
  port1.onmessage = beat
  scope.addEventListener('message', take)
  waiting.forEach(take)
}

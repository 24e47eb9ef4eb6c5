/** The page's end of the corridor: typed sending, requests with answers, updates to listeners. */
import type { Command, Reply, Update } from '../protocol/messages.ts'

/** What the page needs of a worker; the real one and the tests' fixture hosts have it alike. */
export interface WorkerLike {
  postMessage(command: Command): void
  addEventListener(type: 'message', listener: (event: { readonly data: Update }) => void): void
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void
  terminate(): void
}

type WithRequestId = Extract<Command, { readonly requestId: number }>
type WithoutRequestId<C> = C extends unknown ? Omit<C, 'requestId'> : never

/** A command that is answered; the connection numbers it. */
type RequestCommand = WithoutRequestId<WithRequestId>

type ReplyTypes = {
  readonly act: 'acted'
  readonly timeline: 'timeline'
  readonly diff: 'diff'
  readonly save: 'saved'
  readonly story: 'story'
  readonly schemas: 'schemas'
  readonly check: 'checked'
  readonly 'run-until': 'ran-until'
  readonly objects: 'objects'
  readonly requests: 'requests'
  readonly why: 'why'
  readonly compare: 'compared'
  readonly 'compare-objects': 'compared'
}

/** The answer that belongs to a request, or a refusal. */
export type ReplyTo<C extends RequestCommand> =
  | Extract<Reply, { readonly type: ReplyTypes[C['type']] }>
  | Extract<Reply, { readonly type: 'refused' }>

/** Why a request is refused that the connection's end overtook. */
export const CLOSED = 'closed'

/** A worker that listens, until `close`. */
export interface Connection {
  readonly send: (command: Exclude<Command, WithRequestId>) => void
  /** Resolves with the answer; with `refused` when the connection closes or crashes first. */
  readonly request: <C extends RequestCommand>(command: C) => Promise<ReplyTo<C>>
  /** Everything the worker says but replies. Returns the function that stops listening. */
  readonly onUpdate: (listener: (update: Update) => void) => () => void
  readonly close: () => void
}

/** Opens the corridor over a worker. */
export function connect(worker: WorkerLike): Connection {
  const waiting = new Map<number, (reply: Reply) => void>()
  const listeners = new Set<(update: Update) => void>()
  let lastRequestId = 0
  let isOpen = true

  function refuseAll(message: string) {
    for (const resolve of waiting.values()) resolve({ type: 'refused', message })
    waiting.clear()
  }

  function take(update: Update) {
    if (!isOpen) return
    if (update.type === 'reply') {
      waiting.get(update.requestId)?.(update.reply)
      waiting.delete(update.requestId)
      return
    }
    if (update.type === 'crashed') refuseAll(update.message)
    for (const listener of listeners) listener(update)
  }

  worker.addEventListener('message', (event) => take(event.data))
  // The worker's script itself failed (it did not load, or threw outside its own guard).
  worker.addEventListener('error', (event) =>
    take({
      type: 'crashed',
      message: event.message ?? 'worker failed',
      stack: '',
      recording: null,
    }),
  )

  return {
    send: (command) => {
      if (isOpen) worker.postMessage(command)
    },
    request: <C extends RequestCommand>(command: C) =>
      new Promise<ReplyTo<C>>((resolve) => {
        if (!isOpen) return resolve({ type: 'refused', message: CLOSED } as ReplyTo<C>)
        lastRequestId += 1
        waiting.set(lastRequestId, (reply) => resolve(reply as ReplyTo<C>))
        worker.postMessage({ ...command, requestId: lastRequestId } as Command)
      }),
    onUpdate: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      isOpen = false
      refuseAll(CLOSED)
      worker.terminate()
    },
  }
}

/** Obeys the page around an embedded Pilothouse, and tells it what happens. */
import i18next from 'i18next'
import type { Grain } from '../../../protocol/views.ts'
import { playback, playbackMode } from '../../machines/playback.ts'
import { type ClusterState, hasNothingAhead, useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { findExample } from '../../state/examples.ts'
import { useFiles } from '../../state/files.ts'
import { usePreferences } from '../../state/preferences.ts'
import type { Session } from '../../state/session.ts'
import { useSession } from '../../state/session-state.ts'
import { openLink } from '../open-run.ts'
import {
  EMBED_VERSION,
  type EmbedOrder,
  type EmbedState,
  type EmbedUpdate,
  readEmbedMessage,
} from './embed-message.ts'

/** An order that moves time is done when time stands again, or at the latest after this long. */
const SETTLED_WITHIN_MS = 30_000
/** A run with nothing ahead that has not moved after this long will not. */
const NOTHING_AHEAD_MS = 500
/** News of a playing run come at most this often. */
const NEWS_EVERY_MS = 100

type Say = (
  update: EmbedUpdate extends infer U ? (U extends unknown ? Omit<U, 'pilothouse'> : never) : never,
) => void

/** Listens to the page around for as long as this page lives. Returns the function that ends it. */
export function serveEmbedding(session: Session, surroundings: Window): () => void {
  /** Where the page around came from when it first spoke; news go there and nowhere else. */
  let origin: string | null = null
  const say: Say = (update) => {
    if (origin !== null) surroundings.postMessage({ pilothouse: EMBED_VERSION, ...update }, origin)
  }

  async function onMessage(event: MessageEvent<unknown>) {
    if (event.source !== surroundings) return
    const request = readEmbedMessage(event.data)
    if (!request) return
    // A page from a file has no origin that could be named.
    origin = event.origin === 'null' ? '*' : event.origin
    const { id } = request
    if ('error' in request) return say({ type: 'failed', id, error: request.error })
    const error = await obey(session, request.order)
    if (error === null) say({ type: 'done', id: request.id, state: embedState() })
    else say({ type: 'failed', id, error })
  }

  const stopNews = tellNews((state) => say({ type: 'state', state }))
  addEventListener('message', onMessage)
  // Says nothing of what is inside, so anybody may hear it.
  surroundings.postMessage({ pilothouse: EMBED_VERSION, type: 'ready' }, '*')
  return () => {
    removeEventListener('message', onMessage)
    stopNews()
  }
}

/** Does what was asked; answers what went wrong, or null. */
async function obey(session: Session, order: EmbedOrder): Promise<string | null> {
  switch (order.type) {
    case 'load':
      return load(session, order)
    case 'step':
      return step(order.grain, 'forward')
    case 'back':
      return step(order.grain, 'back')
    case 'play':
      await commands.play(usePreferences.getState().pace)
      return null
    case 'pause':
      commands.pause()
      return settled()
    case 'state':
      return null
  }
}

async function load(
  session: Session,
  order: EmbedOrder & { readonly type: 'load' },
): Promise<string | null> {
  if ('run' in order) {
    const result = await openLink(session, order.run)
    return result.isOpen ? null : result.error
  }
  if ('example' in order) {
    const example = findExample(order.example)
    if (!example) return `no example ${order.example}`
    useFiles.getState().replaceAll(example.files)
    useSession.setState({ example: example.name })
    session.restart({})
    return settled()
  }
  if ('lesson' in order) {
    const { beginLesson } = await import('../../lessons/embedded.ts')
    return (await beginLesson(session, order.lesson)) ? null : `no lesson ${order.lesson}`
  }
  useFiles.getState().replaceAll([{ name: 'manifest.yaml', text: order.manifest }])
  const isAccepted = await commands.applyFile('manifest.yaml')
  if (isAccepted) return null
  const problem = useFiles.getState().problems['manifest.yaml']?.[0]
  return problem ? `line ${problem.line}: ${problem.message}` : 'the manifest was refused'
}

async function step(grain: Grain | undefined, direction: 'forward' | 'back') {
  if (playbackMode() === 'crashed') return 'the simulation has stopped'
  const { position, start } = useCluster.getState()
  if (direction === 'back' && position <= start) return null
  const before = playback.getSnapshot()
  await commands.step(grain ?? usePreferences.getState().grain, direction)
  // Nothing was ordered: the open file has mistakes.
  if (playback.getSnapshot() === before) return 'the manifest was refused'
  return settled(position)
}

/** When the run stands; with `from`, when it stands elsewhere than there, or has nowhere to go. */
function settled(from?: number): Promise<string | null> {
  return new Promise((resolve) => {
    let timer = setTimeout(() => end('no answer from the simulation'), SETTLED_WITHIN_MS)
    const subscription = playback.subscribe(check)
    const stop = useCluster.subscribe(check)
    function end(error: string | null) {
      clearTimeout(timer)
      subscription.unsubscribe()
      stop()
      resolve(error)
    }
    function check() {
      const mode = playbackMode()
      if (mode === 'crashed') return end('the simulation has stopped')
      const cluster = useCluster.getState()
      // The helm stands at once, and with frames that are older than the order: the run itself has the last word.
      if (mode !== 'paused' || cluster.playing !== null) return
      if (from === undefined || cluster.position !== from) return end(null)
      if (!hasNothingAhead(cluster)) return
      clearTimeout(timer)
      timer = setTimeout(() => end(null), NOTHING_AHEAD_MS)
    }
    check()
  })
}

/** Tells of changes: at once while time stands, now and then while it plays. */
function tellNews(tell: (state: EmbedState) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  function soon(state: ClusterState, before: ClusterState) {
    if (!state.ready || state.messagesSequence === before.messagesSequence) return
    timer ??= setTimeout(
      () => {
        timer = undefined
        tell(embedState())
      },
      state.playing === null ? 0 : NEWS_EVERY_MS,
    )
  }
  const stop = useCluster.subscribe(soon)
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Where the run is, in words of the page's language. */
export function embedState(): EmbedState {
  const { position, start, end, atMicros, startAtMicros, playing, isQuiet, step } =
    useCluster.getState()
  const say = (key: string, params?: { readonly [name: string]: string | number }) =>
    i18next.t(key, { ...params })
  return {
    position,
    start,
    end,
    seconds: Math.max(0, atMicros - startAtMicros) / 1_000_000,
    isPlaying: playing !== null,
    isQuiet,
    step: step && {
      title: say(step.title.key, step.title.params),
      what: step.what.map(({ key, params }) => say(key, params)),
    },
  }
}

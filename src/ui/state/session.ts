/**
 * The run's life in the page: boots a worker (afresh, from the browser's storage or from a crash's
 * recording), hands its updates to the mirror, keeps the run for the next reload.
 */
import { type Connection, connect, type WorkerLike } from '../../client/connection.ts'
import {
  PROTOCOL_VERSION,
  type Recording,
  type TopologyOptions,
  type Update,
} from '../../protocol/messages.ts'
import { playback } from '../machines/playback.ts'
import { readAddress } from './address.ts'
import { formatClock } from './clock.ts'
import { applyFrame, crashCluster, startCluster, useCluster } from './cluster.ts'
import { commands, plugIn } from './commands.ts'
import { examples, findExample } from './examples.ts'
import { useFiles } from './files.ts'
import { loadSession, type SavedSession, storeSession } from './saved-session.ts'
import { useInspection, useSelection } from './selection.ts'
import { useSession } from './session-state.ts'

const SEED_DEFAULT = 1
const TOPOLOGY_DEFAULT: TopologyOptions = {
  workers: 3,
  cpuMilli: 4000,
  memoryBytes: 8 * 1024 ** 3,
  podsMax: 110,
}
/** A run is kept this long after the last thing that changed it; while it plays, every so often. */
const SAVE_DELAY_MS = 500
const SAVE_WHILE_PLAYING_MS = 5000
/** Without a drawn picture (a hidden tab draws none) the worker may go on after this long. */
const DRAWN_AT_LATEST_MS = 500

/** What to boot: a fresh run, or one that is played again from its recording. */
interface RunStart {
  readonly seed: number
  readonly topology: TopologyOptions
  readonly recording?: Recording
}

/** A page's session over workers made by `startWorker`. */
export interface Session {
  /** Ends the present run and begins another one. Files stay. */
  readonly restart: (start: Partial<RunStart>) => void
}

/** Begins the session that the address and the browser's storage ask for. */
export function startSession(startWorker: () => WorkerLike, search: string): Session {
  const saved = loadSession()
  const wishes = readAddress(search)
  const isResumed = saved !== null && isWished(saved, wishes)
  const example = findExample(wishes.example ?? '') ?? examples[0]

  if (isResumed) useFiles.getState().replaceAll(saved.files, saved.active)
  else if (example) useFiles.getState().replaceAll(example.files)
  useSession.setState({ example: isResumed ? saved.example : (example?.name ?? '') })

  const run = createRun(startWorker)
  const isReplayable = isResumed && saved.recording.version === PROTOCOL_VERSION
  if (isResumed && !isReplayable) notify('notice.versionDiffers', 'warning')
  if (isResumed && isReplayable) run.resume(saved)
  else {
    const workers = wishes.workers ?? TOPOLOGY_DEFAULT.workers
    run.boot({ seed: wishes.seed ?? SEED_DEFAULT, topology: { ...TOPOLOGY_DEFAULT, workers } })
  }
  return {
    restart: (start) => {
      const { seed, topology } = useCluster.getState()
      run.boot({ seed, topology: topology ?? TOPOLOGY_DEFAULT, ...start })
    },
  }
}

/** A link that asks for another seed or example than the kept run had begins anew. */
function isWished(saved: SavedSession, wishes: ReturnType<typeof readAddress>): boolean {
  const { recording } = saved
  if (wishes.seed !== undefined && wishes.seed !== recording.seed) return false
  if (wishes.workers !== undefined && wishes.workers !== recording.topology.workers) return false
  return wishes.example === undefined || findExample(wishes.example)?.name === saved.example
}

interface Run {
  readonly boot: (start: RunStart) => void
  readonly resume: (saved: SavedSession) => void
}

function createRun(startWorker: () => WorkerLike): Run {
  let connection: Connection | null = null
  /** The kept session that is being played again, until its first frame proves it. */
  let resuming: SavedSession | null = null
  const keeper = createKeeper()

  function boot(start: RunStart) {
    connection?.close()
    keeper.cancel()
    playback.send({ type: 'restore' })
    useInspection.setState({ inspection: null, position: 0 })
    useSession.setState({ isUntouched: (start.recording?.actions.length ?? 0) === 0 })
    connection = connect(startWorker())
    connection.onUpdate(take)
    plugIn(connection)
    connection.send({ type: 'boot', ...start })
    connection.send({ type: 'inspect', target: useSelection.getState().target })
  }

  function take(update: Update) {
    switch (update.type) {
      case 'ready':
        startCluster(update.seed, update.topology)
        return
      case 'frame':
        applyFrame(update)
        playback.send({ type: 'frame', playing: update.playing })
        whenDrawn(() => connection?.send({ type: 'frame-drawn', sequence: update.sequence }))
        if (resuming) proveResumed(resuming)
        else keeper.soon()
        resuming = null
        return
      case 'inspection':
        useInspection.setState({ inspection: update.inspection, position: update.position })
        return
      case 'crashed':
        keeper.cancel()
        resuming = null
        // A worker that died outside its own guard could not say what it ran: the kept run does.
        crashCluster({ ...update, recording: update.recording ?? loadSession()?.recording ?? null })
        playback.send({ type: 'crashed' })
        return
      case 'reply':
        return
    }
  }

  playback.on('order', ({ command }) => connection?.send(command))
  useSelection.subscribe((state, before) => {
    if (state.target === before.target) return
    useInspection.setState({ inspection: null, position: 0 })
    connection?.send({ type: 'inspect', target: state.target })
  })
  useFiles.subscribe(keeper.soon)

  return {
    boot,
    resume: (saved) => {
      resuming = saved
      const { recording } = saved
      boot({ seed: recording.seed, topology: recording.topology, recording })
    },
  }
}

interface Keeper {
  /** Keeps the run shortly after this, or within seconds while it plays. */
  readonly soon: () => void
  readonly cancel: () => void
}

function createKeeper(): Keeper {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    soon: () => {
      const isPlaying = useCluster.getState().playing !== null
      if (isPlaying && timer !== undefined) return
      clearTimeout(timer)
      timer = setTimeout(
        () => {
          timer = undefined
          keepRun()
        },
        isPlaying ? SAVE_WHILE_PLAYING_MS : SAVE_DELAY_MS,
      )
    },
    cancel: () => {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

async function keepRun() {
  const { ready, crashed } = useCluster.getState()
  if (!ready || crashed) return
  const reply = await commands.save()
  if (reply.type !== 'saved') return
  const { files, active } = useFiles.getState()
  const { example } = useSession.getState()
  const isKept = storeSession({ recording: reply.recording, files, active, example })
  if (!isKept) notify('notice.notKept', 'warning')
}

/** The first frame of a run played again: is it the very state that was left? */
async function proveResumed(saved: SavedSession) {
  const reply = await commands.save()
  if (reply.type !== 'saved') return notify('notice.restoreFailed', 'warning')
  const isSame =
    reply.recording.hash === saved.recording.hash &&
    reply.recording.position === saved.recording.position
  if (!isSame) return notify('notice.restoredDiffers', 'warning')
  if (saved.recording.actions.length === 0) return
  notify('notice.restored', 'info', { time: formatClock(useCluster.getState().atMicros) })
}

function notify(key: string, tone: 'info' | 'warning', params?: { readonly time: string }) {
  useSession.setState({ notice: { key, tone, params } })
}

/** After the next picture, or soon in a tab that draws none. */
function whenDrawn(done: () => void) {
  let isDone = false
  const once = () => {
    if (isDone) return
    isDone = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    done()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, DRAWN_AT_LATEST_MS)
}

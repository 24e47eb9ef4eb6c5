/**
 * The run's life in the page: boots a worker (afresh, from the browser's storage or from a crash's
 * recording), hands its updates to the mirror, keeps the run for the next reload.
 */
import { CLOSED, type Connection, connect, type WorkerLike } from '../../client/connection.ts'
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
import { SEED_DEFAULT, TOPOLOGY_DEFAULT } from './defaults.ts'
import { examples, findExample } from './examples.ts'
import { useFiles } from './files.ts'
import {
  forgetOwnSession,
  loadOwnSession,
  loadSession,
  type SavedSession,
  setOwnSessionAside,
  storeSession,
} from './saved-session.ts'
import { useInspection, useSelection } from './selection.ts'
import { useSession } from './session-state.ts'

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

/** How the replay of a run from elsewhere ended. `unproved`: its recording has no hash. */
export type ReplayOutcome =
  | { readonly type: 'same' | 'differs' | 'unproved' | 'stopped' }
  | { readonly type: 'crashed'; readonly message: string }

/** A page's session over workers made by `startWorker`. */
export interface Session {
  /** Ends the present run and begins another one. Files stay. */
  readonly restart: (start: Partial<RunStart>) => void
  /** Plays a run from elsewhere up to its place. The reader's own is set aside; anything else that is begun meanwhile stops it. */
  readonly openGuest: (guest: Omit<SavedSession, 'isGuest'>) => Promise<ReplayOutcome>
  /** Back to what was set aside, or where there is nothing, to what the address asks for. */
  readonly returnToOwn: () => void
}

/** What a page may want otherwise. */
export interface SessionOptions {
  /** Nothing is begun yet: a run from elsewhere is on its way. */
  readonly isHeld?: boolean
  /** False where the browser's storage belongs to another page of the reader's: an embedded one. */
  readonly isKept?: boolean
}

/** Begins the session that the address and the browser's storage ask for. */
export function startSession(
  startWorker: () => WorkerLike,
  search: string,
  { isHeld = false, isKept = true }: SessionOptions = {},
): Session {
  const run = createRun(startWorker, { isKept, cancelBoot })
  if (!isHeld) beginWished(run, search, isKept ? loadSession() : null)

  function returnToOwn() {
    const own = isKept ? (loadOwnSession() ?? ownSession()) : null
    forgetOwnSession()
    useSession.setState({ notice: null })
    beginWished(run, own ? '' : search, own)
  }

  /** Back to the run that was left; where that is the very one that takes so long, or there is none, to a cluster of a usual size. */
  function cancelBoot() {
    if (useSession.getState().isGuest) return returnToOwn()
    const left = isKept && !run.isReplaying() ? loadSession() : null
    if (left) beginWished(run, '', left)
    else run.boot({ seed: SEED_DEFAULT, topology: TOPOLOGY_DEFAULT })
  }

  return {
    restart: (start) => {
      const { seed, topology } = useCluster.getState()
      run.boot({ seed, topology: topology ?? TOPOLOGY_DEFAULT, ...start })
    },
    openGuest: async (guest) => {
      if (isKept && !useSession.getState().isGuest) {
        await keepRun()
        setOwnSessionAside()
      }
      putInPlace({ ...guest, isGuest: true })
      return run.resume(guest, 'guest')
    },
    returnToOwn,
  }
}

/** The kept run, if it is the reader's own. */
function ownSession(): SavedSession | null {
  const kept = loadSession()
  return kept?.isGuest ? null : kept
}

/** Goes on with the kept run if the address asks for no other, else begins anew. */
function beginWished(run: Run, search: string, saved: SavedSession | null) {
  const wishes = readAddress(search)
  const isResumed = saved !== null && isWished(saved, wishes)
  const example = findExample(wishes.example ?? '') ?? examples[0]

  if (isResumed) putInPlace(saved)
  else if (example)
    putInPlace({
      files: example.files,
      active: example.files[0]?.name ?? '',
      example: example.name,
    })

  const isReplayable = isResumed && saved.recording.version === PROTOCOL_VERSION
  if (isResumed && !isReplayable) notify('notice.versionDiffers', 'warning')
  if (isResumed && isReplayable) run.resume(saved, 'own').then(tellResumed)
  else {
    const workers = wishes.workers ?? TOPOLOGY_DEFAULT.workers
    run.boot({ seed: wishes.seed ?? SEED_DEFAULT, topology: { ...TOPOLOGY_DEFAULT, workers } })
  }
}

function putInPlace(saved: Omit<SavedSession, 'recording'>) {
  useFiles.getState().replaceAll(saved.files, saved.active)
  useSession.setState({ example: saved.example, isGuest: saved.isGuest === true })
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
  /** Plays a run again. A guest's crash is told as the outcome, the own run's in the crash dialog. */
  readonly resume: (saved: SavedSession, whose: 'own' | 'guest') => Promise<ReplayOutcome>
  /** Whether what is under way is a run that is played again, which has not come to its place yet. */
  readonly isReplaying: () => boolean
}

interface RunOptions {
  readonly isKept: boolean
  /** The reader does not want to wait for the cluster that boots. */
  readonly cancelBoot: () => void
}

/** A run that is being played again, until its first frame proves it. */
interface Replay {
  readonly saved: SavedSession
  readonly whose: 'own' | 'guest'
  readonly end: (outcome: ReplayOutcome) => void
}

function createRun(startWorker: () => WorkerLike, { isKept, cancelBoot }: RunOptions): Run {
  let connection: Connection | null = null
  let replay: Replay | null = null
  const keeper = createKeeper(isKept)

  function boot(start: RunStart) {
    replay?.end({ type: 'stopped' })
    replay = null
    connection?.close()
    keeper.cancel()
    playback.send({ type: 'restore' })
    useInspection.setState({ inspection: null, position: 0 })
    useSession.setState({
      isUntouched: (start.recording?.actions.length ?? 0) === 0,
      booting: null,
    })
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
      case 'booting': {
        const { atMicros, nodes, nodesReady } = update
        useSession.setState({ booting: { atMicros, nodes, nodesReady, cancel: cancelBoot } })
        return
      }
      case 'frame':
        if (useSession.getState().booting) useSession.setState({ booting: null })
        applyFrame(update)
        playback.send({ type: 'frame', playing: update.playing })
        whenDrawn(() => connection?.send({ type: 'frame-drawn', sequence: update.sequence }))
        if (replay) prove(replay.saved.recording).then(replay.end)
        else keeper.soon()
        replay = null
        return
      case 'inspection':
        useInspection.setState({ inspection: update.inspection, position: update.position })
        return
      case 'crashed':
        keeper.cancel()
        if (replay?.whose === 'guest') {
          connection?.close()
          replay.end({ type: 'crashed', message: update.message })
          replay = null
          return
        }
        replay = null
        // A worker that died outside its own guard could not say what it ran: the kept run does.
        crashCluster({
          ...update,
          recording: update.recording ?? (isKept ? loadSession()?.recording : null) ?? null,
        })
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
    resume: (saved, whose) =>
      new Promise((end) => {
        const { recording } = saved
        boot({ seed: recording.seed, topology: recording.topology, recording })
        replay = { saved, whose, end }
      }),
    isReplaying: () => replay !== null,
  }
}

interface Keeper {
  /** Keeps the run shortly after this, or within seconds while it plays. */
  readonly soon: () => void
  readonly cancel: () => void
}

function createKeeper(isKept: boolean): Keeper {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    soon: () => {
      if (!isKept) return
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
  const { example, isGuest } = useSession.getState()
  const isKept = storeSession({ recording: reply.recording, files, active, example, isGuest })
  if (!isKept) notify('notice.notKept', 'warning')
}

/** The first frame of a run played again: is it the very state that was left? */
async function prove({ hash, position }: Recording): Promise<ReplayOutcome> {
  if (hash === '') return { type: 'unproved' }
  const reply = await commands.saveHere()
  if (reply.type !== 'saved') {
    const isClosed = reply.message === CLOSED
    return isClosed ? { type: 'stopped' } : { type: 'crashed', message: reply.message }
  }
  const isSame = reply.recording.hash === hash && reply.recording.position === position
  return { type: isSame ? 'same' : 'differs' }
}

function tellResumed({ type }: ReplayOutcome) {
  if (type === 'stopped') return
  if (type === 'crashed') return notify('notice.restoreFailed', 'warning')
  if (type !== 'same') return notify('notice.restoredDiffers', 'warning')
  // What went wrong before stays to be read.
  const { isUntouched, notice } = useSession.getState()
  if (isUntouched || notice?.tone === 'warning') return
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

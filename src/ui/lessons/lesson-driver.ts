/** The page's cluster as a lesson acts on it: `LessonDriver` over the page's commands, files and session. */
import type { LessonDriver, LessonFiles, RunUntil } from '../../lessons/run/driver.ts'
import { isReachedBySeek } from '../../lessons/run/place.ts'
import { type Pace, PROTOCOL_VERSION, type Recording } from '../../protocol/messages.ts'
import { splitWords } from '../panels/terminal/split-words.ts'
import { type ClusterState, useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { TOPOLOGY_DEFAULT } from '../state/defaults.ts'
import { useFiles } from '../state/files.ts'
import type { Session } from '../state/session.ts'
import { useSession } from '../state/session-state.ts'
import { beginVeil, endVeil, settleVeil, useVeil } from '../state/veil.ts'
import { useLessonShell } from './lesson-shell.ts'
import { lookAt } from './look.ts'
import { LessonStopped, whenCluster } from './when-cluster.ts'

/** How waits are shown. Steps of messages pass over long silences; heartbeats are none. */
const PACES: { readonly [P in Exclude<RunUntil['pace'], 'at-once'>]: Pace } = {
  brisk: { type: 'steps', grain: 'message', perSecond: 14, doublesEveryMs: 3000 },
  slow: { type: 'steps', grain: 'message', perSecond: 4 },
  hurried: { type: 'steps', grain: 'message', perSecond: 20, doublesEveryMs: 1200 },
}
/** Between two steps that a lesson takes, so that each can be seen. */
const STEP_PAUSE_MS = 700
/** A frame that should come and does not is waited for this long. */
const FRAME_MS = 4000
const RUN_MS = 120_000

/** The driver, and what only the page knows of it. */
export interface PageDriver extends LessonDriver {
  /** While beats are skipped, silence hides nothing for good: it is only quick. */
  readonly setSkipping: (isSkipping: boolean) => void
}

/** A driver over the page's session. Each lesson that is opened gets one. */
export function createDriver(session: Session): PageDriver {
  const silence = createSilence()
  const isHushed = () => silence.depth() > 0
  let isNewRun = false

  async function replay(recording: Recording): Promise<void> {
    const { files, active } = useFiles.getState()
    const outcome = await session.openGuest({ recording, files, active, example: '' })
    if (outcome.type === 'crashed') throw new LessonStopped(outcome.message)
    if (outcome.type === 'stopped') throw new LessonStopped('another run was opened')
    // The first step of a lesson is the lesson's.
    useSession.setState({ isUntouched: false })
  }

  async function save(): Promise<Recording> {
    const reply = await commands.save()
    if (reply.type !== 'saved') throw new LessonStopped(reply.message)
    return reply.recording
  }

  async function seek(position: number): Promise<void> {
    commands.seek(position)
    await whenCluster((state) => state.position === position && isAtRest(state), FRAME_MS)
  }

  return {
    ...actsOf(isHushed),
    ...filesAndLooks,
    save,
    seek,
    setSkipping: silence.setSkipping,
    hush: silence.hush,
    async boot(seed, topology) {
      useVeil.setState({ stretches: [] })
      await replay({
        version: PROTOCOL_VERSION,
        seed,
        topology: { ...TOPOLOGY_DEFAULT, ...topology },
        actions: [],
        position: 0,
        hash: '',
      })
      isNewRun = true
    },
    setFiles(files) {
      putFiles(files, isNewRun)
      isNewRun = false
    },
    async restore(recording) {
      const now = await save()
      const { position } = recording
      useVeil.setState(({ stretches }) => ({
        stretches: stretches.filter((stretch) => stretch.from < position),
      }))
      const isKnown = position <= useCluster.getState().end
      if (isKnown && isReachedBySeek(now, recording)) await seek(position)
      else await replay(recording)
    },
    async whereabouts() {
      const { position } = await save()
      await whenCluster((state) => state.position === position, FRAME_MS)
      return { position, atMicros: useCluster.getState().atMicros }
    },
  }
}

/** What moves the cluster onwards. */
function actsOf(isHushed: () => boolean) {
  const act: LessonDriver['act'] = async (action) => {
    const reply = await commands.act(action)
    if (reply.type !== 'acted') throw new LessonStopped(reply.message)
    return { accepted: reply.accepted, problems: reply.problems }
  }
  return {
    act,
    kubectl: (line) => act({ type: 'kubectl', args: splitWords(line) }),
    watch: (line, everySeconds) => act({ type: 'watch', everySeconds, args: splitWords(line) }),
    step: async (grain, count) => {
      for (let i = 0; i < count; i++) {
        const { position } = useCluster.getState()
        await commands.step(grain, 'forward')
        await whenCluster((state) => state.position !== position && isAtRest(state), FRAME_MS)
        if (!isHushed() && i + 1 < count) await pause(STEP_PAUSE_MS)
      }
    },
    runUntil: async ({ pace, ...order }) => {
      const isPlayed = pace !== 'at-once' && !isHushed()
      const reply = await commands.runUntil({ ...order, ...(isPlayed && { pace: PACES[pace] }) })
      if (reply.type !== 'ran-until') throw new LessonStopped(reply.message)
      const { position, isMet } = reply
      await whenCluster((state) => state.position >= position && isAtRest(state), FRAME_MS)
      return isMet
    },
    runToQuiet: async () => {
      commands.runToQuiet()
      await whenCluster(({ playing }) => playing === 'running-to-quiet', 1000)
      await whenCluster(isAtRest, RUN_MS)
    },
    check: async (conditions, sincePosition) => {
      const reply = await commands.check(conditions, sincePosition)
      if (reply.type !== 'checked') throw new LessonStopped(reply.message)
      return reply.verdicts
    },
  } satisfies Partial<LessonDriver>
}

/** The editor's files and where to look. */
const filesAndLooks = {
  fileText: (name) => useFiles.getState().files.find((file) => file.name === name)?.text,
  openFile: (name, text) => {
    const { files, replaceAll } = useFiles.getState()
    const known = files.find((file) => file.name === name)
    const file = { name, text: text ?? known?.text ?? '' }
    replaceAll(
      known ? files.map((other) => (other === known ? file : other)) : [...files, file],
      name,
    )
    useLessonShell.setState({ hasFileNews: true, fileShown: name })
  },
  look: lookAt,
} satisfies Partial<LessonDriver>

/** The lesson's files as given; the learner's own stay beside them. */
function putFiles(files: LessonFiles, isNewRun: boolean): void {
  const { files: present, active, replaceAll } = useFiles.getState()
  const own = isNewRun ? [] : present.filter(({ name }) => files[name] === undefined)
  const lessons = Object.entries(files).map(([name, text]) => ({ name, text }))
  const next = [...lessons, ...own]
  if (next.length === 0) next.push({ name: 'manifest.yaml', text: '' })
  if (isSame(present, next)) return
  replaceAll(next, next.some(({ name }) => name === active) ? active : undefined)
}

/** Silence, which may be ordered while there is silence already. */
function createSilence() {
  let depth = 0
  let isSkipping = false
  const isSecret = () => depth > (isSkipping ? 1 : 0)

  function hush(isSilent: boolean) {
    const wasSecret = isSecret()
    depth += isSilent ? 1 : -1
    useLessonShell.setState({ curtain: depth === 0 ? null : isSkipping ? 'skipping' : 'fault' })
    if (isSecret() && !wasSecret) {
      const { position, rows } = useCluster.getState()
      beginVeil(position, rows)
    }
    if (wasSecret && !isSecret()) endVeilWhereWorkerIs()
  }
  return {
    hush,
    depth: () => depth,
    setSkipping: (value: boolean) => {
      isSkipping = value
    },
  }
}

/** The last frame may not have come yet: the worker knows how far the silence went. */
async function endVeilWhereWorkerIs() {
  const reply = await commands.save()
  const end = reply.type === 'saved' ? reply.recording.position : useCluster.getState().position
  endVeil(end)
  await whenCluster(({ position }) => position >= end, FRAME_MS).then(
    () => settleVeil(useCluster.getState().rows),
    // Another run was opened, over which there is no veil.
    () => undefined,
  )
}

function isAtRest({ playing }: ClusterState): boolean {
  return playing === null
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function pause(ms: number): Promise<void> {
  const isStill = document.documentElement.dataset.motion === 'reduced'
  return new Promise((resolve) => setTimeout(resolve, isStill ? ms / 2 : ms))
}

/** Opens runs that come from links and files: strangers' work, so everything about them may fail, and is told. */

import { formatClock } from '../state/clock.ts'
import { useCluster } from '../state/cluster.ts'
import { usePreferences } from '../state/preferences.ts'
import { loadOwnSession } from '../state/saved-session.ts'
import { useSelection } from '../state/selection.ts'
import type { ReplayOutcome, Session } from '../state/session.ts'
import { useSession } from '../state/session-state.ts'
import { readFragment, readRunFile } from './link/fragment.ts'
import { LIMITS, RunError, type SharedRun } from './link/shared-run.ts'
import { useSharing } from './sharing-state.ts'

/** A replay that takes longer is told of, with a way out. */
const TOLD_AFTER_MS = 1000
/** No replay that is meant well takes longer. The worker is ended, whatever it is at. */
const REPLAY_MS_MAX = 60_000

export type OpenResult =
  | { readonly isOpen: true; readonly isProved: boolean }
  | { readonly isOpen: false; readonly error: string }

/** Opens the run of an address, or of its fragment. */
export async function openLink(session: Session, address: string): Promise<OpenResult> {
  return openFrom(session, 'sharing:notice.link', () => readFragment(address))
}

/** Opens the run of a `*.pilothouse.json` file. */
export async function openFile(session: Session, file: File): Promise<OpenResult> {
  return openFrom(session, 'sharing:notice.file', async () => {
    if (file.size > LIMITS.inflatedBytes) throw new RunError('too-large')
    return readRunFile(await file.text())
  })
}

async function openFrom(
  session: Session,
  key: string,
  read: () => Promise<SharedRun>,
): Promise<OpenResult> {
  try {
    return await play(session, await read(), key)
  } catch (error) {
    if (!(error instanceof RunError)) throw error
    // Only a page that has just begun has nothing to show yet.
    if (useCluster.getState().topology === null) session.returnToOwn()
    const { reason, detail } = error
    useSession.setState({
      notice: { key: `sharing:broken.${reason}`, tone: 'warning', params: { detail } },
    })
    return { isOpen: false, error: error.message }
  }
}

async function play(session: Session, run: SharedRun, key: string): Promise<OpenResult> {
  const { recording, files, active, example } = run
  look(run)
  const commands = recording.actions.length
  const outcome = await withinLimit(session, commands, () =>
    session.openGuest({ recording, files, active, example }),
  )
  const back = loadOwnSession()
    ? { key: 'sharing:notice.back', run: () => session.returnToOwn() }
    : undefined
  const time = formatClock(useCluster.getState().atMicros)
  switch (outcome.type) {
    case 'same':
    case 'unproved':
      useSession.setState({
        notice: {
          key: outcome.type === 'same' ? key : `${key}Unproved`,
          tone: 'info',
          params: { count: commands, time },
          action: back,
        },
      })
      return { isOpen: true, isProved: outcome.type === 'same' }
    case 'differs':
      useSession.setState({
        notice: { key: 'sharing:notice.differs', tone: 'warning', params: { time }, action: back },
      })
      return { isOpen: true, isProved: false }
    case 'crashed':
      return refuse(session, 'sharing:notice.crashed', outcome.message)
    case 'timeout':
      return refuse(session, 'sharing:notice.timeout')
    case 'stopped':
      return { isOpen: false, error: 'stopped' }
  }
}

/** The reader sees what the sharer saw; the theme stays theirs. */
function look({ language, view }: SharedRun): void {
  const { grain, pace, tab } = view
  usePreferences.getState().set({ language, grain, pace, bottomTab: tab })
  useSelection.getState().select(view.target)
}

function refuse(session: Session, key: string, message = ''): OpenResult {
  session.returnToOwn()
  useSession.setState({ notice: { key, tone: 'warning', params: { message } } })
  return { isOpen: false, error: message || key }
}

/** Ends a replay that takes too long, and tells of one that takes a while. */
async function withinLimit(
  session: Session,
  commands: number,
  replay: () => Promise<ReplayOutcome>,
): Promise<ReplayOutcome | { readonly type: 'timeout' }> {
  let timers: ReturnType<typeof setTimeout>[] = []
  const limit = new Promise<{ readonly type: 'timeout' }>((resolve) => {
    timers = [
      setTimeout(() => {
        // Going back boots another worker, which ends this one and with it the replay.
        useSharing.setState({ opening: { commands, cancel: () => session.returnToOwn() } })
      }, TOLD_AFTER_MS),
      setTimeout(() => resolve({ type: 'timeout' }), REPLAY_MS_MAX),
    ]
  })
  try {
    return await Promise.race([replay(), limit])
  } finally {
    for (const timer of timers) clearTimeout(timer)
    useSharing.setState({ opening: null })
  }
}

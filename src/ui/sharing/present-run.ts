/** The present run, as it is shared: what the worker recorded, and how the page looks at it. */
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { useFiles } from '../state/files.ts'
import { usePreferences } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'
import { useSession } from '../state/session-state.ts'
import type { SharedRun } from './link/shared-run.ts'

/** Where whoever opens the run stands. */
export type SharedPlace = 'here' | 'beginning'

/** Null while there is no cluster. */
export async function presentRun(place: SharedPlace): Promise<SharedRun | null> {
  const reply = await commands.save()
  if (reply.type !== 'saved') return null
  const { recording } = reply
  const { files, active } = useFiles.getState()
  const { language, grain, pace, bottomTab } = usePreferences.getState()
  return {
    recording:
      place === 'here'
        ? recording
        : { ...recording, position: useCluster.getState().start, hash: '' },
    files,
    active,
    example: useSession.getState().example,
    language,
    view: { grain, pace, tab: bottomTab, target: useSelection.getState().target },
  }
}

/** Ways to open the page. */
export type LinkVariant = 'page' | 'present' | 'embed'

const QUERIES: { readonly [V in LinkVariant]: string } = {
  page: '',
  present: '?present=1',
  embed: '?embed=1',
}

/** The whole address of a run's fragment. */
export function linkTo(fragment: string, variant: LinkVariant): string {
  return `${location.origin}${location.pathname}${QUERIES[variant]}${fragment}`
}

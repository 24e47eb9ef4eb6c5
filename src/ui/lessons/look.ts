/** Where a beat wants the reader to look, done to the page. */
import type { Look } from '../../lessons/format/lesson.ts'
import type { InspectionTarget } from '../../protocol/inspection.ts'
import { useRequests } from '../panels/requests/requests-state.ts'
import { usePanes } from '../state/panes.ts'
import { type BottomTab, bottomTabs, usePreferences } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'
import { spotlight } from '../state/spotlight.ts'

/** Lights up, moves the camera, selects, opens a panel. What a look leaves out goes back to rest. */
export function lookAt(look: Look): void {
  spotlight(look.light ?? [], look.camera ?? null)
  useSelection.getState().select(look.select === undefined ? null : targetOf(look.select))
  const { panel } = look
  // After the inspector has turned to what is selected.
  if (panel !== undefined) setTimeout(() => openPanel(panel), 0)
}

function openPanel(panel: NonNullable<Look['panel']>): void {
  switch (panel) {
    case 'step':
    case 'component':
    case 'object':
    case 'why':
      usePanes.setState({ inspector: panel })
      return
    case 'editor':
      // The lesson itself stands in that place: its panel says that a file is to be seen.
      return
    default:
      // What happens from here on is what the lesson is about.
      if (panel === 'requests') useRequests.getState().countFromHere()
      if (isBottomTab(panel)) usePreferences.getState().set({ bottomTab: panel })
  }
}

function isBottomTab(name: string): name is BottomTab {
  return (bottomTabs as readonly string[]).includes(name)
}

/** `component:etcd`, `Pod/default/web`, `Node/worker-1`; null for what is none of these. */
export function targetOf(select: string): InspectionTarget | null {
  if (select.startsWith('component:')) {
    return { type: 'component', name: select.slice('component:'.length) }
  }
  const [kind = '', ...rest] = select.split('/')
  const [first = '', second] = rest
  if (kind === '' || first === '') return null
  if (second === undefined) return { type: 'object', object: { kind, name: first } }
  return { type: 'object', object: { kind, namespace: first, name: second } }
}

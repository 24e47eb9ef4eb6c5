/** Actions on the page itself: its panes, looks, languages and dialogs; the manifest; lessons. */

import { startTour } from '../guide/tour-state.ts'
import { languageName, languages } from '../i18n/languages.ts'
import { openLessonList, useLessonShell } from '../lessons/lesson-shell.ts'
import { menuTargetOf, openMenuAt } from '../menus/menu-state.ts'
import { startPresenting } from '../presenter/presenter-shell.ts'
import { useSharing } from '../sharing/sharing-state.ts'
import { commands } from '../state/commands.ts'
import { useComparison } from '../state/comparison.ts'
import { openDialog } from '../state/dialogs.ts'
import { useFiles } from '../state/files.ts'
import { type InspectorTab, usePanes } from '../state/panes.ts'
import { bottomTabs, type Theme, usePreferences } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'
import type { Action } from './action.ts'
import { copyLink, copyRecording } from './copy.ts'

const inspectorTabs: readonly InspectorTab[] = ['step', 'object', 'component', 'why']
const themes: readonly Theme[] = ['system', 'light', 'dark']

export const pageActions: readonly Action[] = [
  {
    id: 'command-palette',
    group: 'page',
    title: 'palette:open',
    chords: [{ key: 'KeyK', mod: true }],
    run: () => openDialog('palette'),
  },
  {
    id: 'help-keys',
    group: 'page',
    title: 'toolbar.help',
    chords: [{ key: '?' }],
    run: () => openDialog('help'),
  },
  { id: 'tour', group: 'page', title: 'guide:tour.start', run: startTour },
  {
    id: 'apply-manifest',
    group: 'run',
    title: 'help.key.apply',
    chords: [{ key: 'Enter', mod: true }],
    isHeardElsewhere: true,
    run: () => commands.applyFile(useFiles.getState().active),
  },
  {
    id: 'menu-break-node-pod',
    group: 'run',
    title: 'help.key.menu',
    chords: [{ key: 'KeyM' }],
    isHeardElsewhere: true,
    isEnabled: () => menuTargetOf(useSelection.getState().target) !== null,
    run: openMenuOfSelection,
  },
  {
    id: 'lessons',
    group: 'lesson',
    title: 'lessons:open',
    run: openLessonList,
  },
  {
    id: 'lesson-next',
    group: 'lesson',
    title: 'actions:lessonNext',
    chords: [{ key: 'PageDown' }],
    isHeardElsewhere: true,
    isEnabled: () => useLessonShell.getState().isTaken,
    run: () => lessonState().then(({ next }) => next()),
  },
  {
    id: 'lesson-back',
    group: 'lesson',
    title: 'actions:lessonBack',
    chords: [{ key: 'PageUp' }],
    isHeardElsewhere: true,
    isEnabled: () => useLessonShell.getState().isTaken,
    run: () => lessonState().then(({ back }) => back()),
  },
  {
    id: 'present',
    group: 'page',
    title: 'presenter:open',
    chords: [{ key: 'KeyP' }],
    run: startPresenting,
  },
  {
    id: 'share-export',
    group: 'page',
    title: 'sharing:open',
    run: () => useSharing.setState({ isDialogOpen: true }),
  },
  {
    id: 'start-over-new-run',
    group: 'page',
    title: 'toolbar.newRun',
    run: () => openDialog('new-run'),
  },
  { id: 'copy-link', group: 'page', title: 'toolbar.copyLink', run: copyLink },
  { id: 'copy-recording', group: 'page', title: 'toolbar.copyRecording', run: copyRecording },
  {
    id: 'mark-a-compare',
    group: 'page',
    title: 'compare:markA',
    run: () => useComparison.getState().mark('a'),
  },
  {
    id: 'mark-b-compare',
    group: 'page',
    title: 'compare:markB',
    run: () => useComparison.getState().mark('b'),
  },
  {
    id: 'compare-positions',
    group: 'page',
    title: 'compare:positions',
    run: () => useComparison.getState().show('positions'),
  },
  {
    id: 'compare-runs',
    group: 'page',
    title: 'compare:runs',
    run: () => useComparison.getState().show('runs'),
  },
  ...bottomTabs.map(
    (tab): Action => ({
      id: `show-${tab}`,
      group: 'look',
      title: `actions:show.${tab}`,
      run: () => {
        usePreferences.getState().set({ bottomTab: tab })
        usePanes.setState({ narrow: 'bottom' })
      },
    }),
  ),
  ...inspectorTabs.map(
    (tab): Action => ({
      id: `show-${tab}`,
      group: 'look',
      title: `actions:show.${tab}`,
      run: () => usePanes.setState({ inspector: tab, narrow: 'inspector' }),
    }),
  ),
  ...themes.map(
    (theme): Action => ({
      id: `theme-${theme}`,
      group: 'look',
      title: `actions:theme.${theme}`,
      run: () => usePreferences.getState().set({ theme }),
    }),
  ),
  ...languages.codes.map(
    (language): Action => ({
      id: `language-${language}`,
      group: 'look',
      title: 'palette:language',
      // Asked for when the palette opens: the browser's names of languages take some 20 ms to come.
      get params() {
        return { name: languageName(language) }
      },
      run: () => usePreferences.getState().set({ language }),
    }),
  ),
]

async function lessonState() {
  const { useLesson } = await import('../lessons/lesson-state.ts')
  return useLesson.getState()
}

/** In the middle of the cluster: from here nobody knows where the thing itself is drawn. */
function openMenuOfSelection(): void {
  const target = menuTargetOf(useSelection.getState().target)
  const box = document.querySelector('.dg')?.getBoundingClientRect()
  if (target && box) openMenuAt(target, { x: box.x + box.width / 2, y: box.y + box.height / 3 })
}

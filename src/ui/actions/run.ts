/** Actions that move the run: the helm. The embedded page has these and no others. */
import { type PlaybackMode, playbackMode } from '../machines/playback.ts'
import { paceOptions } from '../panels/toolbar/paces.ts'
import { hasNothingAhead, useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { usePreferences } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'
import type { Action } from './action.ts'

export const runActions: readonly Action[] = [
  {
    id: 'step-forward',
    group: 'run',
    title: 'toolbar.stepForward',
    chords: [{ key: 'ArrowRight' }],
    isEnabled: isUsable,
    run: () => commands.step(usePreferences.getState().grain, 'forward'),
  },
  {
    id: 'step-back',
    group: 'run',
    title: 'toolbar.stepBack',
    chords: [{ key: 'ArrowLeft' }],
    isEnabled: isUsable,
    run: () => commands.step(usePreferences.getState().grain, 'back'),
  },
  {
    id: 'play-pause',
    group: 'run',
    title: 'help.key.play',
    chords: [{ key: ' ' }],
    isEnabled: isUsable,
    run: () => {
      if (isMoving(playbackMode())) commands.pause()
      else return commands.play(usePreferences.getState().pace)
    },
  },
  {
    id: 'story-step-forward',
    group: 'run',
    title: 'actions:storyForward',
    chords: [{ key: 'ArrowRight', shift: true }],
    isEnabled: isUsable,
    run: () => commands.step('story', 'forward'),
  },
  {
    id: 'story-step-back',
    group: 'run',
    title: 'actions:storyBack',
    chords: [{ key: 'ArrowLeft', shift: true }],
    isEnabled: isUsable,
    run: () => commands.step('story', 'back'),
  },
  {
    id: 'decision-step-forward',
    group: 'run',
    title: 'actions:decisionForward',
    chords: [{ key: 'ArrowRight', alt: true }],
    isEnabled: isUsable,
    run: () => commands.step('decision', 'forward'),
  },
  {
    id: 'decision-step-back',
    group: 'run',
    title: 'actions:decisionBack',
    chords: [{ key: 'ArrowLeft', alt: true }],
    isEnabled: isUsable,
    run: () => commands.step('decision', 'back'),
  },
  {
    id: 'go-to-beginning',
    group: 'run',
    title: 'actions:toBeginning',
    chords: [{ key: 'Home' }],
    isEnabled: isUsable,
    run: () => commands.seek(useCluster.getState().start),
  },
  {
    id: 'go-to-end',
    group: 'run',
    title: 'actions:toEnd',
    chords: [{ key: 'End' }],
    isEnabled: isUsable,
    run: () => commands.seek(useCluster.getState().end),
  },
  {
    id: 'run-to-quiet',
    group: 'run',
    title: 'toolbar.runToQuiet',
    chords: [{ key: 'KeyR' }],
    isEnabled: isUsable,
    run: commands.runToQuiet,
  },
  {
    id: 'skip-ahead',
    group: 'run',
    title: 'toolbar.skipAhead',
    chords: [{ key: 'KeyN' }],
    isEnabled: () => isUsable() && !hasNothingAhead(useCluster.getState()),
    run: commands.skipAhead,
  },
  {
    id: 'clear-selection',
    group: 'run',
    title: 'help.key.escape',
    chords: [{ key: 'Escape' }],
    isEnabled: isUsable,
    run: () => useSelection.getState().select(null),
  },
  ...paceOptions.map(
    ({ value, pace, key, params }): Action => ({
      id: `pace-${value}`,
      group: 'run',
      title: key,
      params: { ...params },
      run: () => {
        usePreferences.getState().set({ pace })
        if (playbackMode() === 'playing') return commands.play(pace)
      },
    }),
  ),
]

function isUsable(): boolean {
  const mode = playbackMode()
  return mode !== 'restoring' && mode !== 'crashed'
}

function isMoving(mode: PlaybackMode): boolean {
  return mode === 'playing' || mode === 'runningToQuiet'
}

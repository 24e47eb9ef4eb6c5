/** What a clicker, a key, a button and the speaker's window can do with the stage. */
import { useLesson } from '../lessons/lesson-state.ts'
import { playbackMode } from '../machines/playback.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { usePreferences } from '../state/preferences.ts'
import { useSelection } from '../state/selection.ts'
import { spotlight, useSpotlight } from '../state/spotlight.ts'
import { type Part, partsOf } from './parts.ts'
import { stopPresenting } from './presenter-shell.ts'
import { emptyStage, presentPartNow, useStage } from './stage-state.ts'

/** The orders of the speaker's window. */
export const orders = {
  next: goOn,
  back: goBack,
  black: () => useStage.setState(({ isBlack }) => ({ isBlack: !isBlack })),
  play: playOrPause,
} as const
export type Order = keyof typeof orders

/** Onwards: the next page, the next part, the deed, the next beat; without a lesson, the next step of the story. */
export function goOn(): void {
  useStage.setState({ isBlack: false })
  const play = useLesson.getState()
  const beat = play.lesson?.beats[play.state?.beatIndex ?? 0]
  if (!play.state || !beat) {
    void commands.step('story', 'forward')
    return
  }
  const { page, pages } = useStage.getState()
  if (page + 1 < pages) {
    useStage.setState({ page: page + 1 })
    return
  }
  const parts = partsOf(beat, play.state)
  const next = parts[parts.indexOf(presentPartNow() ?? 'text') + 1]
  if (next) return turnTo(play.state.beatIndex, next)
  switch (play.state.beat.phase) {
    case 'predicting':
      void play.reveal()
      return
    case 'working':
      void play.solve()
      return
    default:
      void play.next()
  }
}

/** Back: a page, a part, to the beginning of the beat before; without a lesson, a step of the story. */
export function goBack(): void {
  useStage.setState({ isBlack: false })
  const play = useLesson.getState()
  const beat = play.lesson?.beats[play.state?.beatIndex ?? 0]
  if (!play.state || !beat) {
    void commands.step('story', 'back')
    return
  }
  const { page } = useStage.getState()
  if (page > 0) {
    useStage.setState({ page: page - 1 })
    return
  }
  const parts = partsOf(beat, play.state)
  const before = parts[parts.indexOf(presentPartNow() ?? 'text') - 1]
  if (before) return turnTo(play.state.beatIndex, before)
  if (play.state.beatIndex === 0) return
  // The part that was shown there last may be its answer.
  turnTo(play.state.beatIndex - 1, 'text')
  void play.back()
}

function turnTo(beatIndex: number, part: Part): void {
  useStage.setState({ part: { beatIndex, part }, page: 0 })
}

/** Chooses one of the answers by its number, from 1. */
export function chooseAnswer(number: number): boolean {
  const { lesson, state, choose } = useLesson.getState()
  const choice = lesson?.beats[state?.beatIndex ?? 0]?.prediction?.choices[number - 1]
  if (!choice || presentPartNow() !== 'question') return false
  choose(choice.id)
  return true
}

function playOrPause(): void {
  const mode = playbackMode()
  if (mode === 'playing' || mode === 'runningToQuiet') commands.pause()
  else void commands.play(usePreferences.getState().pace)
}

/** Whether the camera is on a part because the presenter wanted it there. */
export function isZoomed(): boolean {
  const { zoomWish } = useStage.getState()
  return zoomWish !== null && zoomWish === useSpotlight.getState().wish
}

/** Zooms to a component or node; null: back to what the lesson, or the whole, wants to be seen. */
export function zoomTo(name: string | null): void {
  const { lesson, state } = useLesson.getState()
  const look = lesson?.beats[state?.beatIndex ?? 0]?.look
  spotlight(useSpotlight.getState().lit, name ?? look?.camera ?? 'all')
  useStage.setState({ zoomWish: name === null ? null : useSpotlight.getState().wish })
}

/** The key's zoom: to what is under the pointer, else to who acts; and back. */
export function toggleZoom(): void {
  if (isZoomed()) return zoomTo(null)
  const { hovered } = useSelection.getState()
  const name =
    (hovered && nameOfTarget(hovered)) ??
    useCluster.getState().step?.actors[0] ??
    useSpotlight.getState().lit[0]
  if (name) zoomTo(name)
}

function nameOfTarget(
  target: NonNullable<ReturnType<typeof useSelection.getState>['target']>,
): string | null {
  if (target.type === 'component') return target.name
  const { kind, namespace = '', name } = target.object
  if (kind === 'Node') return name
  return placeOfPod(`${namespace}/${name}`)
}

/** A pod is looked at where it runs. */
export function placeOfPod(key: string): string | null {
  return useCluster.getState().rows.pods.get(key)?.nodeName || null
}

export function toggleFullscreen(): void {
  // A browser that refuses (or has none) leaves the stage as large as its window.
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
  else document.documentElement.requestFullscreen?.().catch(() => undefined)
}

/** Escape, layer by layer: the black, the help, the tool in the hand, then the stage. */
export function escapeLayer(): void {
  const { isBlack, isHelpOpen, tool } = useStage.getState()
  if (isBlack) useStage.setState({ isBlack: false })
  else if (isHelpOpen) useStage.setState({ isHelpOpen: false })
  else if (tool) useStage.setState({ tool: null, pointer: null })
  else leaveStage()
}

/** Back to the page; what was drawn and zoomed is over. */
export function leaveStage(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
  if (isZoomed()) zoomTo(null)
  useStage.setState(emptyStage)
  stopPresenting()
}

/** Opens the speaker's window, or brings it to the front. */
export function openSpeaker(): void {
  const url = new URL('?speaker=1', location.href)
  url.hash = ''
  const opened = window.open(url, 'pilothouse-speaker', 'popup,width=1080,height=760')
  useStage.setState({ isBlocked: opened === null })
}

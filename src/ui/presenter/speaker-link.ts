/** The stage's end of the channel: tells what it shows, obeys the speaker's window. */
import { useEffect } from 'react'
import type { Beat, Localized } from '../../lessons/format/lesson.ts'
import type { Text } from '../../protocol/views.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { playback, playbackMode } from '../machines/playback.ts'
import { countThrough, useTimeline } from '../panels/timeline/entries.ts'
import { useCluster } from '../state/cluster.ts'
import { type Language, usePreferences } from '../state/preferences.ts'
import { useSession } from '../state/session-state.ts'
import {
  type BeatNotes,
  type FromSpeaker,
  type FromStage,
  openChannel,
  PING_EVERY_MS,
  type Picture,
  type Situation,
} from './channel.ts'
import { partsOf } from './parts.ts'
import { presentPartNow, useStage } from './stage-state.ts'
import { orders } from './steering.ts'

/** While time plays, pictures go over at most this often. */
const PICTURE_EVERY_MS = 250
/** Who has not asked for so long is not there: pictures of large clusters are not made for nobody. */
const HEARD_WITHIN_MS = 5 * PING_EVERY_MS

/** Keeps the speaker's windows (none, one or several) in step for as long as the stage is shown. */
export function useSpeakerLink(): void {
  useEffect(() => {
    const channel = openChannel()
    return channel ? serveSpeakers(channel) : undefined
  }, [])
}

function serveSpeakers(channel: BroadcastChannel): () => void {
  const stage = crypto.randomUUID()
  let lastHeardMs = Number.NEGATIVE_INFINITY
  const tell = (message: FromStage) => channel.postMessage(message)
  const tellSpeakers = (message: () => FromStage) => {
    if (performance.now() - lastHeardMs < HEARD_WITHIN_MS) tell(message())
  }
  const tellPicture = inTurns(PICTURE_EVERY_MS, () =>
    tellSpeakers(() => ({ type: 'picture', stage, picture: presentPicture() })),
  )
  const tellSituation = inTurns(30, () =>
    tellSpeakers(() => ({ type: 'situation', stage, situation: presentSituation() })),
  )
  const tellPointer = () =>
    tellSpeakers(() => ({ type: 'pointer', stage, pointer: useStage.getState().pointer }))

  channel.onmessage = ({ data }: MessageEvent<FromSpeaker>) => {
    lastHeardMs = performance.now()
    if (data.type === 'hello') {
      tellPicture.soon()
      tellSituation.soon()
    } else if (data.type === 'ping') tell({ type: 'alive', stage })
    else if (data.type === 'order' && data.stage === stage) orders[data.order]()
  }
  const looks = new MutationObserver(tellSituation.soon)
  looks.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const onClose = () => tell({ type: 'gone', stage, why: 'closed' })
  window.addEventListener('pagehide', onClose)
  const subscription = playback.subscribe(tellSituation.soon)
  const stops = [
    useCluster.subscribe((state, before) => {
      if (state.rows !== before.rows || state.step !== before.step) tellPicture.soon()
      if (state.step !== before.step) tellSituation.soon()
    }),
    useStage.subscribe((state, before) => {
      if (state.pointer !== before.pointer) tellPointer()
      else tellSituation.soon()
    }),
    useLesson.subscribe(tellSituation.soon),
    useSession.subscribe(tellSituation.soon),
    usePreferences.subscribe(tellSituation.soon),
    useTimeline.subscribe(tellSituation.soon),
    () => subscription.unsubscribe(),
    () => looks.disconnect(),
    () => window.removeEventListener('pagehide', onClose),
    tellPicture.stop,
    tellSituation.stop,
  ]
  // A speaker's window that is open already asks for the rest.
  tell({ type: 'alive', stage })
  return () => {
    for (const stop of stops) stop()
    tell({ type: 'gone', stage, why: 'left' })
    channel.close()
  }
}

/** At once, but not more often than every so many milliseconds; the last is never lost. */
function inTurns(everyMs: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastMs = Number.NEGATIVE_INFINITY
  function now() {
    timer = undefined
    lastMs = performance.now()
    act()
  }
  return {
    soon: () => {
      timer ??= setTimeout(now, Math.max(0, lastMs + everyMs - performance.now()))
    },
    stop: () => clearTimeout(timer),
  }
}

function presentPicture(): Picture {
  const { rows, atMicros, startAtMicros, step } = useCluster.getState()
  const { components, nodes, pods } = rows
  const told = step && {
    title: step.title,
    what: step.what,
    why: step.why,
    actors: step.actors,
  }
  return { components, nodes, pods, atMicros, startAtMicros, step: told }
}

function presentSituation(): Situation {
  const { page, pages, isBlack, strokes, view } = useStage.getState()
  const mode = playbackMode()
  const { notice } = useSession.getState()
  return {
    language: usePreferences.getState().language,
    theme: document.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
    beat: beatNotes(),
    nextStep: nextStep(),
    stopped: notice?.tone === 'stop' ? { key: notice.key, params: notice.params } : null,
    page,
    pages,
    isBlack,
    isPlaying: mode === 'playing' || mode === 'runningToQuiet',
    strokes,
    view,
  }
}

function beatNotes(): BeatNotes | null {
  const { lesson, state } = useLesson.getState()
  const beat = lesson?.beats[state?.beatIndex ?? 0]
  if (!lesson || !state || !beat) return null
  const { language } = usePreferences.getState()
  const next = lesson.beats[state.beatIndex + 1]
  const parts = partsOf(beat, state)
  const part = presentPartNow() ?? 'text'
  return {
    lesson: lesson.title[language] ?? lesson.title.en,
    title: beat.title[language] ?? beat.title.en,
    number: state.beatIndex + 1,
    count: lesson.beats.length,
    notes: beat.notes ? (beat.notes[language] ?? beat.notes.en) : '',
    text: wordsOf(beat, language),
    part,
    nextPart: parts[parts.indexOf(part) + 1] ?? null,
    nextTitle: next ? (next.title[language] ?? next.title.en) : null,
  }
}

/** All that the beat says and asks, with the answers: the speaker may know them. */
function wordsOf(beat: Beat, language: Language): string {
  const word = (text: Localized | undefined) => (text ? (text[language] ?? text.en) : '')
  const { prediction } = beat
  const choices = prediction?.choices.map(
    ({ id, text }, index) => `${index + 1}. ${word(text)}${id === prediction.answer ? ' ✓' : ''}`,
  )
  const question = prediction && `**${word(prediction.question)}**\n\n${choices?.join('\n')}`
  const task = (beat.task ?? beat.break)?.ask
  return [word(beat.text), question, word(task), word(beat.after)].filter(Boolean).join('\n\n')
}

/** How many chapters the story of a Deployment has: those are known before they happen. */
const PLANNED = 7

/** A step that was undone is known; of a planned story, the next chapter is. */
function nextStep(): Text | null {
  const { position, step } = useCluster.getState()
  const { entries } = useTimeline.getState()
  const known = entries
    .slice(countThrough(entries, position))
    .find((entry) => entry.isStory && entry.storyTitle)
  if (known?.storyTitle) return known.storyTitle
  if (useSession.getState().isUntouched) return { key: 'inspector:step.plan1' }
  const chapter = step?.chapter
  if (chapter?.of !== PLANNED) return null
  const { number, of, skipped } = chapter
  for (let next = number + 1; next <= of; next += 1) {
    if (!skipped.includes(next)) return { key: `inspector:step.plan${next}` }
  }
  return null
}

/** Watching the cluster, the clock and the keys for the lesson that is being taken. */
import { useEffect } from 'react'
import { useCluster } from '../state/cluster.ts'
import { usePanes } from '../state/panes.ts'
import { checkAway, checkTask, heldPosition, isResting, useLesson } from './lesson-state.ts'
import { useProgress } from './progress.ts'

/** The task's checks are asked at most this often. */
const CHECK_AFTER_MS = 150
/** An act without a moment of time is noticed a little later. */
const AWAY_AFTER_MS = 400
const CLOCK_MS = 5000

/** Asks for the task, and whether the learner left the script, whenever the cluster has changed. */
export function useWatchLesson(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false

    function soon() {
      const { state, isBusy, isAway } = useLesson.getState()
      if (!state || isBusy) return
      if (isResting(state)) {
        const { ready, position } = useCluster.getState()
        if (!isAway && ready && position !== heldPosition()) useLesson.setState({ isAway: true })
      } else if (state.beat.phase !== 'working') return
      timer ??= setTimeout(ask, state.beat.phase === 'working' ? CHECK_AFTER_MS : AWAY_AFTER_MS)
    }

    async function ask() {
      try {
        const phase = useLesson.getState().state?.beat.phase
        if (phase === 'working') await checkTask()
        else if (useCluster.getState().playing === null) await checkAway()
      } catch {
        // The run is gone or another one comes: its first frame asks again.
      }
      timer = undefined
      if (isGone) return
      if (isStale) {
        isStale = false
        soon()
      }
    }

    let isStale = false
    function onChange() {
      if (timer === undefined) soon()
      else isStale = true
    }
    const stops = [
      useCluster.subscribe((state, before) => {
        const isMoved =
          state.position !== before.position ||
          state.fork !== before.fork ||
          state.ready !== before.ready ||
          state.playing !== before.playing
        if (isMoved) onChange()
      }),
      useLesson.subscribe((play, before) => {
        if (play.isBusy !== before.isBusy || play.state?.beat.phase !== before.state?.beat.phase) {
          onChange()
        }
      }),
    ]
    onChange()
    return () => {
      isGone = true
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [])
}

/** What is done at once is not worth turning the page for. */
const TURN_AFTER_MS = 300
/** The last picture is looked at for a moment. */
const TURN_BACK_AFTER_MS = 1200

/** On a narrow screen lesson and cluster share one place: while the lesson does something, the cluster has it. */
export function useTurnToCluster(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let hasTurned = false
    function onPhase(isDoing: boolean) {
      clearTimeout(timer)
      if (isDoing) timer = setTimeout(turn, TURN_AFTER_MS)
      else if (hasTurned) timer = setTimeout(turnBack, TURN_BACK_AFTER_MS)
    }
    function turn() {
      if (usePanes.getState().narrow !== 'lesson') return
      hasTurned = true
      usePanes.setState({ narrow: 'diagram' })
    }
    function turnBack() {
      hasTurned = false
      if (usePanes.getState().narrow === 'diagram') usePanes.setState({ narrow: 'lesson' })
    }
    const stop = useLesson.subscribe(({ state }, before) => {
      const phase = state?.beat.phase
      if (phase !== before.state?.beat.phase) onPhase(phase === 'doing')
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
}

/** Counts the time with the lesson in sight. */
export function useLessonClock(): void {
  useEffect(() => {
    const timer = setInterval(() => {
      const { lesson, state } = useLesson.getState()
      const { left, narrow } = usePanes.getState()
      const isInSight = left === 'lesson' || narrow === 'lesson'
      if (!lesson || state?.isOver || !isInSight || document.hidden) return
      useProgress.getState().addSeconds(lesson.id, CLOCK_MS / 1000)
    }, CLOCK_MS)
    return () => clearInterval(timer)
  }, [])
}

const TYPING =
  'input:not([type="radio"]), textarea, select, [contenteditable="true"], .monaco-editor'
const ELSEWHERE = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]'

/** PageDown and PageUp (a clicker's keys): the rest of a long text first, then the next beat. */
export function useLessonKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isNext = event.key === 'PageDown'
      if (!isNext && event.key !== 'PageUp') return
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(TYPING) || target?.closest(ELSEWHERE)) return
      event.preventDefault()
      const body = document.querySelector<HTMLElement>('[data-lesson-body]')
      if (body && scrollOn(body, isNext ? 1 : -1)) return
      const { next, back, state } = useLesson.getState()
      if (isNext) void next()
      else if ((state?.beatIndex ?? 0) > 0) void back()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Scrolls by most of a page; false if there is nothing more that way. */
function scrollOn(body: HTMLElement, direction: 1 | -1): boolean {
  const room =
    direction > 0 ? body.scrollHeight - body.clientHeight - body.scrollTop : body.scrollTop
  if (room < 8) return false
  body.scrollBy({ top: direction * body.clientHeight * 0.8 })
  return true
}

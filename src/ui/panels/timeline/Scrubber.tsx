import { type CSSProperties, memo, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { commands } from '../../state/commands.ts'
import { useComparison } from '../../state/comparison.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import { countThrough, useTimeline } from './entries.ts'
import styles from './Timeline.module.css'

/** More marks than this would only be a blur. */
const MARKS_MAX = 300
/** Of the whole run, in the marks' own measure. */
const WIDTH = 1000

/**
 * The whole run under one thumb, message by message: heartbeats and waits take no room. A native
 * range, so keys, touch and screen readers work as anywhere.
 */
export function Scrubber() {
  const { t } = useTranslation()
  const entries = useTimeline((state) => state.entries)
  const version = useTimeline((state) => state.version)
  const position = useUnhurried((state) => state.position)
  const start = useUnhurried((state) => state.start)
  const atMicros = useUnhurried((state) => state.atMicros)
  const end = useUnhurried((state) => state.end)
  const seek = useCoalescedSeek()
  const count = countThrough(entries, position)
  const total = entries.length
  return (
    <div
      className={styles.scrubber}
      style={{ '--done': total === 0 ? 0 : count / total } as CSSProperties}
    >
      <span className={styles.track} aria-hidden>
        <Marks version={version} />
        <ComparedMarks version={version} />
      </span>
      <input
        type="range"
        aria-label={t('timeline.label')}
        // What the value means to the outside: positions. The native one counts messages.
        aria-valuemin={start}
        aria-valuemax={end}
        aria-valuenow={position}
        aria-valuetext={t('timeline.valueText', {
          time: formatClock(atMicros),
          position: position - start,
          end: end - start,
        })}
        min={0}
        max={total}
        step={1}
        value={count}
        onChange={(event) => {
          const wanted = Number(event.target.value)
          const target = wanted === total ? end : entries[wanted - 1]?.position
          seek(wanted === 0 ? start : (target ?? start))
        }}
      />
    </div>
  )
}

/** Where story steps end. The entries' array grows in place: their version tells that it did. One form for all: they change with every chunk. */
const Marks = memo(function Marks(_: { readonly version: number }) {
  const { entries } = useTimeline.getState()
  let dots = ''
  let count = 0
  for (let at = entries.length; at > 0 && count < MARKS_MAX; at--) {
    if (!entries[at - 1]?.isStory) continue
    dots += `M${((at / entries.length) * WIDTH).toFixed(1)} 0h0`
    count++
  }
  return (
    <svg
      aria-hidden
      className={styles.marks}
      viewBox={`0 -1 ${WIDTH} 2`}
      preserveAspectRatio="none"
    >
      <path d={dots} />
      <path d={dots} />
    </svg>
  )
})

/** The two places that the reader marked to compare. */
function ComparedMarks(_: { readonly version: number }) {
  const { t } = useTranslation('compare')
  const { a, b } = useComparison()
  const { entries } = useTimeline.getState()
  return (
    [
      ['a', a],
      ['b', b],
    ] as const
  ).map(
    ([name, mark]) =>
      mark && (
        <span
          key={name}
          className={styles.comparedMark}
          style={
            {
              '--at': countThrough(entries, mark.position) / Math.max(1, entries.length),
            } as CSSProperties
          }
        >
          {t(name)}
        </span>
      ),
  )
}

/** Dragging asks for many positions; the worker is asked for the newest one per picture. */
function useCoalescedSeek(): (position: number) => void {
  const wanted = useRef<number | null>(null)
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return (position) => {
    const isAsked = wanted.current !== null
    wanted.current = position
    if (isAsked) return
    frame.current = requestAnimationFrame(() => {
      if (wanted.current !== null) commands.seek(wanted.current)
      wanted.current = null
    })
  }
}

/** Plugs the picture into the page: the stores that it follows, and the canvas that it paints. */
import type { TFunction } from 'i18next'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { TimelineEntry } from '../../../protocol/views.ts'
import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { isSameObject, useSelection } from '../../state/selection.ts'
import { isUnfiltered, useSequence } from '../../state/sequence.ts'
import { useWhy } from '../../state/why.ts'
import { countThrough, useTimeline } from '../timeline/entries.ts'
import { causesOf, indexAtPosition } from '../timeline/filter.ts'
import { formatMoment } from './moment.ts'
import { type SequenceSight, SequenceView, type Surroundings } from './sequence-view.ts'

export interface SequenceHandle {
  readonly view: RefObject<SequenceView | null>
  readonly sight: SequenceSight | null
}

/** A silence as long as this has heartbeats in it. */
const HEARTBEATS_FROM_MICROS = 10_000_000

/** Makes the view of a canvas and keeps it up to date for as long as the canvas is on the page. */
export function useSequenceView(
  canvas: RefObject<HTMLCanvasElement | null>,
  focusedLane: string | null,
): SequenceHandle {
  const { t } = useTranslation('sequence')
  const { t: tell } = useTranslation()
  const view = useRef<SequenceView | null>(null)
  const sightNow = useRef<SequenceSight | null>(null)
  const [sight, setSight] = useState<SequenceSight | null>(null)
  const latest = useRef({ t, tell, focusedLane })

  useEffect(() => {
    latest.current = { t, tell, focusedLane }
    view.current?.surround(surroundings(sightNow.current, latest.current))
  })

  useEffect(() => {
    if (!canvas.current) return
    const made = new SequenceView(canvas.current, source(), {
      around: surroundings(null, latest.current),
      onSight: (next) => {
        sightNow.current = next
        setSight(next)
      },
    })
    view.current = made
    const surround = () => made.surround(surroundings(sightNow.current, latest.current))
    const update = () => {
      made.update(source())
      surround()
    }
    update()
    const stops = [
      ...followPage(canvas.current, made),
      useTimeline.subscribe(update),
      useSequence.subscribe((state, before) => {
        if (state.filter !== before.filter || state.unfolded !== before.unfolded) update()
        else if (state.isTrueScale !== before.isTrueScale) update()
        if (state.filter !== before.filter) made.keepNowInSight()
        surround()
      }),
      useSelection.subscribe(surround),
      useWhy.subscribe(surround),
      useCluster.subscribe((state, before) => {
        surround()
        if (state.position !== before.position) made.keepNowInSight()
      }),
    ]
    return () => {
      made.stop()
      for (const stop of stops) stop()
      view.current = null
    }
  }, [canvas])
  return { view, sight }
}

/** The canvas's size and the theme. */
function followPage(canvas: HTMLCanvasElement, view: SequenceView): readonly (() => void)[] {
  const size = new ResizeObserver(([entry]) =>
    view.resize(entry?.contentRect.width ?? 0, entry?.contentRect.height ?? 0),
  )
  size.observe(canvas)
  const looks = new MutationObserver(() => view.forgetColours())
  looks.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return [() => size.disconnect(), () => looks.disconnect()]
}

function source() {
  const { filter, unfolded, isTrueScale } = useSequence.getState()
  const { entries } = useTimeline.getState()
  const components = ['user', ...useCluster.getState().rows.components.keys()]
  return { entries, filter, components, unfolded, isTrueScale }
}

interface Tellers {
  /** Words of this diagram, and of the stories. */
  readonly t: TFunction<'sequence'>
  readonly tell: TFunction
  readonly focusedLane: string | null
}

function surroundings(
  sight: SequenceSight | null,
  { t, tell, focusedLane }: Tellers,
): Surroundings {
  const shown = sight?.model.shown ?? []
  const { position, atMicros, end } = useCluster.getState()
  const { selected, filter } = useSequence.getState()
  const { target } = useSelection.getState()
  const object = target?.type === 'object' ? target.object : null
  const lane = focusedLane ?? (target?.type === 'component' ? target.name : object?.name)
  const isLane = target?.type === 'component' || object?.kind === 'Node' || focusedLane !== null
  const isWhole = isUnfiltered(filter)
  return {
    count: countThrough(shown, position),
    nowMicros: atMicros,
    selected: selected === null ? -1 : exactIndex(shown, selected),
    path: pathThrough(shown),
    litLane: isLane ? (sight?.model.lanes.findIndex(({ name }) => name === lane) ?? -1) : -1,
    isLit: (index) => {
      const about = shown[index]?.object
      return object !== null && about !== undefined && isSameObject(about, object)
    },
    words: {
      story: (index) => {
        const title = shown[index]?.storyTitle
        return title ? tell(title.key, { ...title.params }) : ''
      },
      fold: (micros) => {
        const kind = !isWhole ? 'filtered' : micros < HEARTBEATS_FROM_MICROS ? 'wait' : 'heartbeats'
        return t(`fold.${kind}`, { duration: formatDuration(micros) })
      },
      clock: formatMoment,
      now: position < end ? t('known') : t('now'),
    },
  }
}

/** The answer to "why?" if one was asked for, else what led to the selected message. */
function pathThrough(shown: readonly TimelineEntry[]): readonly number[] {
  const { chain } = useWhy.getState()
  const { selected } = useSequence.getState()
  const positions =
    chain.length > 0
      ? chain.map((link) => link.position)
      : selected === null
        ? []
        : [selected, ...causesOf(useTimeline.getState().entries, selected)]
  return positions
    .map((position) => exactIndex(shown, position))
    .filter((index) => index >= 0)
    .sort((a, b) => a - b)
}

function exactIndex(shown: readonly TimelineEntry[], position: number): number {
  const index = indexAtPosition(shown, position)
  return shown[index]?.position === position ? index : -1
}

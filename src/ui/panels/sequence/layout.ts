/** The sequence as data, for who draws it elsewhere (text exports). Pure. */
import type { TimelineEntry } from '../../../protocol/views.ts'
import { type MessageFilter, noFilter } from '../../state/sequence.ts'
import { isFolded, SCALE, silenceBefore } from './axis.ts'
import { sendingY } from './draw/scene.ts'
import type { SequenceLane } from './lanes.ts'
import { modelOf } from './model.ts'

export interface SequenceLayoutOptions {
  readonly filter?: MessageFilter
  /** Workers whose parts have lanes of their own. */
  readonly unfolded?: ReadonlySet<string>
  /** Pixels per microsecond; default: as it is read. */
  readonly scale?: number
  readonly isTrueScale?: boolean
}

export interface PlacedMessage {
  readonly entry: TimelineEntry
  /** Indexes of lanes; the same for a message within one lane. */
  readonly from: number
  readonly to: number
  /** Pixels from the first arrival down. */
  readonly sentY: number
  readonly y: number
  /** Microseconds folded away before it; 0 if none. */
  readonly foldedMicros: number
}

export interface SequenceLayout {
  readonly lanes: readonly SequenceLane[]
  /** In order of arrival. */
  readonly messages: readonly PlacedMessage[]
  readonly height: number
}

/** Lays messages out as the sequence diagram does: lanes from left to right, time downwards. Only lanes that are used. */
export function sequenceLayout(
  entries: readonly TimelineEntry[],
  options: SequenceLayoutOptions = {},
): SequenceLayout {
  const model = modelOf({
    entries,
    filter: options.filter ?? noFilter,
    components: [],
    unfolded: options.unfolded ?? new Set(),
    scale: options.scale ?? SCALE.reading,
    isTrueScale: options.isTrueScale ?? false,
  })
  const { shown, columns, axis, lanes, laneOf } = model
  const messages = shown.map((entry, index) => ({
    entry,
    from: laneOf[columns.from[index] as number] ?? -1,
    to: laneOf[columns.to[index] as number] ?? -1,
    sentY: sendingY({ columns, axis, offsetY: 0 }, index),
    y: axis.y[index] as number,
    foldedMicros: isFolded(axis, index) ? silenceBefore(axis, index) : 0,
  }))
  return { lanes, messages, height: axis.height }
}

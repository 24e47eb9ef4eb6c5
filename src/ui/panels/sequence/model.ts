/** From the run's messages and what the reader asked for to what is drawn: filtered, in columns, on lanes, on the axis. Pure. */
import type { TimelineEntry } from '../../../protocol/views.ts'
import { isUnfiltered, type MessageFilter } from '../../state/sequence.ts'
import { filtered } from '../timeline/filter.ts'
import { type Axis, axisOf } from './axis.ts'
import { type Columns, columnsOf } from './columns.ts'
import { earliestSendings } from './draw/scene.ts'
import { laneFinder, type SequenceLane, sequenceLanes } from './lanes.ts'

/** These get a lane once they say something. */
const SELDOM_HEARD: ReadonlySet<string> = new Set(['cloud-controller-manager', 'coredns'])

export interface ModelOptions {
  readonly entries: readonly TimelineEntry[]
  readonly filter: MessageFilter
  /** Components that have a lane even if they said nothing; unless something is filtered. */
  readonly components: readonly string[]
  readonly unfolded: ReadonlySet<string>
  readonly scale: number
  readonly isTrueScale: boolean
}

export interface SequenceModel {
  /** What passed the filter. */
  readonly shown: readonly TimelineEntry[]
  readonly columns: Columns
  readonly axis: Axis
  readonly lanes: readonly SequenceLane[]
  /** Lane by component id of the columns; -1: none. */
  readonly laneOf: Int16Array
  readonly sentFrom: Float64Array
}

/** Builds the model; what grew since `before` is carried on. */
export function modelOf(options: ModelOptions, before?: SequenceModel): SequenceModel {
  const { entries, filter, scale, isTrueScale } = options
  const shown = filtered(entries, filter)
  const columns = columnsOf(shown, before?.columns)
  const reuse = before?.axis.y
  const axis = axisOf(columns.at, columns.length, { scale, isTrueScale, ...(reuse && { reuse }) })
  return {
    shown,
    columns,
    axis,
    sentFrom: earliestSendings(columns),
    ...lanesFor(columns, options),
  }
}

/** The same messages at another scale. */
export function rescaled(
  model: SequenceModel,
  { scale, isTrueScale }: { readonly scale: number; readonly isTrueScale: boolean },
): SequenceModel {
  const { columns } = model
  const axis = axisOf(columns.at, columns.length, { scale, isTrueScale, reuse: model.axis.y })
  return { ...model, axis }
}

function lanesFor(
  { components }: Columns,
  { filter, components: all, unfolded }: ModelOptions,
): Pick<SequenceModel, 'lanes' | 'laneOf'> {
  const names = isUnfiltered(filter)
    ? [...all.filter((name) => !SELDOM_HEARD.has(name)), ...components]
    : components
  const lanes = sequenceLanes(names, unfolded)
  return { lanes, laneOf: Int16Array.from(components.map(laneFinder(lanes))) }
}

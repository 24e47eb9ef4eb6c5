import type { SequenceModel } from './model.ts'

/** The message that is `by` messages on, counting only those that touch a lane (-1: all); it stays where there is none. */
export function nextOnLane(
  { columns, laneOf }: Pick<SequenceModel, 'columns' | 'laneOf'>,
  { from, by, lane }: { readonly from: number; readonly by: number; readonly lane: number },
): number {
  const touches = (index: number) =>
    lane < 0 ||
    laneOf[columns.from[index] as number] === lane ||
    laneOf[columns.to[index] as number] === lane
  const direction = by < 0 ? -1 : 1
  let left = Math.abs(by)
  let reached = from
  for (let index = from + direction; index >= 0 && index < columns.length && left > 0; ) {
    if (touches(index)) {
      reached = index
      left--
    }
    index += direction
  }
  return reached
}

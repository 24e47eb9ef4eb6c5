import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useSequence } from '../../state/sequence.ts'
import { countThrough } from '../timeline/entries.ts'
import { indexAtPosition } from '../timeline/filter.ts'
import { selectMessage } from './use-sequence-input.ts'
import type { SequenceHandle } from './use-sequence-view.ts'
import { nextOnLane } from './walk.ts'

const PAGE = 12
const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', PAGE],
  ['PageUp', -PAGE],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
])
const LANES = new Map([
  ['ArrowRight', 1],
  ['ArrowLeft', -1],
])
const ZOOMS = new Map([
  ['+', 1.5],
  ['=', 1.5],
  ['-', 1 / 1.5],
])

/** Up and down walk the messages, left and right the lanes; a chosen lane narrows the walk to its messages. */
export function useSequenceKeys(
  { view, sight }: SequenceHandle,
  setFocusedLane: (name: string | null) => void,
) {
  const lane = useRef(-1)

  function focusLane(index: number): void {
    const count = sight?.model.lanes.length ?? 0
    lane.current = Math.min(count - 1, Math.max(-1, index))
    setFocusedLane(sight?.model.lanes[lane.current]?.name ?? null)
  }

  function walk(by: number): void {
    if (!sight) return
    const { shown } = sight.model
    const { selected } = useSequence.getState()
    const from =
      selected === null
        ? countThrough(shown, useCluster.getState().position) - (by > 0 ? 1 : 0)
        : indexAtPosition(shown, selected)
    const index = nextOnLane(sight.model, { from, by, lane: lane.current })
    const entry = shown[index]
    if (!entry) return
    selectMessage(entry)
    view.current?.keepInSight(index)
  }

  /** False if the key means nothing here. */
  function obey(key: string): boolean {
    const steps = STEPS.get(key)
    const lanes = LANES.get(key)
    const zoom = ZOOMS.get(key)
    const { selected } = useSequence.getState()
    if (steps !== undefined) walk(steps)
    else if (lanes !== undefined) focusLane(lane.current + lanes)
    else if (zoom !== undefined) view.current?.zoom(zoom)
    else if (key === '0') view.current?.fit()
    else if (key === 'Enter' && selected !== null) commands.seek(selected)
    else if (key === 'Escape' && (selected !== null || lane.current >= 0)) {
      focusLane(-1)
      useSequence.getState().set({ selected: null })
    } else return false
    return true
  }

  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.shiftKey && event.key !== '+') return
    if (obey(event.key)) event.preventDefault()
  }
}

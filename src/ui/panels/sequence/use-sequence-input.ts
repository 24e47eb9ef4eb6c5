/** Pointer, wheel, pinch and keys of the picture. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { TimelineEntry } from '../../../protocol/views.ts'
import { commands } from '../../state/commands.ts'
import { useSelection } from '../../state/selection.ts'
import { useSequence } from '../../state/sequence.ts'
import { useSequenceKeys } from './use-sequence-keys.ts'
import type { SequenceHandle } from './use-sequence-view.ts'

const WHEEL_ZOOM = 0.0022
const DRAG_FROM_PX = 4

export interface SequenceHover {
  readonly entry: TimelineEntry
  readonly x: number
  readonly y: number
}

interface Grip {
  readonly pointers: Map<number, { x: number; y: number }>
  isDragged: boolean
  isOnScrollbar: boolean
}

/** Handlers for the canvas's frame, and what the pointer rests on. */
export function useSequenceInput(
  frame: RefObject<HTMLElement | null>,
  handle: SequenceHandle,
  setFocusedLane: (name: string | null) => void,
) {
  const [hover, setHover] = useState<SequenceHover | null>(null)
  const grip = useRef<Grip>({ pointers: new Map(), isDragged: false, isOnScrollbar: false })
  const { view, sight } = handle
  const onKeyDown = useSequenceKeys(handle, setFocusedLane)
  useWheel(frame, handle)

  function pointAt(x: number, y: number): void {
    const index = view.current?.hit(x, y) ?? -1
    view.current?.hover(index)
    const entry = sight?.model.shown[index]
    setHover(entry ? { entry, x, y } : null)
    useSelection.getState().hover(entry ? targetOf(entry) : null)
  }

  return {
    hover,
    handlers: {
      onKeyDown: (event: KeyboardEvent) => onKeyDown(event),
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const { x, y } = placeOf(event)
        const { current } = grip
        current.pointers.set(event.pointerId, { x, y })
        current.isDragged = false
        current.isOnScrollbar = view.current?.isOnScrollbar(x) ?? false
        if (current.isOnScrollbar) view.current?.scrollTo(y)
        event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const place = placeOf(event)
        const before = grip.current.pointers.get(event.pointerId)
        if (!before) return pointAt(place.x, place.y)
        drag(grip.current, { id: event.pointerId, before, place }, handle)
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const { current } = grip
        current.pointers.delete(event.pointerId)
        if (current.isDragged || current.isOnScrollbar) return
        const { x, y } = placeOf(event)
        const entry = sight?.model.shown[view.current?.hit(x, y) ?? -1]
        if (entry) selectMessage(entry)
        else useSequence.getState().set({ selected: null })
      },
      onPointerCancel: (event: PointerEvent<HTMLElement>) => {
        grip.current.pointers.delete(event.pointerId)
      },
      onPointerLeave: () => {
        view.current?.hover(-1)
        setHover(null)
        useSelection.getState().hover(null)
      },
      onDoubleClick: () => {
        const { selected } = useSequence.getState()
        if (selected !== null) commands.seek(selected)
      },
    },
  }
}

/** Selects a message, and with it what it is about everywhere else. */
export function selectMessage(entry: TimelineEntry): void {
  useSequence.getState().set({ selected: entry.position })
  useSelection.getState().select(targetOf(entry))
}

function targetOf(entry: TimelineEntry) {
  return entry.object
    ? ({ type: 'object', object: entry.object } as const)
    : ({ type: 'component', name: entry.to } as const)
}

function placeOf(event: PointerEvent<HTMLElement>): { x: number; y: number } {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}

interface Drag {
  readonly id: number
  readonly before: { x: number; y: number }
  readonly place: { x: number; y: number }
}

/** One finger moves the picture, two zoom it about their middle. */
function drag(grip: Grip, { id, before, place }: Drag, { view }: SequenceHandle): void {
  if (grip.isOnScrollbar) return view.current?.scrollTo(place.y)
  const [dx, dy] = [place.x - before.x, place.y - before.y]
  if (!grip.isDragged && Math.hypot(dx, dy) < DRAG_FROM_PX) return
  grip.isDragged = true
  grip.pointers.set(id, place)
  const other = [...grip.pointers].find(([pointer]) => pointer !== id)?.[1]
  if (!other) return view.current?.pan(-dx, -dy)
  const was = Math.hypot(before.x - other.x, before.y - other.y)
  const is = Math.hypot(place.x - other.x, place.y - other.y)
  view.current?.zoom(is / Math.max(1, was), (place.y + other.y) / 2)
  view.current?.pan(-dx / 2, -dy / 2)
}

/** By hand, because React's wheel listener may not keep the page from zooming. */
function useWheel(frame: RefObject<HTMLElement | null>, { view }: SequenceHandle): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const y = event.clientY - element.getBoundingClientRect().top
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1
      if (event.ctrlKey || event.metaKey)
        view.current?.zoom(Math.exp(-event.deltaY * lines * WHEEL_ZOOM), y)
      else if (event.shiftKey) view.current?.pan(event.deltaY * lines, 0)
      else view.current?.pan(event.deltaX * lines, event.deltaY * lines)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame, view])
}

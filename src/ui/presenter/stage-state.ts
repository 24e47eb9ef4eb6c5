/** What is on stage beside the cluster: the part of the beat, the tools, what was drawn. */
import { create } from 'zustand'
import type { Point } from '../diagram/layout/geometry.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import type { Part } from './parts.ts'
import { partsOf, presentPart } from './parts.ts'

export const PEN_COLOURS = [1, 2, 3] as const
export type PenColour = (typeof PEN_COLOURS)[number]

/** A line of the pen, in scene coordinates: it stays with what it marks. */
export interface Stroke {
  readonly id: number
  readonly colour: PenColour
  readonly points: readonly Point[]
}

/** Where the diagram's pane stands over its scene. */
export interface StageView {
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
  readonly zoom: number
}

interface StageState {
  readonly tool: 'pen' | 'laser' | null
  readonly colour: PenColour
  readonly strokes: readonly Stroke[]
  /** The laser's place as shares of the pane; null while it is off or elsewhere. */
  readonly pointer: Point | null
  readonly isBlack: boolean
  readonly isHelpOpen: boolean
  /** The wish of the spotlight that zoomed; it is undone by any later wish. */
  readonly zoomWish: number | null
  /** The part that was turned to, and in which beat: another beat begins at its text. */
  readonly part: { readonly beatIndex: number; readonly part: Part }
  readonly page: number
  readonly pages: number
  readonly view: StageView | null
  /** The browser did not let the speaker's window open. */
  readonly isBlocked: boolean
}

export const emptyStage: StageState = {
  tool: null,
  colour: 1,
  strokes: [],
  pointer: null,
  isBlack: false,
  isHelpOpen: false,
  zoomWish: null,
  part: { beatIndex: 0, part: 'text' },
  page: 0,
  pages: 1,
  view: null,
  isBlocked: false,
}

export const useStage = create<StageState>(() => emptyStage)

/** The part of the present beat that is on stage; null without a lesson. */
export function usePresentPart(): Part | null {
  const wanted = useStage((stage) => stage.part)
  const part = useLesson((play) => partOf(play, wanted))
  return part
}

/** The same outside React. */
export function presentPartNow(): Part | null {
  return partOf(useLesson.getState(), useStage.getState().part)
}

function partOf(
  { lesson, state }: Pick<ReturnType<typeof useLesson.getState>, 'lesson' | 'state'>,
  { beatIndex, part }: StageState['part'],
): Part | null {
  const beat = lesson?.beats[state?.beatIndex ?? 0]
  if (!state || !beat) return null
  const parts = partsOf(beat, state)
  return presentPart(parts, beatIndex === state.beatIndex ? part : 'text')
}

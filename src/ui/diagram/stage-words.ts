/** On stage everything that words need is larger than the scene's scale alone makes it. */
import { createContext, useContext } from 'react'

/** How much larger pods and labels are drawn on stage, in scene pixels. */
export const STAGE_WORDS = 1.2

export const StageWords = createContext(1)

/** 1 on the page, more on stage. */
export function useStageWords(): number {
  return useContext(StageWords)
}

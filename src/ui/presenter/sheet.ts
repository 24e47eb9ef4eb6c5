/** Which panel lies over a part of the diagram on stage, where, and when. Pure. */
import type { Act, Beat, Look } from '../../lessons/format/lesson.ts'
import type { BeatPhase } from '../../lessons/run/state.ts'
import type { Part } from './parts.ts'

/** A panel that a beat may name and that the stage has no other place for: the step is the caption, the file a part. */
export type SheetPanel = Exclude<NonNullable<Look['panel']>, 'step' | 'editor'>

/** Over the control plane, over the workers, over the right half, or over all of the diagram. */
export type SheetPlace = 'top' | 'bottom' | 'side' | 'whole'

export interface SheetPlan {
  readonly panel: SheetPanel
  readonly place: SheetPlace
}

/**
 * The panel that belongs to the present part; null while the diagram alone is to be seen: before an answer is
 * given, which the panel might give away, and while the cluster acts, unless the panel shows just that acting.
 */
export function sheetOf(beat: Beat, part: Part, phase: BeatPhase): SheetPlan | null {
  const panel = beat.look?.panel
  if (panel === undefined || panel === 'step' || panel === 'editor') return null
  if (part === 'file' || part === 'question' || part === 'solution') return null
  if (phase === 'predicting') return null
  if (phase === 'doing' && !isLive(panel, beat.do ?? [])) return null
  return { panel, place: placeOf(panel, beat.look?.camera) }
}

function placeOf(panel: SheetPanel, camera: string | undefined): SheetPlace {
  switch (panel) {
    case 'component':
    case 'object':
    case 'why':
      return 'side'
    case 'timeline':
    case 'sequence':
      return 'whole'
    case 'messages':
    case 'requests':
      return camera === 'workers' ? 'top' : 'bottom'
    case 'events':
    case 'output':
      return camera === 'control-plane' ? 'bottom' : 'top'
  }
}

/** Whether a panel tells the doing as it goes on: what a command that only Ctrl+C ends prints and asks for. */
function isLive(panel: SheetPanel, acts: readonly Act[]): boolean {
  return (panel === 'output' || panel === 'requests') && acts.some(isLongCommand)
}

function isLongCommand(act: Act): boolean {
  return 'watch' in act || ('kubectl' in act && /(^| )(-w|--watch|-f)( |$)/.test(act.kubectl))
}

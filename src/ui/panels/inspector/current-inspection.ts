/** The worker's answer about what is selected, and never about what was selected before. */
import type { ComponentInspection, ObjectInspection } from '../../../protocol/inspection.ts'
import { isSameObject, useInspection, useSelection } from '../../state/selection.ts'

/** The selected object's inspection; null if no object is selected or no answer is here yet. */
export function useObjectInspection(): ObjectInspection | null {
  const target = useSelection((state) => state.target)
  const inspection = useInspection((state) => state.inspection)
  if (target?.type !== 'object' || inspection?.type !== 'object') return null
  return isSameObject(inspection.ref, target.object) ? inspection : null
}

/** The selected component's inspection. */
export function useComponentInspection(): ComponentInspection | null {
  const target = useSelection((state) => state.target)
  const inspection = useInspection((state) => state.inspection)
  if (target?.type !== 'component' || inspection?.type !== 'component') return null
  return inspection.name === target.name ? inspection : null
}

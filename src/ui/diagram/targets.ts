/** Between what is drawn and what it means: elements name their target in `data-` attributes. */
import type { InspectionTarget } from '../../protocol/inspection.ts'
import type { PodRow } from '../../protocol/views.ts'
import { isSameTarget, useSelection } from '../state/selection.ts'

/** Attribute that makes an element a stop of the keyboard's walk. */
export const WALK = '[data-walk]'

/** The target of a pod's row. */
export function podTarget(pod: Pick<PodRow, 'namespace' | 'name' | 'uid'>): InspectionTarget {
  const { namespace, name, uid } = pod
  return { type: 'object', object: { kind: 'Pod', namespace, name, uid } }
}

/** The target of a node, as the API knows it. */
export function nodeTarget(name: string): InspectionTarget {
  return { type: 'object', object: { kind: 'Node', name } }
}

/** What the element under the pointer or the focus stands for; null for the ground. */
export function targetOfElement(element: Element | null): InspectionTarget | null {
  const stop = element?.closest<HTMLElement>(WALK)
  if (!stop) return null
  const { pod, component, walk } = stop.dataset
  if (pod !== undefined) {
    const [namespace = '', name = ''] = pod.split('/')
    return { type: 'object', object: { kind: 'Pod', namespace, name } }
  }
  if (component === undefined) return null
  return walk === 'node' ? nodeTarget(component) : { type: 'component', name: component }
}

/** Whether this very thing is selected; re-renders only when that changes. */
export function useIsSelected(target: InspectionTarget): boolean {
  return useSelection((state) => isSameTarget(state.target, target))
}

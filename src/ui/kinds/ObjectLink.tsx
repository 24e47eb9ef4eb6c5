import type { ObjectRef } from '../../protocol/trace.ts'
import { isSameTarget, useSelection } from '../state/selection.ts'
import { KindIcon } from './KindIcon.tsx'

export interface ObjectLinkProps {
  readonly object: ObjectRef
  /** Leaves the kind's word out where the place already says it. */
  readonly isShort?: boolean
}

/** Names an object; a click selects it everywhere. */
export function ObjectLink({ object, isShort = false }: ObjectLinkProps) {
  const target = { type: 'object', object } as const
  const isSelected = useSelection((state) => isSameTarget(state.target, target))
  const { kind, namespace, name } = object
  return (
    <button
      type="button"
      className="kind-link"
      data-selected={isSelected || undefined}
      title={`${kind} ${namespace ? `${namespace}/` : ''}${name}`}
      onClick={() => useSelection.getState().select(target)}
    >
      <KindIcon kind={kind} />
      {!isShort && <span className="kind-word">{kind}</span>}
      <span className="kind-name">{name}</span>
    </button>
  )
}

import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSelection } from '../../state/selection.ts'
import { useSequence } from '../../state/sequence.ts'
import { laneX, leftOf } from './draw/scene.ts'
import { SCROLLBAR_WIDTH } from './draw/scrollbar.ts'
import type { SequenceLane } from './lanes.ts'
import styles from './Sequence.module.css'
import type { SequenceSight } from './sequence-view.ts'

export interface LaneHeadsProps {
  readonly sight: SequenceSight | null
  readonly focused: string | null
}

/** Names over the lanes; pressing one selects it, a worker's arrow shows its parts. Those in sight only. */
export function LaneHeads({ sight, focused }: LaneHeadsProps) {
  if (!sight) return <div className={styles.heads} />
  const { box, model } = sight
  const shown = model.lanes.flatMap((lane, index) => {
    const x = laneX(sight, index)
    const isInSight = x > leftOf(box) - box.laneWidth && x < box.width + box.laneWidth
    return isInSight ? [{ lane, x: x - leftOf(box) }] : []
  })
  return (
    <div className={styles.heads}>
      <ul style={{ left: leftOf(box), right: SCROLLBAR_WIDTH }}>
        {shown.map(({ lane, x }) => (
          <li
            key={lane.name}
            style={{ left: x - box.laneWidth / 2, width: box.laneWidth }}
            data-focused={lane.name === focused}
          >
            <LaneHead lane={lane} isFirstPart={isFirstPart(model.lanes, lane)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function isFirstPart(lanes: readonly SequenceLane[], lane: SequenceLane): boolean {
  return lane.isPart && lanes.find(({ worker }) => worker === lane.worker) === lane
}

function LaneHead({ lane, isFirstPart }: { lane: SequenceLane; isFirstPart: boolean }) {
  const { t } = useTranslation('sequence')
  const isSelected = useSelection(({ target }) =>
    target?.type === 'component'
      ? target.name === lane.name
      : target?.object.kind === 'Node' && target.object.name === lane.name,
  )
  const { worker, isPart, name } = lane
  const select = () =>
    useSelection
      .getState()
      .select(
        worker !== null && !isPart
          ? { type: 'object', object: { kind: 'Node', name } }
          : { type: 'component', name },
      )
  const part = name.split('/').at(-1) ?? name
  return (
    <>
      {worker !== null && (!isPart || isFirstPart) && <Fold worker={worker} isOpen={isPart} />}
      <button
        type="button"
        className={styles.head}
        title={name}
        aria-pressed={isSelected}
        disabled={name === 'user'}
        onClick={select}
      >
        {isPart && <small>{worker}</small>}
        <span>{t(`lane.${part}`, { defaultValue: part })}</span>
      </button>
    </>
  )
}

function Fold({ worker, isOpen }: { readonly worker: string; readonly isOpen: boolean }) {
  const { t } = useTranslation()
  const unfolded = useSequence((state) => state.unfolded)
  function toggle() {
    const next = new Set(unfolded)
    if (!next.delete(worker)) next.add(worker)
    useSequence.getState().set({ unfolded: next })
  }
  return (
    <button
      type="button"
      className={styles.fold}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'timeline.fold' : 'timeline.unfold', { name: worker })}
      onClick={toggle}
    >
      {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
    </button>
  )
}

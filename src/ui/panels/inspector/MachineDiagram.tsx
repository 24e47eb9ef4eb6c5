import { memo, useId } from 'react'
import type { MachineView } from '../../../protocol/inspection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { machineLayout } from './machine-layout.ts'

/** A lifecycle as its state machine, with the state it is in lit and the ways out of it shown. */
export const MachineDiagram = memo(function MachineDiagram({
  view,
}: {
  readonly view: MachineView
}) {
  const { t } = useTranslation('inspector')
  const arrow = useId()
  const picture = machineLayout(view)
  // The lit edges last, so that they lie over the others.
  const edges = picture.edges.toSorted((a, b) => Number(a.isOpen) - Number(b.isOpen))
  return (
    <figure className="machine">
      <figcaption>
        {t(`machine.${view.machine}`)} <code>{view.subject}</code>
      </figcaption>
      <svg
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="img"
        aria-label={t('machine.label', { subject: view.subject, current: view.current })}
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 6 6"
            refX="5"
            refY="3"
            markerWidth="5"
            markerHeight="5"
            orient="auto"
          >
            <path className="machine-arrow" d="M0 0L6 3L0 6Z" />
          </marker>
        </defs>
        {edges.map((edge) => (
          <path
            key={edge.key}
            className="machine-edge"
            data-open={edge.isOpen || undefined}
            d={edge.path}
            markerEnd={`url(#${arrow})`}
          >
            <title>{`${edge.from} → ${edge.to}: ${edge.event}`}</title>
          </path>
        ))}
        {picture.states.map((state) => (
          <g
            key={state.name}
            className="machine-state"
            data-current={state.isCurrent || undefined}
            data-next={state.isNext || undefined}
          >
            <rect x={state.x} y={state.y} width={state.width} height={state.height} rx={6} />
            <text x={state.x + state.width / 2} y={state.y + state.height / 2 + 3.6}>
              {state.name}
            </text>
          </g>
        ))}
      </svg>
      <ul className="machine-ways">
        {view.edges
          .filter((edge) => edge.from === view.current)
          .map((edge) => (
            <li key={`${edge.event}${edge.to}`}>
              <code>{edge.event}</code> → {edge.to}
            </li>
          ))}
      </ul>
    </figure>
  )
})

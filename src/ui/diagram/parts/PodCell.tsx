import type { TFunction } from 'i18next'
import { memo } from 'react'
import type { ContainerRow, PodRow } from '../../../protocol/views.ts'
import { useStopsAt } from '../../state/breakpoints.ts'
import { useIsSpotlit } from '../../state/spotlight.ts'
import type { PodSize } from '../layout/pod-grid.ts'
import { podTarget, useIsSelected } from '../targets.ts'
import { podName, podVersion } from './pod-name.ts'

export interface PodCellProps {
  readonly pod: PodRow
  readonly size: PodSize
  /** The translator of the `diagram` texts: hundreds of cells that appear at once need not ask for it each. */
  readonly t: TFunction<'diagram'>
}

/** One pod: its look by colour and shape, its version, a dot per container, how often it was restarted. */
export const PodCell = memo(function PodCell({ pod, size, t }: PodCellProps) {
  const isSelected = useIsSelected(podTarget(pod))
  const isStop = useStopsAt(podTarget(pod))
  const isSpotlit = useIsSpotlit(`${pod.namespace}/${pod.name}`)
  const { base, suffix } = podName(pod)
  const hasName = size === 'full' || size === 'named'
  const version = size === 'full' ? podVersion(pod) : ''
  const label = t(pod.restarts > 0 ? 'pod.labelRestarts' : 'pod.label', {
    // What is seen comes first, so that it can be spoken to.
    shown: [base, version, suffix, pod.status].filter((word) => word !== '').join(' '),
    name: `${pod.namespace}/${pod.name}`,
    look: t(`look.${pod.look}`),
    count: pod.restarts,
  })
  return (
    <button
      type="button"
      className="dg-pod"
      tabIndex={-1}
      data-walk="pod"
      data-pod={`${pod.namespace}/${pod.name}`}
      data-phase={pod.phase}
      data-look={pod.look}
      data-size={size}
      data-selected={isSelected || undefined}
      data-stop={isStop || undefined}
      data-restarted={pod.restarts > 0 || undefined}
      aria-description={isStop ? t('breakpoints:mark') : undefined}
      data-spotlit={isSpotlit || undefined}
      aria-label={label}
      title={`${pod.name}\n${pod.status}`}
    >
      {hasName && (
        <>
          <span className="dg-pod-head">
            <span className="dg-pod-base">{base}</span>{' '}
            {version !== '' && <span className="dg-pod-version">{version}</span>}
          </span>{' '}
          <span className="dg-pod-line">
            <Containers containers={pod.containers} />
            <span className="dg-pod-suffix">{suffix}</span>
          </span>{' '}
        </>
      )}
      {size === 'line' && (
        <span className="dg-pod-line">
          <span className="dg-pod-base">{base}</span>{' '}
          <span className="dg-pod-suffix">{suffix}</span>
        </span>
      )}
      {size === 'short' && <span className="dg-pod-suffix">{suffix || base}</span>}
      {size === 'full' && <span className="dg-pod-status">{pod.status}</span>}
      {pod.restarts > 0 && (hasName || size === 'line' || size === 'short') && (
        <span className="dg-pod-restarts">↻{pod.restarts}</span>
      )}
    </button>
  )
})

/** More containers than this are not told apart in a cell. */
const DOTS_MAX = 5

function Containers({ containers }: { readonly containers: readonly ContainerRow[] }) {
  return (
    <span className="dg-dots">
      {containers.slice(0, DOTS_MAX).map((container) => (
        <i
          key={container.name}
          className="dg-dot"
          data-state={container.state}
          data-type={container.type}
          data-ready={container.isReady || undefined}
          data-bad={isBad(container) || undefined}
        />
      ))}
    </span>
  )
}

function isBad({ state, reason }: ContainerRow): boolean {
  if (state === 'terminated') return reason !== 'Completed'
  return state === 'waiting' && (reason.includes('BackOff') || reason.startsWith('Err'))
}

import { Ellipsis } from 'lucide-react'
import { memo } from 'react'
import type { NodeRow } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { openMenuBeside } from '../../menus/menu-state.ts'
import { useStopsAt } from '../../state/breakpoints.ts'
import { useCluster } from '../../state/cluster.ts'
import { podsOnFullestNode } from '../../state/selectors.ts'
import { useIsActing, useIsSpotlit } from '../../state/spotlight.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import { useToldNode } from '../../state/veil.ts'
import type { Box } from '../layout/geometry.ts'
import type { CardScene } from '../layout/scene.ts'
import { nodeTarget, useIsSelected } from '../targets.ts'
import { ComponentBox } from './ComponentBox.tsx'
import { LeaseRing } from './LeaseRing.tsx'
import { nodeHealth, nodeStates } from './node-state.ts'
import { PodCells, usePods } from './PodCells.tsx'
import './requested.css'
import { formatCpu, formatMemory, percentOf } from './units.ts'

/** Up to this many pods on a node, the pods of all nodes are drawn alike. */
const ALIKE_MAX = 6

/** A worker: its state and lease, the four parts on it, what is requested of it, its pods. */
export const WorkerCard = memo(function WorkerCard({ card }: { readonly card: CardScene }) {
  const { t } = useTranslation('diagram')
  const node = useToldNode(useUnhurried(({ rows }) => rows.nodes.get(card.name)))
  const isLit = useIsActing(card.name)
  const isSelected = useIsSelected(nodeTarget(card.name))
  const isStop = useStopsAt(nodeTarget(card.name))
  const isSpotlit = useIsSpotlit(card.name)
  const pods = usePods(card.name)
  const roomFor = useCluster(({ rows }) => Math.min(ALIKE_MAX, podsOnFullestNode(rows.pods)))
  const states = node ? nodeStates(node).map((key) => t(key)) : []
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of parts.
    <div
      className="dg-card"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a stop of the diagram's keyboard walk.
      tabIndex={0}
      data-walk="node"
      data-compact={card.isCompact || undefined}
      data-component={card.name}
      data-health={node ? nodeHealth(node) : 'unknown'}
      data-lit={isLit || undefined}
      data-spotlit={isSpotlit || undefined}
      data-selected={isSelected || undefined}
      data-stop={isStop || undefined}
      aria-description={isStop ? t('breakpoints:mark') : undefined}
      aria-label={t('node.label', {
        name: card.name,
        state: states.join(', '),
        count: pods.length,
      })}
    >
      <CardHeader name={card.name} node={node} hasBars={card.bars !== null || card.isCompact} />
      {[...card.chips].map(([name, box]) => (
        <div key={name} className="dg-place" style={placeIn(card.box, box)}>
          <ComponentBox name={name} form="chip" />
        </div>
      ))}
      {node && card.bars && (
        <div className="dg-place" style={placeIn(card.box, card.bars)}>
          <RequestBars node={node} />
        </div>
      )}
      <div className="dg-place" style={placeIn(card.box, card.pods)}>
        {pods.length === 0 ? (
          <p className="dg-none">{t('node.noPods')}</p>
        ) : (
          <PodCells
            pods={pods}
            width={card.pods.width}
            height={card.pods.height}
            roomFor={roomFor}
          />
        )}
      </div>
    </div>
  )
})

interface CardHeaderProps {
  readonly name: string
  readonly node: NodeRow | undefined
  /** What is requested has a place of its own, or none. */
  readonly hasBars: boolean
}

// A card is drawn anew with each of its pods: what only the node says stays as it is.
const CardHeader = memo(function CardHeader({ name, node, hasBars }: CardHeaderProps) {
  const { t } = useTranslation('diagram')
  const states = node ? nodeStates(node).map((key) => t(key)) : []
  const capacity = node && {
    cpu: formatCpu(node.cpuMilli),
    memory: formatMemory(node.memoryBytes),
  }
  return (
    <div className="dg-card-head">
      <div className="dg-card-words">
        <strong className="dg-card-name">{name}</strong>
        <span className="dg-card-state">
          <b title={states.join(' · ')}>{states.join(' · ')}</b>
          {capacity && states.length === 1 && <span>{t('node.capacity', capacity)}</span>}
        </span>
        {node && !hasBars && states.length === 1 && <Requested node={node} />}
      </div>
      <button
        type="button"
        className="dg-menu-button nopan"
        tabIndex={-1}
        aria-label={t('node.menu', { name })}
        onClick={(event) => {
          event.stopPropagation()
          openMenuBeside(nodeTarget(name), event.currentTarget)
        }}
      >
        <Ellipsis aria-hidden />
      </button>
      <LeaseRing node={name} />
    </div>
  )
})

/** In place of the bars, where there is no room for them: what the scheduler reckons with. */
function Requested({ node }: { readonly node: NodeRow }) {
  const { t } = useTranslation('diagram')
  if (node.cpuRequestedMilli === 0) return null
  const amounts = { cpu: formatCpu(node.cpuRequestedMilli), cpuMax: formatCpu(node.cpuMilli) }
  return <span className="dg-card-requested">{t('node.cpuOnStage', amounts)}</span>
}

const RequestBars = memo(function RequestBars({ node }: { readonly node: NodeRow }) {
  const { t } = useTranslation('diagram')
  const cpu = percentOf(node.cpuRequestedMilli, node.cpuMilli)
  const memory = percentOf(node.memoryRequestedBytes, node.memoryBytes)
  const title = t('node.requested', {
    cpu: formatCpu(node.cpuRequestedMilli),
    cpuMax: formatCpu(node.cpuMilli),
    memory: formatMemory(node.memoryRequestedBytes),
    memoryMax: formatMemory(node.memoryBytes),
  })
  return (
    <div className="dg-bars" title={title}>
      <Bar percent={cpu} text={t('node.cpu', { percent: cpu })} />
      <Bar percent={memory} text={t('node.memory', { percent: memory })} />
    </div>
  )
})

function Bar({ percent, text }: { readonly percent: number; readonly text: string }) {
  return (
    <div className="dg-bar" data-full={percent >= 90 || undefined}>
      <i>
        <i style={{ width: `${Math.min(100, percent)}%` }} />
      </i>
      <span>{text}</span>
    </div>
  )
}

/** Boxes are told in scene pixels; inside a card they are placed from its corner. */
function placeIn(card: Box, box: Box) {
  return { left: box.x - card.x, top: box.y - card.y, width: box.width, height: box.height }
}

import type { CSSProperties } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { PodRow } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { podsByNode } from '../../state/selectors.ts'
import { type PodGrid, podGrid } from '../layout/pod-grid.ts'
import { useStageWords } from '../stage-words.ts'
import { PodCell } from './PodCell.tsx'

const NONE: readonly PodRow[] = []

/** Pods of a node (or, with '', those without one); a new list only if one of them changed. */
export function usePods(nodeName: string): readonly PodRow[] {
  return useCluster(useShallow(({ rows }) => podsByNode(rows.pods).get(nodeName) ?? NONE))
}

export interface PodCellsProps {
  readonly pods: readonly PodRow[]
  readonly width: number
  readonly height: number
  /** Cells are no larger than those of which this many would fit. */
  readonly roomFor?: number
}

type PodGridStyle = CSSProperties & { readonly '--dg-pod-zoom': number }

function styleOf(grid: PodGrid, words: number): PodGridStyle {
  return {
    gridTemplateColumns: `repeat(${grid.columns}, ${grid.cellWidth * words}px)`,
    gridAutoRows: `${grid.cellHeight * words}px`,
    gap: grid.gap * words,
    '--dg-pod-zoom': grid.zoom * words,
  }
}

/** Pods packed into an area, as large as they fit. */
export function PodCells({ pods, width, height, roomFor = 0 }: PodCellsProps) {
  const { t } = useTranslation('diagram')
  const words = useStageWords()
  const grid = podGrid(width / words, height / words, Math.max(pods.length, roomFor))
  const shown = pods.length > grid.shown ? pods.slice(0, grid.shown) : pods
  const more = pods.length - shown.length
  return (
    <div className="dg-pods" style={styleOf(grid, words)}>
      {shown.map((pod) => (
        <PodCell key={pod.uid} pod={pod} size={grid.size} t={t} />
      ))}
      {more > 0 && (
        <span className="dg-more" role="img" aria-label={t('more.label', { count: more })}>
          {t('more', { count: more })}
        </span>
      )}
    </div>
  )
}

import { Expand, Maximize2, Ruler, Shrink, X, ZoomIn, ZoomOut } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMediaQuery } from '../../shell/use-media-query.ts'
import { isUnfiltered, useSequence } from '../../state/sequence.ts'
import { Button } from '../../widgets/Button.tsx'
import { Tooltip } from '../../widgets/Tooltip.tsx'
import { ComponentFilter } from './ComponentFilter.tsx'
import styles from './Sequence.module.css'
import type { SequenceView } from './sequence-view.ts'

export interface SequenceToolsProps {
  readonly view: RefObject<SequenceView | null>
  readonly isLarge: boolean
}

/** Filters and zoom of the diagram. */
export function SequenceTools({ view, isLarge }: SequenceToolsProps) {
  const { t } = useTranslation('sequence')
  const isTrueScale = useSequence((state) => state.isTrueScale)
  const isNarrow = useMediaQuery('(max-width: 899px)')
  const { set } = useSequence.getState()
  return (
    <div className={styles.tools}>
      <Filters />
      <div className={styles.buttons}>
        <Tooltip text={t('trueScaleHint')} side="top">
          <Button
            look="quiet"
            size="small"
            aria-pressed={isTrueScale}
            onClick={() => set({ isTrueScale: !isTrueScale })}
          >
            <Ruler aria-hidden />
            {t('trueScale')}
          </Button>
        </Tooltip>
        <Icon label={t('zoomOut')} keys="−" onClick={() => view.current?.zoom(1 / 1.5)}>
          <ZoomOut aria-hidden />
        </Icon>
        <Icon label={t('zoomIn')} keys="+" onClick={() => view.current?.zoom(1.5)}>
          <ZoomIn aria-hidden />
        </Icon>
        <Icon label={t('fit')} keys="0" onClick={() => view.current?.fit()}>
          <Maximize2 aria-hidden />
        </Icon>
        {!isNarrow && (
          <Icon label={t(isLarge ? 'small' : 'large')} onClick={() => set({ isLarge: !isLarge })}>
            {isLarge ? <Shrink aria-hidden /> : <Expand aria-hidden />}
          </Icon>
        )}
      </div>
    </div>
  )
}

function Filters() {
  const { t } = useTranslation('sequence')
  const filter = useSequence((state) => state.filter)
  const { filterBy } = useSequence.getState()
  return (
    <div className={styles.filters}>
      <input
        type="search"
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        value={filter.text}
        onChange={(event) => filterBy({ text: event.target.value })}
      />
      <input
        type="search"
        aria-label={t('filter.object')}
        placeholder={t('filter.object')}
        value={filter.object}
        onChange={(event) => filterBy({ object: event.target.value })}
      />
      <ComponentFilter />
      <ActiveFilters />
    </div>
  )
}

/** What the fields do not show: the cause, and a way back to everything. */
export function ActiveFilters() {
  const { t } = useTranslation('sequence')
  const filter = useSequence((state) => state.filter)
  const { filterBy } = useSequence.getState()
  if (isUnfiltered(filter)) return null
  return (
    <>
      {filter.cause && <span className={styles.chip}>{t(`chip.${filter.cause.direction}`)}</span>}
      <Button
        look="quiet"
        size="small"
        onClick={() => filterBy({ text: '', object: '', components: new Set(), cause: null })}
      >
        <X aria-hidden />
        {t('filter.clear')}
      </Button>
    </>
  )
}

interface IconProps {
  readonly label: string
  readonly keys?: string
  readonly onClick: () => void
  readonly children: React.ReactElement
}

function Icon({ label, keys, onClick, children }: IconProps) {
  return (
    <Tooltip text={label} keys={keys} side="top">
      <Button
        look="quiet"
        size="small"
        className={styles.icon}
        aria-label={label}
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  )
}

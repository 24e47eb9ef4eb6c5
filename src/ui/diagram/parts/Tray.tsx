import { memo } from 'react'
import { formatNumber } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Box } from '../layout/geometry.ts'
import { useStageWords } from '../stage-words.ts'
import { PodCells, usePods } from './PodCells.tsx'

const TITLE_HEIGHT = 16
const PADDING = 6

/** Where pods wait until the scheduler has chosen a node for them. */
export const Tray = memo(function Tray({ box }: { readonly box: Box }) {
  const { t } = useTranslation('diagram')
  const pods = usePods('')
  // On stage the title stands above the tray, so that who waits has a name.
  const titleHeight = useStageWords() > 1 ? 0 : TITLE_HEIGHT
  return (
    <section
      className="dg-tray"
      data-empty={pods.length === 0 || undefined}
      aria-label={pods.length === 0 ? t('tray.empty') : t('tray.label', { count: pods.length })}
    >
      <span className="dg-tray-title">
        {t('tray.title')}
        {pods.length > 0 && <b>{formatNumber(pods.length)}</b>}
      </span>
      {pods.length > 0 && (
        <PodCells
          pods={pods}
          width={box.width - 2 * PADDING}
          height={box.height - titleHeight - PADDING - 2}
        />
      )}
    </section>
  )
})

import { useTranslation } from '../../i18n/use-translation.ts'
import { useSequence } from '../../state/sequence.ts'
import { Button } from '../../widgets/Button.tsx'
import styles from './Sequence.module.css'
import { SequencePanel } from './SequencePanel.tsx'

/** The diagram in the panel below, unless it stands over the cluster's diagram. */
export function SequenceTab() {
  const { t } = useTranslation('sequence')
  const isLarge = useSequence((state) => state.isLarge)
  if (!isLarge) return <SequencePanel />
  return (
    <div className={styles.elsewhere}>
      {t('isLarge')}
      <Button size="small" onClick={() => useSequence.getState().set({ isLarge: false })}>
        {t('small')}
      </Button>
    </div>
  )
}

/** The same, large, over its parent. */
export function LargeSequence() {
  return (
    <div className={styles.large}>
      <SequencePanel isLarge />
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import styles from './Toolbar.module.css'

/** Virtual time. A status that stays silent: it changes with every frame. */
export function Clock() {
  const { t } = useTranslation()
  const atMicros = useCluster((state) => state.atMicros)
  const position = useCluster((state) =>
    state.ready ? Math.max(0, state.position - state.start) : 0,
  )
  const isQuiet = useCluster((state) => state.ready && state.isQuiet)
  return (
    <div className={styles.clock}>
      <output className={styles.time} aria-label={t('toolbar.clock')} aria-live="off">
        {formatClock(atMicros)}
      </output>
      <span className={styles.position}>
        {isQuiet ? t('toolbar.quiet') : t('toolbar.position', { position })}
      </span>
    </div>
  )
}

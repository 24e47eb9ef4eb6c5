import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import styles from './Toolbar.module.css'

/** Virtual time. A status that stays silent: it changes with every frame. */
export function Clock() {
  const { t } = useTranslation()
  const time = useCluster((state) => formatClock(state.atMicros))
  const position = useUnhurried((state) =>
    state.ready ? Math.max(0, state.position - state.start) : 0,
  )
  const isQuiet = useUnhurried((state) => state.ready && state.isQuiet)
  return (
    <div className={styles.clock}>
      <output
        className={styles.time}
        // Its letters are all of one width: told beforehand, the bar is not laid out anew with every frame.
        style={{ width: `${time.length}ch` }}
        aria-label={t('toolbar.clock')}
        aria-live="off"
      >
        {time}
      </output>
      <span className={styles.position}>
        {isQuiet ? t('toolbar.quiet') : t('toolbar.position', { position })}
      </span>
    </div>
  )
}

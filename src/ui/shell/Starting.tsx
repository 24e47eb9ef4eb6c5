import { formatDuration } from '../i18n/formats.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import { type Booting, useSession } from '../state/session-state.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Shell.module.css'

/** Whether the first frame is still to come. */
export function useIsStarting(): boolean {
  return useCluster((state) => !state.ready && state.crashed === null)
}

/** Stands where the diagram will be while a cluster boots: for a moment, or with many nodes for as long as its bar takes. */
export function Starting() {
  const { t } = useTranslation()
  const booting = useSession((state) => state.booting)
  return (
    <div className={styles.starting}>
      <p role="status">{t('app.loading')}</p>
      {booting && <Progress {...booting} />}
    </div>
  )
}

function Progress({ atMicros, nodes, nodesReady, cancel }: Booting) {
  const { t } = useTranslation()
  const isSettling = nodesReady === nodes
  const words = isSettling
    ? t('app.settling', { nodes })
    : t('app.nodesReady', { ready: nodesReady, nodes })
  return (
    <>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={t('app.nodesReadyLabel')}
        aria-valuemin={0}
        aria-valuemax={nodes}
        aria-valuenow={nodesReady}
        aria-valuetext={words}
      >
        <span style={{ inlineSize: `${(100 * nodesReady) / nodes}%` }} />
      </div>
      <p className={styles.progressWords}>
        <span>{words}</span>
        <span>{t('app.bootTime', { time: formatDuration(atMicros) })}</span>
      </p>
      <Button onClick={cancel}>{t('app.cancelBoot')}</Button>
    </>
  )
}

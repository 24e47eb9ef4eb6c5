import { useTranslation } from 'react-i18next'
import { useCluster } from '../state/cluster.ts'
import styles from './Shell.module.css'

/** Whether the first frame is still to come. */
export function useIsStarting(): boolean {
  return useCluster((state) => !state.ready && state.crashed === null)
}

/** Stands where the diagram will be, for the moment that a cluster takes to boot. */
export function Starting() {
  const { t } = useTranslation()
  return (
    <p className={styles.starting} role="status">
      {t('app.loading')}
    </p>
  )
}

import { useTranslation } from '../i18n/use-translation.ts'
import { useReachedTitle } from './reached.ts'
import styles from './Stage.module.css'

/** What the cluster came to last, for who watches for an answer. */
export function StepWords() {
  const { t } = useTranslation()
  const { t: own } = useTranslation('presenter')
  const title = useReachedTitle()
  return (
    <p className={styles.running}>{title ? t(title.key, { ...title.params }) : own('watching')}</p>
  )
}

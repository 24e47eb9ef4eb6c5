import { useTranslation } from '../../i18n/use-translation.ts'
import { BrandMark } from './BrandMark.tsx'
import { Clock } from './Clock.tsx'
import { PageControls } from './PageControls.tsx'
import { PlaybackControls } from './PlaybackControls.tsx'
import styles from './Toolbar.module.css'

/** The bar on top: the run's helm, its clock, and the page's own settings. */
export function Toolbar() {
  const { t } = useTranslation()
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <BrandMark />
        <h1 className={styles.name}>{t('app.title')}</h1>
      </div>
      <PlaybackControls />
      <Clock />
      <PageControls />
    </header>
  )
}

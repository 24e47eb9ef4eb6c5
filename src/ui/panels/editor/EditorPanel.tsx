import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CodeArea } from './CodeArea.tsx'
import styles from './Editor.module.css'
import { EditorFooter } from './EditorFooter.tsx'
import { FileTabs } from './FileTabs.tsx'
import { useAskLiveDiff } from './live-diff.ts'

/** The manifests: files as tabs, the text, and what applying it would do. */
export function EditorPanel() {
  const { t } = useTranslation()
  const [hasHelp, setHasHelp] = useState(false)
  useAskLiveDiff()
  return (
    <section className={styles.panel} aria-label={t('pane.editor')}>
      <FileTabs />
      <CodeArea isReady={hasHelp} onReady={() => setHasHelp(true)} />
      <EditorFooter hasHelp={hasHelp} />
    </section>
  )
}

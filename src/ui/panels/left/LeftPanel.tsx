import { Tabs } from 'radix-ui'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LessonPane } from '../../lessons/LessonPane.tsx'
import { useLessonShell } from '../../lessons/lesson-shell.ts'
import { type LeftTab, usePanes } from '../../state/panes.ts'
import { Tab } from '../../widgets/Tab.tsx'
import { EditorPanel } from '../editor/EditorPanel.tsx'
import styles from './LeftPanel.module.css'

/** The reader's own side: the manifests, and the lesson that is being taken. */
export function LeftPanel() {
  const { t } = useTranslation('lessons')
  const tab = usePanes((state) => state.left)
  const hasFileNews = useLessonShell((state) => state.hasFileNews)
  return (
    <Tabs.Root
      className={styles.panel}
      value={tab}
      onValueChange={(value) => usePanes.setState({ left: value as LeftTab })}
    >
      <Tabs.List className={styles.tabs} aria-label={t('tabs')}>
        <Tab value="manifest">
          {t('tab.manifest')}
          {hasFileNews && tab === 'lesson' && (
            <span className={styles.news}>
              <span className="visually-hidden">{t('tab.manifestNews')}</span>
            </span>
          )}
        </Tab>
        <Tab value="lesson">{t('tab.lesson')}</Tab>
      </Tabs.List>
      <Tabs.Content className={styles.content} value="manifest">
        <EditorPanel />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="lesson">
        <LessonPane />
      </Tabs.Content>
    </Tabs.Root>
  )
}

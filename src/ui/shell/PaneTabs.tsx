import { Tabs } from 'radix-ui'
import { Diagram } from '../diagram/Diagram.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { LessonPane } from '../lessons/LessonPane.tsx'
import { BottomPanel } from '../panels/bottom/BottomPanel.tsx'
import { EditorPanel } from '../panels/editor/EditorPanel.tsx'
import { InspectorPanel } from '../panels/inspector/InspectorPanel.tsx'
import { Scrubber } from '../panels/timeline/Scrubber.tsx'
import { useCluster } from '../state/cluster.ts'
import { useFiles } from '../state/files.ts'
import { type NarrowPane, usePanes } from '../state/panes.ts'
import { useSession } from '../state/session-state.ts'
import styles from './Shell.module.css'
import { Starting, useIsStarting } from './Starting.tsx'

const panes: readonly NarrowPane[] = ['lesson', 'editor', 'diagram', 'inspector', 'bottom']

/** Narrow screens: one pane at a time, and the step's title always in sight. */
export function PaneTabs() {
  const { t } = useTranslation()
  const pane = usePanes((state) => state.narrow)
  const isStarting = useIsStarting()
  return (
    <main className={styles.panes}>
      <Tabs.Root
        className={styles.tabs}
        value={pane}
        onValueChange={(value) => turnTo(value as NarrowPane)}
      >
        {pane !== 'inspector' && <StepLine onOpen={() => turnTo('inspector')} />}
        <Tabs.Content className={styles.tabContent} value="editor">
          <EditorPanel />
        </Tabs.Content>
        <Tabs.Content className={styles.tabContent} value="lesson">
          <LessonPane />
        </Tabs.Content>
        <Tabs.Content className={styles.tabContent} value="diagram">
          <section className={styles.fill} aria-label={t('pane.diagram')}>
            {isStarting ? <Starting /> : <Diagram />}
          </section>
        </Tabs.Content>
        <Tabs.Content className={styles.tabContent} value="inspector">
          <InspectorPanel />
        </Tabs.Content>
        <Tabs.Content className={styles.tabContent} value="bottom">
          <BottomPanel hasScrubber={false} />
        </Tabs.Content>
        <div className={styles.scrubberRow}>
          <Scrubber />
        </div>
        <Tabs.List className={styles.tabList}>
          {panes.map((name) => (
            <Tabs.Trigger key={name} className={styles.tab} value={name}>
              {t(`pane.${name}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </Tabs.Root>
    </main>
  )
}

function turnTo(narrow: NarrowPane) {
  usePanes.setState({ narrow })
}

/** The step in one line, or the invitation to take the first. */
function StepLine({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const step = useCluster((state) => state.step)
  const file = useFiles((state) => state.active)
  const isUntouched = useSession((state) => state.isUntouched)
  const invitation = isUntouched ? t('app.invite', { file }) : t('inspector:step.emptyInviteAgain')
  const words = step && !isUntouched ? t(step.title.key, { ...step.title.params }) : invitation
  return (
    <section aria-label={t('pane.inspector')}>
      <button type="button" className={styles.stepLine} onClick={onOpen}>
        {step?.chapter && (
          <span className={styles.stepNumber}>
            {step.chapter.number}/{step.chapter.of}
          </span>
        )}
        <span className={styles.stepTitle}>{words}</span>
      </button>
    </section>
  )
}

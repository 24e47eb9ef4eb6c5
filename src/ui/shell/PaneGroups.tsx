import { useDeferredValue, useEffect, useState } from 'react'
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels'
import { Diagram } from '../diagram/Diagram.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { BottomPanel } from '../panels/bottom/BottomPanel.tsx'
import { InspectorPanel } from '../panels/inspector/InspectorPanel.tsx'
import { LeftPanel } from '../panels/left/LeftPanel.tsx'
import { usePreferences } from '../state/preferences.ts'
import { useSequence } from '../state/sequence.ts'
import { lazily } from '../widgets/lazily.tsx'
import styles from './Shell.module.css'
import { Starting, useIsStarting } from './Starting.tsx'

const LargeSequence = lazily(() =>
  import('../panels/sequence/SequenceTab.tsx').then((module) => module.LargeSequence),
)

/** Wide screens: diagram and inspector over the timeline, and beside them, as tall as the page, the manifest or the lesson. */
export function PaneGroups() {
  const { t } = useTranslation()
  const hasPanes = useHasPanes()
  return (
    <main className={styles.panes}>
      <Group orientation="horizontal" {...useKeptLayout('sides')}>
        <Panel id="editor" className={styles.pane} defaultSize="22%" minSize="220px" collapsible>
          {hasPanes && <LeftPanel />}
        </Panel>
        <Separator className={styles.grip} aria-label={t('pane.resizeEditor')} />
        <Panel id="run" className={styles.pane} minSize="572px">
          <Group orientation="vertical" {...useKeptLayout('rows')}>
            <Panel id="upper" minSize="200px">
              <Group orientation="horizontal" {...useKeptLayout('middle')}>
                <Panel id="diagram" className={styles.pane} minSize="320px">
                  <DiagramPane />
                </Panel>
                <Separator className={styles.grip} aria-label={t('pane.resizeInspector')} />
                <Panel id="inspector" className={styles.pane} defaultSize="31%" minSize="250px">
                  {hasPanes && <InspectorPanel />}
                </Panel>
              </Group>
            </Panel>
            <Separator className={styles.gripFlat} aria-label={t('pane.resizeBottom')} />
            <Panel id="bottom" className={styles.pane} defaultSize="29%" minSize="84px">
              {hasPanes && <BottomPanel />}
            </Panel>
          </Group>
        </Panel>
      </Group>
    </main>
  )
}

/** A boot that takes longer than this does not hold up the panes. */
const PANES_AT_LATEST_MS = 700

/** The cluster comes first: what is said about it is drawn in the pictures after it. */
function useHasPanes(): boolean {
  const isStarting = useIsStarting()
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PANES_AT_LATEST_MS)
    return () => clearTimeout(timer)
  }, [])
  return useDeferredValue(!isStarting || isLate, false)
}

/** Apart from the panes around it, which need not be drawn anew when the cluster stands. */
function DiagramPane() {
  const { t } = useTranslation()
  const isStarting = useIsStarting()
  const isSequenceLarge = useSequence((state) => state.isLarge)
  return (
    <section className={styles.fill} aria-label={t('pane.diagram')} id="diagram-pane">
      {isStarting ? <Starting /> : <Diagram />}
      {isSequenceLarge && <LargeSequence />}
    </section>
  )
}

/** A group's sizes as the reader left them. */
function useKeptLayout(group: string) {
  const set = usePreferences((state) => state.set)
  return {
    id: group,
    // Read once: while the page lives, the group itself knows.
    defaultLayout: usePreferences.getState().layouts[group],
    onLayoutChanged: (layout: Layout, { isUserInteraction }: { isUserInteraction: boolean }) => {
      if (!isUserInteraction) return
      set({ layouts: { ...usePreferences.getState().layouts, [group]: layout } })
    },
  }
}

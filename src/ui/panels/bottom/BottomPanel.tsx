import { Tabs } from 'radix-ui'
import { formatNumber } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type BottomTab, bottomTabs, usePreferences } from '../../state/preferences.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import { lazily } from '../../widgets/lazily.tsx'
import { Tab } from '../../widgets/Tab.tsx'
import { RequestsPanel } from '../requests/RequestsPanel.tsx'
import { useTimeline } from '../timeline/entries.ts'
import { Lanes } from '../timeline/Lanes.tsx'
import { Scrubber } from '../timeline/Scrubber.tsx'
import styles from './BottomPanel.module.css'

const SequenceTab = lazily(() =>
  import('../sequence/SequenceTab.tsx').then((module) => module.SequenceTab),
)
const MessageList = lazily(() =>
  import('../timeline/MessageList.tsx').then((module) => module.MessageList),
)
const EventList = lazily(() => import('../events/EventList.tsx').then((module) => module.EventList))
const Terminal = lazily(() => import('../terminal/Terminal.tsx').then((module) => module.Terminal))

export interface BottomPanelProps {
  /** False where the scrubber has its place elsewhere (narrow screens). */
  readonly hasScrubber?: boolean
}

/** The run at length: its scrubber always in sight, its lanes, messages, events and output as tabs. */
export function BottomPanel({ hasScrubber = true }: BottomPanelProps) {
  const { t } = useTranslation()
  const tab = usePreferences((state) => state.bottomTab)
  const set = usePreferences((state) => state.set)
  return (
    <Tabs.Root
      className={styles.panel}
      value={tab}
      onValueChange={(value) => set({ bottomTab: value as BottomTab })}
    >
      <div className={styles.bar}>
        <Tabs.List className={styles.tabs}>
          {bottomTabs.map((name) => (
            <Tab key={name} value={name}>
              {t(`bottom.${name}`)}
              <TabCount tab={name} />
            </Tab>
          ))}
        </Tabs.List>
        {hasScrubber && <Scrubber />}
      </div>
      <Tabs.Content className={styles.content} value="timeline">
        <Lanes />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="sequence">
        <SequenceTab />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="messages">
        <MessageList />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="events">
        <EventList />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="output">
        <Terminal />
      </Tabs.Content>
      <Tabs.Content className={styles.content} value="requests">
        <RequestsPanel />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function TabCount({ tab }: { readonly tab: BottomTab }) {
  const events = useUnhurried((state) => state.rows.events.size)
  const messages = useTimeline((state) => (state.version > 0 ? state.entries.length : 0))
  const count = tab === 'events' ? events : tab === 'messages' ? messages : 0
  return count > 0 ? <span className={styles.count}>{formatNumber(count)}</span> : null
}

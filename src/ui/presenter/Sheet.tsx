import { type CSSProperties, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { beatBeginning, useLesson } from '../lessons/lesson-state.ts'
import { EventList } from '../panels/events/EventList.tsx'
import { ComponentTab } from '../panels/inspector/ComponentTab.tsx'
import { ObjectTab } from '../panels/inspector/ObjectTab.tsx'
import { WhyTab } from '../panels/inspector/WhyTab.tsx'
import { RequestsPanel } from '../panels/requests/RequestsPanel.tsx'
import { SequenceTab } from '../panels/sequence/SequenceTab.tsx'
import { TerminalLog } from '../panels/terminal/TerminalLog.tsx'
import { Lanes } from '../panels/timeline/Lanes.tsx'
import { MessageList } from '../panels/timeline/MessageList.tsx'
import '../panels/inspector/inspector.css'
import '../panels/inspector/details.css'
import { useCluster } from '../state/cluster.ts'
import { useSelection } from '../state/selection.ts'
import { FileSheet } from './FileSheet.tsx'
import { fileOf } from './parts.ts'
import styles from './Sheet.module.css'
import { type SheetPanel, type SheetPlan, sheetOf } from './sheet.ts'
import { usePresentPart } from './stage-state.ts'

/** What the beat wants to be read besides the diagram: a file, what kubectl printed, a panel of the page. */
export function Sheet() {
  const { lesson, state } = useLesson()
  const part = usePresentPart()
  const beat = lesson?.beats[state?.beatIndex ?? 0]
  if (!state || !beat || !part) return null
  const file = part === 'file' ? fileOf(beat) : null
  if (file) return <FileSheet key={beat.id} file={file} />
  const plan = sheetOf(beat, part, state.beat.phase)
  return plan && <PanelSheet key={beat.id} plan={plan} />
}

function PanelSheet({ plan: { panel, place } }: { readonly plan: SheetPlan }) {
  const { t } = useTranslation()
  const zoom = useZoom()
  const hasContent = useHasContent(panel)
  if (!hasContent) return null
  // The terminal's letters are as large as the stage's by themselves.
  const style: CSSProperties | undefined = panel === 'output' ? undefined : { zoom }
  return (
    <aside
      className={styles.sheet}
      data-place={place}
      data-panel={panel}
      aria-label={t(TITLE[panel])}
    >
      <div className={`${styles.inside} ${place === 'side' ? 'in-padded' : ''}`} style={style}>
        <Inside panel={panel} />
      </div>
    </aside>
  )
}

const TITLE = {
  component: 'inspector:tab.component',
  object: 'inspector:tab.object',
  why: 'inspector:tab.why',
  timeline: 'bottom.timeline',
  sequence: 'bottom.sequence',
  messages: 'bottom.messages',
  events: 'bottom.events',
  output: 'bottom.output',
  requests: 'bottom.requests',
} as const satisfies { readonly [P in SheetPanel]: string }

function Inside({ panel }: { readonly panel: SheetPanel }) {
  switch (panel) {
    case 'component':
      return <ComponentTab />
    case 'object':
      return <ObjectTab />
    case 'why':
      return <WhyTab />
    case 'timeline':
      return <Lanes />
    case 'sequence':
      return <SequenceTab />
    case 'messages':
      return <MessageList />
    case 'events':
      return <EventList />
    case 'output':
      return <TerminalLog after={beatBeginning() ?? -1} linesMax={LINES_MAX} />
    case 'requests':
      return <RequestsPanel isTable />
  }
}

/** A panel without anything in it would only hide the diagram. */
function useHasContent(panel: SheetPanel): boolean {
  const hasOutput = useCluster(({ output }) => {
    const beginning = beatBeginning() ?? -1
    return output.some(({ position }) => position > beginning)
  })
  const hasEvents = useCluster(({ rows }) => rows.events.size > 0)
  const target = useSelection((selection) => selection.target?.type)
  if (panel === 'output') return hasOutput
  if (panel === 'events') return hasEvents
  return panel === target || !['component', 'object'].includes(panel)
}

/** So many lines of the terminal's have room above the workers. */
const LINES_MAX = 9

/** The smallest letters of the page's panels, in pixels. */
const LETTERS_MIN = 11
/** The smallest that a hall can read, as a share of its screen's height; and never less than so many pixels. */
const HALL = { share: 0.028, pixels: 20 }

/** How much larger the page's panels have to be here. */
function useZoom(): number {
  const height = useSyncExternalStore(onResize, () => innerHeight)
  return Math.max(HALL.pixels, height * HALL.share) / LETTERS_MIN
}

function onResize(listener: () => void): () => void {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

import { Tooltip } from 'radix-ui'
import { useState } from 'react'
import { useFollowTimeline } from './panels/timeline/entries.ts'
import { Toolbar } from './panels/toolbar/Toolbar.tsx'
import { Announcer } from './shell/Announcer.tsx'
import { CrashDialog } from './shell/CrashDialog.tsx'
import { HelpDialog } from './shell/HelpDialog.tsx'
import { useKeys } from './shell/keys.ts'
import { NewRunDialog } from './shell/NewRunDialog.tsx'
import { NoticeBar } from './shell/NoticeBar.tsx'
import { PaneGroups } from './shell/PaneGroups.tsx'
import { PaneTabs } from './shell/PaneTabs.tsx'
import styles from './shell/Shell.module.css'
import { useMediaQuery } from './shell/use-media-query.ts'
import type { Session } from './state/session.ts'

/** Below this width panes do not fit beside each other and become tabs. */
const NARROW = '(max-width: 899px)'

/** The whole page. */
export function App({ session }: { readonly session: Session }) {
  const [dialog, setDialog] = useState<'help' | 'new-run' | null>(null)
  const isNarrow = useMediaQuery(NARROW)
  useFollowTimeline()
  useKeys({ onHelp: () => setDialog('help') })
  return (
    <Tooltip.Provider delayDuration={500}>
      <div className={styles.shell}>
        <Toolbar onHelp={() => setDialog('help')} onNewRun={() => setDialog('new-run')} />
        <NoticeBar />
        {isNarrow ? <PaneTabs /> : <PaneGroups />}
      </div>
      <Announcer />
      <HelpDialog isOpen={dialog === 'help'} onClose={() => setDialog(null)} />
      <NewRunDialog
        isOpen={dialog === 'new-run'}
        onClose={() => setDialog(null)}
        session={session}
      />
      <CrashDialog session={session} />
    </Tooltip.Provider>
  )
}

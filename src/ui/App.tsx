import { useEffect, useState } from 'react'
import { actions } from './actions/index.ts'
import { CompareLayer } from './compare/CompareLayer.tsx'
import { useTour } from './guide/tour-state.ts'
import { heedLessonWishes, useLessonShell } from './lessons/lesson-shell.ts'
import { useFollowTimeline } from './panels/timeline/entries.ts'
import { Toolbar } from './panels/toolbar/Toolbar.tsx'
import { usePresenter } from './presenter/presenter-shell.ts'
import { SharingLayer } from './sharing/SharingLayer.tsx'
import { Announcer } from './shell/Announcer.tsx'
import { CrashDialog } from './shell/CrashDialog.tsx'
import { useKeys } from './shell/keys.ts'
import { NoticeBar } from './shell/NoticeBar.tsx'
import { PaneGroups } from './shell/PaneGroups.tsx'
import { PaneTabs } from './shell/PaneTabs.tsx'
import styles from './shell/Shell.module.css'
import { useMediaQuery } from './shell/use-media-query.ts'
import { useCluster } from './state/cluster.ts'
import { closeDialog, useDialogs } from './state/dialogs.ts'
import { followRun } from './state/follow-run.ts'
import type { Session } from './state/session.ts'
import { fetchTheRest, lazily } from './widgets/lazily.tsx'
import { TooltipLayer } from './widgets/TooltipLayer.tsx'

const HelpDialog = lazily(() =>
  import('./shell/HelpDialog.tsx').then((module) => module.HelpDialog),
)
const LessonsLayer = lazily(() =>
  import('./lessons/LessonsLayer.tsx').then((module) => module.LessonsLayer),
)
const NewRunDialog = lazily(() =>
  import('./shell/NewRunDialog.tsx').then((module) => module.NewRunDialog),
)
const Palette = lazily(() => import('./palette/Palette.tsx').then((module) => module.Palette))
const Tour = lazily(() => import('./guide/Tour.tsx').then((module) => module.Tour))
const Stage = lazily(() => import('./presenter/Stage.tsx').then((module) => module.Stage))

const OfflineLayer = lazily(() =>
  import('./offline/OfflineLayer.tsx').then((module) => module.OfflineLayer),
)

/** Below this width panes do not fit beside each other and become tabs. */
const NARROW = '(max-width: 899px)'
/** What the first picture did without is fetched this long after it. */
const REST_AFTER_MS = 1000

/** The whole page. */
export function App({ session }: { readonly session: Session }) {
  const isPresenting = usePresenter((state) => state.isOn)
  const isNarrow = useMediaQuery(NARROW)
  const isTouring = useTour((state) => state.stop !== null)
  const hasLessons = useLessonShell((state) => state.isWanted)
  useFollowTimeline()
  useEffect(followRun, [])
  useEffect(heedLessonWishes, [])
  useKeys(actions)
  return (
    <>
      {isPresenting ? (
        <Stage />
      ) : (
        <div className={styles.shell}>
          <Toolbar />
          <NoticeBar />
          <TheRest />
          {isNarrow ? <PaneTabs /> : <PaneGroups />}
        </div>
      )}
      <Announcer />
      <Dialogs session={session} />
      {isTouring && <Tour />}
      <SharingLayer session={session} />
      {hasLessons && <LessonsLayer session={session} />}
      <CompareLayer />
      <CrashDialog session={session} />
      <TooltipLayer />
    </>
  )
}

/** The dialogs of the page as a whole, one at a time. */
function Dialogs({ session }: { readonly session: Session }) {
  const dialog = useDialogs((state) => state.open)
  switch (dialog) {
    case 'help':
      return <HelpDialog isOpen onClose={closeDialog} />
    case 'new-run':
      return <NewRunDialog isOpen onClose={closeDialog} session={session} />
    case 'palette':
      return <Palette />
    case null:
      return null
  }
}

/** Once the cluster stands, the parts that come later are fetched, before anybody asks for them. */
function TheRest() {
  const isReady = useCluster((state) => state.ready)
  const [isHere, setHere] = useState(false)
  useEffect(() => {
    if (!isReady) return
    const timer = setTimeout(() => fetchTheRest().then(() => setHere(true)), REST_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isReady])
  return isHere && <OfflineLayer />
}

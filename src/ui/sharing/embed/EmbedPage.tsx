import { ExternalLink, Pause, Play, StepBack, StepForward } from 'lucide-react'
import { useEffect } from 'react'
import { runActions } from '../../actions/run.ts'
import { Diagram } from '../../diagram/Diagram.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LessonPane } from '../../lessons/LessonPane.tsx'
import { useLessonShell } from '../../lessons/lesson-shell.ts'
import { usePlaybackMode } from '../../machines/playback.ts'
import { EditorPanel } from '../../panels/editor/EditorPanel.tsx'
import { useShownStep } from '../../panels/step/shown-step.ts'
import { Announcer } from '../../shell/Announcer.tsx'
import { CrashDialog } from '../../shell/CrashDialog.tsx'
import { useKeys } from '../../shell/keys.ts'
import { Starting, useIsStarting } from '../../shell/Starting.tsx'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { usePreferences } from '../../state/preferences.ts'
import type { Session } from '../../state/session.ts'
import { Button } from '../../widgets/Button.tsx'
import { lazily } from '../../widgets/lazily.tsx'
import { TooltipLayer } from '../../widgets/TooltipLayer.tsx'
import { writeFragment } from '../link/fragment.ts'
import { linkTo, presentRun } from '../present-run.ts'
import styles from './EmbedPage.module.css'
import { serveEmbedding } from './embed-api.ts'

const LessonsLayer = lazily(() =>
  import('../../lessons/LessonsLayer.tsx').then((module) => module.LessonsLayer),
)

/** Pilothouse in another page: the diagram, the step in a line or two, and the helm. */
export function EmbedPage({ session }: { readonly session: Session }) {
  const { t } = useTranslation()
  const isStarting = useIsStarting()
  const hasEditor = new URLSearchParams(location.search).get('editor') === '1'
  useKeys(runActions)
  const isTaken = useLessonShell((state) => state.isTaken)
  const hasLessons = useLessonShell((state) => state.isWanted)
  useEffect(() => {
    if (window.parent === window) return
    return serveEmbedding(session, window.parent)
  }, [session])
  return (
    <>
      <main className={styles.page}>
        {isTaken && (
          <div className={styles.lesson}>
            <LessonPane />
          </div>
        )}
        {hasEditor && (
          <div className={styles.editor}>
            <EditorPanel />
          </div>
        )}
        <div className={styles.run}>
          <section className={styles.diagram} aria-label={t('pane.diagram')}>
            {isStarting ? <Starting /> : <Diagram />}
          </section>
          <Caption />
        </div>
      </main>
      <Announcer />
      {hasLessons && <LessonsLayer session={session} />}
      <CrashDialog session={session} />
      <TooltipLayer />
    </>
  )
}

function Caption() {
  const { t } = useTranslation('sharing')
  const step = useShownStep()
  const [what] = step?.what ?? []
  return (
    <footer className={styles.foot}>
      <section className={styles.words} aria-label={t('embed.caption')}>
        <Time />
        <strong>{step ? t(step.title.key, { ...step.title.params }) : t('embed.beginning')}</strong>
        {what && <p>{t(what.key, { ...what.params })}</p>}
      </section>
      <Helm />
    </footer>
  )
}

function Time() {
  const time = useCluster((state) => formatClock(state.atMicros))
  return <span className={styles.time}>{time}</span>
}

function Helm() {
  const { t } = useTranslation('sharing')
  const mode = usePlaybackMode()
  const grain = usePreferences((state) => state.grain)
  const pace = usePreferences((state) => state.pace)
  const isAtBeginning = useCluster((state) => state.position <= state.start)
  const isUsable = mode !== 'restoring' && mode !== 'crashed'
  const isPlaying = mode === 'playing' || mode === 'runningToQuiet'
  return (
    <div className={styles.helm} role="toolbar" aria-label={t('ui:toolbar.label')}>
      <Button
        disabled={!isUsable || isAtBeginning}
        onClick={() => commands.step(grain, 'back')}
        aria-label={t('embed.back')}
      >
        <StepBack aria-hidden />
      </Button>
      <Button look="primary" disabled={!isUsable} onClick={() => commands.step(grain, 'forward')}>
        {t('embed.next')}
        <StepForward aria-hidden />
      </Button>
      <Button
        disabled={!isUsable}
        onClick={() => (isPlaying ? commands.pause() : commands.play(pace))}
        aria-label={t(isPlaying ? 'embed.pause' : 'embed.play')}
      >
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      </Button>
      <Button look="quiet" onClick={openWhole} aria-label={t('embed.open')} title={t('embed.open')}>
        <ExternalLink aria-hidden />
      </Button>
    </div>
  )
}

/** The same place of the same run, in a page of its own. */
async function openWhole() {
  const run = await presentRun('here')
  if (run) window.open(linkTo(await writeFragment(run), 'page'), '_blank', 'noopener')
}

import { CircleAlert, Trash2, TriangleAlert, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePlaybackMode } from '../../machines/playback.ts'
import { commands } from '../../state/commands.ts'
import { useFiles } from '../../state/files.ts'
import { Button } from '../../widgets/Button.tsx'
import { lazily } from '../../widgets/lazily.tsx'
import { Tooltip } from '../../widgets/Tooltip.tsx'
import { DiffSummary } from './DiffSummary.tsx'
import styles from './Editor.module.css'
import { problemText } from './problem-text.ts'

// It reads YAML, whose parser comes with Monaco and not with the first picture.
const LimitMark = lazily(() => import('./LimitMark.tsx').then((module) => module.LimitMark))

const noProblems = [] as const

/** What is wrong, what differs, and the buttons that act on the open file. */
export function EditorFooter({ hasHelp }: { readonly hasHelp: boolean }) {
  return (
    <div className={styles.footer}>
      <ProblemList />
      {hasHelp && <LimitMark />}
      <DiffSummary />
      <FileActions />
    </div>
  )
}

function ProblemList() {
  const { t } = useTranslation()
  const problems = useFiles((state) => state.problems[state.active] ?? noProblems)
  if (problems.length === 0) return null
  return (
    <ul className={styles.problems} aria-label={t('editor.problems', { count: problems.length })}>
      {problems.map((problem) => (
        <li
          key={`${problem.line}:${problem.column}:${problem.path}:${problem.message}`}
          data-severity={problem.severity}
        >
          {problem.severity === 'error' ? (
            <CircleAlert aria-hidden />
          ) : (
            <TriangleAlert aria-hidden />
          )}
          <span>
            {t('editor.problemAt', { line: problem.line, message: problemText(problem) })}
          </span>
        </li>
      ))}
    </ul>
  )
}

type Outcome = 'applied' | 'deleted' | 'rejected'

function FileActions() {
  const { t } = useTranslation()
  const mode = usePlaybackMode()
  const active = useFiles((state) => state.active)
  const files = useFiles((state) => state.files)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const isUsable = mode !== 'restoring' && mode !== 'crashed'

  // Another text is another matter: what was said of the old one goes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is the point
  useEffect(() => setOutcome(null), [active, files])

  return (
    <div className={styles.actions}>
      <p className={styles.sameAs} aria-live="polite" data-outcome={outcome}>
        {outcome ? (
          t(`editor.${outcome}`, { file: active })
        ) : (
          <>
            {t('editor.sameAs')}{' '}
            <code>
              kubectl apply <span>-f {active}</span>
            </code>
          </>
        )}
      </p>
      <Tooltip text={t('editor.deleteHint', { file: active })} side="top">
        <Button
          look="quiet"
          size="small"
          aria-label={t('editor.delete')}
          disabled={!isUsable}
          onClick={async () =>
            setOutcome((await commands.deleteFile(active)) ? 'deleted' : 'rejected')
          }
        >
          <Trash2 aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip text={t('editor.applyHint', { file: active })} keys="Ctrl/⌘ Enter" side="top">
        <Button
          look="primary"
          size="small"
          disabled={!isUsable}
          onClick={async () =>
            setOutcome((await commands.applyFile(active)) ? 'applied' : 'rejected')
          }
        >
          <Upload aria-hidden />
          {t('editor.apply')}
        </Button>
      </Tooltip>
    </div>
  )
}

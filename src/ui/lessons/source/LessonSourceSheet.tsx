import { Download, Link, X } from 'lucide-react'
import { useState } from 'react'
import type { LessonProblem } from '../../../lessons/format/problem.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { saveFile } from '../../sharing/save-file.ts'
import { Button } from '../../widgets/Button.tsx'
import { lazily } from '../../widgets/lazily.tsx'
import { lessonFragment } from '../lesson-link.ts'
import styles from './LessonSource.module.css'
import { closeSource, useSource } from './source-state.ts'

const SourceEditor = lazily(() =>
  import('./SourceEditor.tsx').then((module) => module.SourceEditor),
)

/** The lesson's file, to be changed while the lesson beside it follows: a teacher's workshop. */
export function LessonSourceSheet() {
  const { t } = useTranslation('lessons')
  const source = useSource((state) => state.source)
  if (!source) return null
  return (
    <section className={styles.sheet} aria-label={t('source.title')}>
      <header className={styles.head}>
        <h2>{source.name}</h2>
        <LinkButton />
        <Button
          size="small"
          onClick={() => saveFile(source.name, new Blob([source.text], { type: 'text/yaml' }))}
        >
          <Download aria-hidden />
          <span>{t('source.save')}</span>
        </Button>
        <Button size="small" look="quiet" aria-label={t('source.close')} onClick={closeSource}>
          <X aria-hidden />
        </Button>
      </header>
      <div className={styles.editor}>
        <SourceEditor />
      </div>
      <Problems />
    </section>
  )
}

function LinkButton() {
  const { t } = useTranslation('lessons')
  const [told, setTold] = useState<'source.link' | 'source.linkLong' | 'source.linkCopied'>(
    'source.link',
  )
  async function copyLink() {
    const { source } = useSource.getState()
    if (!source) return
    const { name, text, beside } = source
    const fragment = await lessonFragment({ name, text, beside })
    if (fragment === null) return setTold('source.linkLong')
    const url = new URL(location.href)
    url.search = ''
    url.hash = fragment
    await navigator.clipboard.writeText(url.href)
    setTold('source.linkCopied')
  }
  return (
    <Button size="small" onClick={copyLink} onBlur={() => setTold('source.link')}>
      <Link aria-hidden />
      <span>{t(told)}</span>
    </Button>
  )
}

/** More mistakes than this are mended from the top. */
const PROBLEMS_MAX = 50

function Problems() {
  const { t } = useTranslation('lessons')
  const problems = useSource((state) => state.problems)
  if (problems.length === 0) return <p className={styles.fine}>{t('source.fine')}</p>
  return (
    <div className={styles.problems}>
      <h3>{t('source.problems', { count: problems.length })}</h3>
      <ul>
        {problems.slice(0, PROBLEMS_MAX).map((problem) => (
          <Problem
            key={`${problem.line}:${problem.column}:${problem.text.key}`}
            problem={problem}
          />
        ))}
      </ul>
    </div>
  )
}

function Problem({ problem }: { readonly problem: LessonProblem }) {
  const { t } = useTranslation('lessons')
  const { line, column, text, severity } = problem
  const message = t(text.key, { ...text.params })
  return (
    <li data-severity={severity}>
      <button type="button" onClick={() => useSource.setState({ goTo: { line, column } })}>
        {t('source.at', { line, column, message })}
      </button>
    </li>
  )
}

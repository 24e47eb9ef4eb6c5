import { useEffect, useState } from 'react'
import type { ReplyTo } from '../../client/connection.ts'
import type { Command } from '../../protocol/messages.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatClock } from '../state/clock.ts'
import { commands } from '../state/commands.ts'
import { type Mark, useComparison } from '../state/comparison.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Compare.module.css'
import { DiffGroups } from './DiffGroups.tsx'
import { Presets } from './Presets.tsx'

type Answer = ReplyTo<Extract<Command, { type: 'compare' }>>

/** What became of every object from A to B. */
export function PositionsView() {
  const { t } = useTranslation('compare')
  const a = useComparison((state) => state.a)
  const b = useComparison((state) => state.b)
  const answer = useAnswer(a, b)
  return (
    <>
      <div className={styles.marks}>
        <MarkRow which="a" mark={a} />
        <MarkRow which="b" mark={b} />
      </div>
      <Presets />
      {(!a || !b) && <p className={styles.note}>{t('marksHint')}</p>}
      {a && b && !answer && <p className={styles.note}>{t('busy')}</p>}
      {answer?.type === 'refused' && (
        <p className={styles.note}>{t('refused', { message: answer.message })}</p>
      )}
      {answer?.type === 'compared' && <DiffGroups diffs={answer.diffs} />}
    </>
  )
}

function useAnswer(a: Mark | null, b: Mark | null): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(() => {
    setAnswer(null)
    if (!a || !b) return
    let isGone = false
    commands.compare(a.position, b.position).then((reply) => !isGone && setAnswer(reply))
    return () => {
      isGone = true
    }
  }, [a, b])
  return answer
}

interface MarkRowProps {
  readonly which: 'a' | 'b'
  readonly mark: Mark | null
}

function MarkRow({ which, mark }: MarkRowProps) {
  const { t } = useTranslation('compare')
  const name = t(which)
  return (
    <div className={styles.markRow}>
      <b aria-hidden>{name}</b>
      <span>{mark ? formatClock(mark.atMicros) : t('unmarked')}</span>
      <Button size="small" onClick={() => useComparison.getState().mark(which)}>
        {t(which === 'a' ? 'markA' : 'markB')}
      </Button>
      {mark && (
        <Button size="small" onClick={() => commands.seek(mark.position)}>
          {t('goTo', { which: name })}
        </Button>
      )}
    </div>
  )
}

import { StepBack, StepForward } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Compare.module.css'

const SECOND = 1_000_000
const JUMPS = [-60, -10, -1, 1, 10, 60] as const

export interface TogetherControlsProps {
  readonly atMicros: number
  /** A time was asked for; null: a step, which ends wherever it ends. */
  readonly onAsk: (atMicros: number | null) => void
}

/** Moves this run; the kept one follows to the same time. */
export function TogetherControls({ atMicros, onAsk }: TogetherControlsProps) {
  const { t } = useTranslation('compare')
  const start = useCluster((state) => state.startAtMicros)

  function goTo(time: number) {
    const wanted = Math.max(start, time)
    onAsk(wanted)
    commands.seekTime(wanted)
  }

  function step(direction: 'forward' | 'back') {
    onAsk(null)
    commands.step('story', direction)
  }

  return (
    <div className={styles.together} role="toolbar" aria-label={t('together')}>
      <Button size="small" aria-label={t('stepBack')} onClick={() => step('back')}>
        <StepBack aria-hidden />
      </Button>
      <Button size="small" aria-label={t('stepForward')} onClick={() => step('forward')}>
        <StepForward aria-hidden />
      </Button>
      {JUMPS.map((seconds) => (
        <Button key={seconds} size="small" onClick={() => goTo(atMicros + seconds * SECOND)}>
          {t(seconds < 0 ? 'back' : 'forward', { seconds: Math.abs(seconds) })}
        </Button>
      ))}
      <GoToTime onGo={(seconds) => goTo(start + seconds * SECOND)} />
    </div>
  )
}

function GoToTime({ onGo }: { readonly onGo: (seconds: number) => void }) {
  const { t } = useTranslation('compare')
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    const seconds = Number(text)
    if (text !== '' && Number.isFinite(seconds) && seconds >= 0) onGo(seconds)
  }
  return (
    <form className={styles.goTo} onSubmit={submit}>
      <label>
        {t('goToTime')}{' '}
        <input
          type="number"
          min={0}
          step="any"
          value={text}
          aria-label={`${t('goToTime')}: ${t('seconds')}`}
          onChange={(event) => setText(event.currentTarget.value)}
        />{' '}
        {t('secondsShort')}
      </label>
      <Button size="small" type="submit">
        {t('go')}
      </Button>
    </form>
  )
}

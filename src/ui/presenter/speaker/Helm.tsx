import { ChevronLeft, ChevronRight, Moon, Pause, Play } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../widgets/Button.tsx'
import styles from './Speaker.module.css'
import { order, useSpeaker } from './speaker-state.ts'

/** The stage's helm, from here. */
export function Helm() {
  const { t } = useTranslation('presenter')
  const isOff = useSpeaker((state) => state.connection !== 'connected')
  const isBlack = useSpeaker((state) => state.situation?.isBlack ?? false)
  const isPlaying = useSpeaker((state) => state.situation?.isPlaying ?? false)
  return (
    <footer className={styles.helm}>
      <div role="toolbar" aria-label={t('speaker.helm')}>
        <Button disabled={isOff} onClick={() => order('back')}>
          <ChevronLeft aria-hidden />
          {t('speaker.back')}
        </Button>
        <Button look="primary" disabled={isOff} onClick={() => order('next')}>
          {t('speaker.next')}
          <ChevronRight aria-hidden />
        </Button>
        <Button disabled={isOff} aria-pressed={isBlack} onClick={() => order('black')}>
          <Moon aria-hidden />
          {t('speaker.black')}
        </Button>
        <Button disabled={isOff} onClick={() => order('play')}>
          {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          {t(isPlaying ? 'speaker.pause' : 'speaker.play')}
        </Button>
      </div>
      <p className={styles.quiet}>{t('speaker.keys')}</p>
    </footer>
  )
}

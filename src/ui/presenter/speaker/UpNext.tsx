import { useTranslation } from '../../i18n/use-translation.ts'
import styles from './Speaker.module.css'
import { useSpeaker } from './speaker-state.ts'

/** What the next key will bring. */
export function UpNext() {
  const { t } = useTranslation('presenter')
  return (
    <section className={styles.card} aria-label={t('speaker.upNext')}>
      <h2>{t('speaker.upNext')}</h2>
      <p>{useNext()}</p>
    </section>
  )
}

function useNext(): string {
  const { t } = useTranslation('presenter')
  const { t: tell } = useTranslation()
  const situation = useSpeaker((state) => state.situation)
  if (!situation) return ''
  const { beat, page, pages, nextStep } = situation
  if (!beat) {
    return nextStep ? tell(nextStep.key, { ...nextStep.params }) : t('speaker.nextUnknown')
  }
  if (page + 1 < pages) return t('speaker.pageOf', { page: page + 2, pages })
  if (beat.nextPart) return t(`part.${beat.nextPart}`)
  if (beat.part === 'question') return t('part.watching')
  return beat.nextTitle ?? t('speaker.nextEnd')
}

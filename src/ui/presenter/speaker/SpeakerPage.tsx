import { useEffect } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Markdown } from '../../lessons/markdown/Markdown.tsx'
import { Helm } from './Helm.tsx'
import styles from './Speaker.module.css'
import { SpeakerClock } from './SpeakerClock.tsx'
import { useSpeakerKeys } from './speaker-keys.ts'
import { joinStage, useSpeaker } from './speaker-state.ts'
import { ThumbnailView } from './ThumbnailView.tsx'
import { UpNext } from './UpNext.tsx'

/** The speaker's window: notes, what comes next, the time, and the stage in small. It has no cluster of its own. */
export function SpeakerPage() {
  const { t } = useTranslation('presenter')
  const connection = useSpeaker((state) => state.connection)
  const isFirst = useSpeaker((state) => state.situation === null)
  useEffect(joinStage, [])
  useSpeakerKeys()
  useEffect(() => {
    document.title = `${t('speaker.title')} · Pilothouse`
  }, [t])
  return (
    <main className={styles.page}>
      <header className={styles.bar}>
        <h1>{t('speaker.title')}</h1>
        <p className={styles.connection} role="status" data-connection={connection}>
          {connection === 'waiting' ? t('speaker.waiting') : t(`speaker.${connection}`)}
        </p>
        <SpeakerClock />
      </header>
      {isFirst ? (
        <p className={styles.waiting}>{t('speaker.waitingWhat')}</p>
      ) : (
        <>
          <div className={styles.left}>
            <ThumbnailView />
            <Now />
            <UpNext />
          </div>
          <Notes />
        </>
      )}
      <Helm />
    </main>
  )
}

/** What the audience reads, in a line or two. */
function Now() {
  const { t } = useTranslation('presenter')
  const { t: tell } = useTranslation()
  const situation = useSpeaker((state) => state.situation)
  const step = useSpeaker((state) => state.step)
  const beat = situation?.beat
  return (
    <section className={styles.card} aria-label={t('speaker.now')}>
      <h2>{t('speaker.now')}</h2>
      {situation?.stopped && (
        <p className={styles.stopped}>
          {tell(situation.stopped.key, { ...situation.stopped.params })}
        </p>
      )}
      {beat && (
        <p>
          <strong>
            {t('speaker.part', { number: beat.number, count: beat.count, title: beat.title })}
          </strong>{' '}
          <span className={styles.quiet}>
            {t(`part.${beat.part}`)}
            {situation.pages > 1 &&
              ` · ${t('speaker.pageOf', { page: situation.page + 1, pages: situation.pages })}`}
          </span>
        </p>
      )}
      <p className={beat ? styles.quiet : undefined}>
        {step ? tell(step.title.key, { ...step.title.params }) : t('beginning')}
      </p>
    </section>
  )
}

/** The beat's notes; without a lesson, the whole of the step. */
function Notes() {
  const { t } = useTranslation('presenter')
  const { t: tell } = useTranslation()
  const beat = useSpeaker((state) => state.situation?.beat)
  const step = useSpeaker((state) => state.step)
  if (!beat) {
    return (
      <section className={styles.notes} aria-label={t('speaker.notes')}>
        <h2>{t('speaker.notes')}</h2>
        <p className={styles.quiet}>{t('speaker.noLesson')}</p>
        {step &&
          [step.title, ...step.what, ...step.why].map((text) => (
            <p key={`${text.key}${JSON.stringify(text.params ?? {})}`}>
              {tell(text.key, { ...text.params })}
            </p>
          ))}
      </section>
    )
  }
  return (
    <section className={styles.notes} aria-label={t('speaker.notes')} key={beat.title}>
      <h2>{t('speaker.notes')}</h2>
      {beat.notes === '' ? (
        <p className={styles.quiet}>{t('speaker.noNotes')}</p>
      ) : (
        <Markdown text={beat.notes} />
      )}
      <div className={styles.text}>
        <h3>{t('speaker.words')}</h3>
        <Markdown text={beat.text} />
      </div>
    </section>
  )
}

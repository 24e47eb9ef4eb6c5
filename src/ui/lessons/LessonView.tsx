import { ChevronLeft, ChevronRight, Ellipsis, GraduationCap } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Lesson } from '../../lessons/format/lesson.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../widgets/Button.tsx'
import { Menu, MenuItem, MenuLine } from '../widgets/Menu.tsx'
import { Tooltip } from '../widgets/Tooltip.tsx'
import { AwayBar } from './AwayBar.tsx'
import { BeatDots } from './BeatDots.tsx'
import { BeatView } from './BeatView.tsx'
import styles from './Lesson.module.css'
import { openLessonList } from './lesson-shell.ts'
import { useLesson } from './lesson-state.ts'
import { useLocalized } from './localized.ts'
import { Markdown } from './markdown/Markdown.tsx'
import { Summary } from './Summary.tsx'
import { openSource } from './source/source-state.ts'

/** A lesson as it is taken: where it stands, what to read and do, and how it goes on. */
export function LessonView() {
  const { t } = useTranslation('lessons')
  const lesson = useLesson((state) => state.lesson)
  const state = useLesson((play) => play.state)
  const localized = useLocalized()
  const body = useRef<HTMLDivElement>(null)
  const beat = lesson?.beats[state?.beatIndex ?? 0]
  useBeatInSight(body, beat?.id)
  if (!lesson || !state || !beat) return null
  return (
    <section className={styles.lesson} aria-label={t('lesson.region')} data-lesson={lesson.id}>
      <header className={styles.head}>
        <div className={styles.titleRow}>
          <GraduationCap aria-hidden />
          <h2 className={styles.title}>{localized(lesson.title)}</h2>
          <LessonMenu />
        </div>
        <BeatDots lesson={lesson} state={state} />
      </header>
      <div className={styles.body} ref={body} data-lesson-body>
        {state.beatIndex === 0 && <Goal lesson={lesson} />}
        <BeatView key={beat.id} beat={beat} state={state} />
        {state.isOver && <Summary lesson={lesson} state={state} />}
      </div>
      <AwayBar />
      <Footer lesson={lesson} />
    </section>
  )
}

function Goal({ lesson }: { readonly lesson: Lesson }) {
  const { t } = useTranslation('lessons')
  const localized = useLocalized()
  return (
    <p className={styles.goal}>
      <Markdown text={localized(lesson.goal)} isInline />{' '}
      <span className={styles.minutes}>{t('lesson.minutes', { count: lesson.minutes })}</span>
    </p>
  )
}

function LessonMenu() {
  const { t } = useTranslation('lessons')
  const { goTo, skip, restart, leave, source, state } = useLesson()
  const beatIndex = state?.beatIndex ?? 0
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" size="small" aria-label={t('lesson.menu')}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => goTo(beatIndex)}>{t('lesson.replay')}</MenuItem>
      <MenuItem onSelect={skip}>{t('lesson.skip')}</MenuItem>
      <MenuItem onSelect={restart}>{t('lesson.restart')}</MenuItem>
      <MenuLine />
      <MenuItem onSelect={openSource}>
        {t(source?.type === 'text' ? 'lesson.edit' : 'lesson.editCopy')}
      </MenuItem>
      <MenuItem onSelect={openLessonList}>{t('lesson.toList')}</MenuItem>
      <MenuItem onSelect={leave}>{t('lesson.close')}</MenuItem>
    </Menu>
  )
}

function Footer({ lesson }: { readonly lesson: Lesson }) {
  const { t } = useTranslation('lessons')
  const { state, isBusy, isAway, picked, back, next } = useLesson()
  if (!state) return null
  const { phase } = state.beat
  const isLast = state.beatIndex === lesson.beats.length - 1
  const isReady =
    (phase === 'over' && !isLast) ||
    phase === 'stalled' ||
    (phase === 'predicting' && picked !== null)
  return (
    <footer className={styles.foot}>
      <Tooltip text={t('lesson.back')} keys="PageUp" side="top">
        <Button disabled={state.beatIndex === 0} onClick={back}>
          <ChevronLeft aria-hidden />
          {t('lesson.back')}
        </Button>
      </Tooltip>
      <span className={styles.place}>
        {state.beatIndex + 1} / {lesson.beats.length}
      </span>
      <Tooltip text={t('lesson.next')} keys="PageDown" side="top">
        <Button
          look={phase === 'over' && !isLast && !isAway ? 'primary' : 'plain'}
          disabled={!isReady || isBusy}
          onClick={next}
        >
          {t('lesson.next')}
          <ChevronRight aria-hidden />
        </Button>
      </Tooltip>
    </footer>
  )
}

/** A new beat is read from its top, by whoever was reading the lesson; others keep their focus. */
function useBeatInSight(body: React.RefObject<HTMLDivElement | null>, beatId: string | undefined) {
  const last = useRef(beatId)
  useEffect(() => {
    if (last.current === beatId) return
    last.current = beatId
    body.current?.scrollTo({ top: 0 })
    const focused = document.activeElement
    const isReader =
      focused === null || focused === document.body || focused.closest('[data-lesson]') !== null
    if (!isReader) return
    body.current?.querySelector<HTMLElement>('[data-beat-title]')?.focus({ preventScroll: true })
  }, [body, beatId])
}

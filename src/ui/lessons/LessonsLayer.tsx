import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCluster } from '../state/cluster.ts'
import type { Session } from '../state/session.ts'
import { LessonAnnouncer } from './LessonAnnouncer.tsx'
import styles from './LessonsLayer.module.css'
import { hasLesson } from './lesson-keys.ts'
import { useLessonShell } from './lesson-shell.ts'
import { connectLessons, useLesson } from './lesson-state.ts'
import { LessonList } from './list/LessonList.tsx'
import { openLessonFile, openWished } from './open-lesson.ts'
import { LessonSourceSheet } from './source/LessonSourceSheet.tsx'
import { useSource } from './source/source-state.ts'
import { useLessonClock, useLessonKeys, useTurnToCluster, useWatchLesson } from './watch-lesson.ts'

/** What lessons need over the page as a whole: the list, the file, the curtain, and somebody who watches. */
export function LessonsLayer({ session }: { readonly session: Session }) {
  const isListOpen = useLessonShell((state) => state.isListOpen)
  const isSourceOpen = useSource((state) => state.isOpen)
  const isTaken = useLesson((play) => play.lesson !== null)
  useBegin(session)
  useDroppedLessons()
  return (
    <>
      {isTaken && <Watchers />}
      {isListOpen && <LessonList />}
      {isSourceOpen && <LessonSourceSheet />}
      <Curtain />
    </>
  )
}

function Watchers() {
  useWatchLesson()
  useLessonClock()
  useLessonKeys()
  useTurnToCluster()
  return <LessonAnnouncer />
}

/** The address's lesson, or the one that was left; once, as soon as the cluster stands. */
function useBegin(session: Session) {
  const isReady = useCluster((state) => state.ready)
  const [isBegun, setIsBegun] = useState(false)
  useEffect(() => {
    connectLessons(session)
    if (!isReady || isBegun) return
    setIsBegun(true)
    void openWished(location)
  }, [session, isReady, isBegun])
  useEffect(() => {
    // A link that is put into the address of an open page loads nothing anew.
    const onHash = () => isBegun && hasLesson(location.hash) && void openWished(location)
    addEventListener('hashchange', onHash)
    return () => removeEventListener('hashchange', onHash)
  }, [isBegun])
}

/** While a fault is done in silence, or parts are skipped, nobody looks. */
function Curtain() {
  const { t } = useTranslation('lessons')
  const curtain = useLessonShell((state) => state.curtain)
  if (curtain === null) return null
  return (
    <div className={styles.curtain} role="status">
      <p>{t(curtain === 'fault' ? 'break.curtain' : 'lesson.doing')}</p>
    </div>
  )
}

const LESSON_FILE = /\.(ya?ml|json)$/i

/** A lesson's file that is dropped anywhere is opened. Runs have a name of their own, and their own reader. */
function useDroppedLessons(): void {
  useEffect(() => {
    function onDrop(event: DragEvent) {
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0 || event.defaultPrevented) return
      // Whatever it is: the browser would leave the page for it.
      event.preventDefault()
      const file = files.find(({ name }) => isLessonName(name))
      if (!file) return
      useLessonShell.setState({ isListOpen: false })
      void openLessonFile(file)
    }
    function onDragOver(event: DragEvent) {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    window.addEventListener('drop', onDrop)
    window.addEventListener('dragover', onDragOver)
    return () => {
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('dragover', onDragOver)
    }
  }, [])
}

function isLessonName(name: string): boolean {
  return LESSON_FILE.test(name) && !name.endsWith('.pilothouse.json')
}

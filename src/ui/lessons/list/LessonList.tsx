import { Download, FolderOpen } from 'lucide-react'
import { Suspense, use, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { saveFile } from '../../sharing/save-file.ts'
import { Button } from '../../widgets/Button.tsx'
import { Modal } from '../../widgets/Modal.tsx'
import { loadBuiltIns } from '../built-in.ts'
import { useLessonShell } from '../lesson-shell.ts'
import { openLessonFile } from '../open-lesson.ts'
import { progressAsJson, useProgress } from '../progress.ts'
import styles from './LessonList.module.css'
import { LessonRow } from './LessonRow.tsx'

/** All lessons with what one needs to choose: their goal, their length, what comes before, how far one has come. */
export function LessonList() {
  const { t } = useTranslation('lessons')
  return (
    <Modal
      isOpen
      onClose={closeList}
      closeLabel={t('list.close')}
      title={t('list.title')}
      description={t('list.what')}
    >
      <Suspense fallback={<p className={styles.quiet}>{t('list.loading')}</p>}>
        <Rows />
      </Suspense>
      <Foot />
    </Modal>
  )
}

function closeList() {
  useLessonShell.setState({ isListOpen: false })
}

function Rows() {
  const { t } = useTranslation('lessons')
  const { lessons, failed } = use(loadBuiltIns())
  if (lessons.length + failed.length === 0) return <p className={styles.quiet}>{t('list.empty')}</p>
  return (
    <>
      <ol className={styles.rows}>
        {lessons.map((builtIn) => (
          <LessonRow key={builtIn.id} builtIn={builtIn} all={lessons} onOpen={closeList} />
        ))}
      </ol>
      {failed.map((name) => (
        <p key={name} className={styles.failed}>
          {t('list.failed', { name })}
        </p>
      ))}
    </>
  )
}

function Foot() {
  const { t } = useTranslation('lessons')
  const input = useRef<HTMLInputElement>(null)
  const hasProgress = useProgress((state) => Object.keys(state.lessons).length > 0)
  return (
    <div className={styles.foot}>
      <Button size="small" onClick={() => input.current?.click()}>
        <FolderOpen aria-hidden />
        {t('list.openFile')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".yaml,.yml,.json"
        aria-label={t('list.openFile')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (!file) return
          closeList()
          void openLessonFile(file)
        }}
      />
      {hasProgress && (
        <>
          <Button size="small" look="quiet" onClick={exportProgress}>
            <Download aria-hidden />
            {t('list.export')}
          </Button>
          <Reset />
        </>
      )}
    </div>
  )
}

function exportProgress() {
  const content = new Blob([progressAsJson()], { type: 'application/json' })
  saveFile('pilothouse-progress.json', content)
}

/** Asks once more: there is no way back. */
function Reset() {
  const { t } = useTranslation('lessons')
  const [isAsking, setIsAsking] = useState(false)
  if (!isAsking) {
    return (
      <Button size="small" look="quiet" onClick={() => setIsAsking(true)}>
        {t('list.reset')}
      </Button>
    )
  }
  return (
    <span className={styles.sure} role="alert">
      {t('list.resetSure')}
      <Button size="small" onClick={() => useProgress.getState().reset()}>
        {t('list.resetYes')}
      </Button>
      <Button size="small" look="quiet" onClick={() => setIsAsking(false)}>
        {t('list.resetNo')}
      </Button>
    </span>
  )
}

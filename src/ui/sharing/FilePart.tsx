import { Download, FolderOpen } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Session } from '../state/session.ts'
import { Button } from '../widgets/Button.tsx'
import { writeRunFile } from './link/fragment.ts'
import { LIMITS } from './link/shared-run.ts'
import { openFile } from './open-run.ts'
import { presentRun } from './present-run.ts'
import styles from './Sharing.module.css'
import { saveFile } from './save-file.ts'

export interface FilePartProps {
  readonly session: Session
  readonly onOpened: () => void
}

/** The run as a file, out and in. */
export function FilePart({ session, onOpened }: FilePartProps) {
  const { t } = useTranslation('sharing')
  const picker = useRef<HTMLInputElement>(null)
  const [warning, setWarning] = useState('')
  async function save() {
    const run = await presentRun('here')
    if (!run) return
    const text = writeRunFile(run)
    setWarning(text.length > LIMITS.inflatedBytes ? t('file.tooLarge') : '')
    saveFile('run.pilothouse.json', new Blob([text], { type: 'application/json' }))
  }
  return (
    <div className={styles.content}>
      <div className={styles.row}>
        <p>{t('file.saveHint')}</p>
        <Button look="primary" onClick={save}>
          <Download aria-hidden />
          {t('file.save')}
        </Button>
      </div>
      {warning !== '' && <p className={styles.warning}>{warning}</p>}
      <div className={styles.row}>
        <p>{t('file.openHint')}</p>
        <Button onClick={() => picker.current?.click()}>
          <FolderOpen aria-hidden />
          {t('file.open')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('file.open')}
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (!file) return
            onOpened()
            void openFile(session, file)
          }}
        />
      </div>
    </div>
  )
}

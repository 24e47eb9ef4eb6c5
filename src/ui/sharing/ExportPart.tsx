import { BookText, Boxes, FileArchive, FileImage, ImageDown, Workflow } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { type ExportName, exporters } from './export/exports.ts'
import styles from './Sharing.module.css'
import { saveFile } from './save-file.ts'

const icons: { readonly [E in ExportName]: ComponentType } = {
  svg: FileImage,
  png: ImageDown,
  story: BookText,
  sequence: Workflow,
  manifests: FileArchive,
  kind: Boxes,
}

/** What can be taken out of the page, each with one press. */
export function ExportPart() {
  const { t } = useTranslation('sharing')
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState<ExportName | null>(null)
  async function make(name: ExportName) {
    setBusy(name)
    try {
      const file = await exporters[name]()
      saveFile(file.name, file.content)
      setSaid(t('export.done', { name: file.name }))
    } catch (error) {
      setSaid(
        t('export.failed', { message: error instanceof Error ? error.message : String(error) }),
      )
    }
    setBusy(null)
  }
  return (
    <div className={styles.content}>
      <div className={styles.exports}>
        {(Object.keys(exporters) as ExportName[]).map((name) => {
          const Icon = icons[name]
          return (
            <button
              key={name}
              type="button"
              className={styles.export}
              disabled={busy !== null}
              onClick={() => make(name)}
            >
              <Icon aria-hidden />
              <b>{t(`export.${name}`)}</b>
              <span>{t(`export.${name}Hint`)}</span>
            </button>
          )
        })}
      </div>
      <p className={styles.said} aria-live="polite">
        {said}
      </p>
    </div>
  )
}

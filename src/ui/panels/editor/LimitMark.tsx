import { TriangleAlert } from 'lucide-react'
import { useDeferredValue } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useFiles } from '../../state/files.ts'
import styles from './Editor.module.css'
import { isWithinBounds } from './yaml/documents.ts'

/** Said where the editor stops helping, so that its silence is not taken for a faultless text. */
export function LimitMark() {
  const { t } = useTranslation()
  // Looking through a long text shall not hold up the key that was pressed.
  const text = useDeferredValue(
    useFiles((state) => state.files.find(({ name }) => name === state.active)?.text ?? ''),
  )
  if (isWithinBounds(text)) return null
  return (
    <p className={styles.limit}>
      <TriangleAlert aria-hidden />
      {t('editor.beyondBounds')}
    </p>
  )
}

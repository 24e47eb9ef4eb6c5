import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useFiles } from '../../state/files.ts'
import { YamlText } from '../../widgets/YamlText.tsx'
import styles from './Editor.module.css'

/** Monaco waits this long after the first picture of the cluster, so that it delays neither. */
const LOAD_AFTER_MS = 600

const MonacoEditor = lazy(async () => ({
  default: (await import('./monaco/MonacoEditor.tsx')).MonacoEditor,
}))

/** The text of the open file: coloured at once, and editable as soon as Monaco is there. */
export function CodeArea() {
  const [isWanted, setIsWanted] = useState(false)
  const [isClicked, setIsClicked] = useState(false)
  const [isReady, setIsReady] = useState(false)
  const isClusterReady = useCluster((state) => state.ready)

  useEffect(() => {
    if (!isClusterReady) return
    const timer = setTimeout(() => setIsWanted(true), LOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isClusterReady])

  function load() {
    setIsClicked(true)
    setIsWanted(true)
  }
  return (
    <div className={styles.code}>
      {isWanted && (
        <Suspense>
          <MonacoEditor autoFocus={isClicked} onReady={() => setIsReady(true)} />
        </Suspense>
      )}
      {!isReady && <StandIn onTouched={load} />}
    </div>
  )
}

/**
 * A plain text field over the coloured text until Monaco stands, and in its place if it cannot be
 * loaded. Touching it brings Monaco at once.
 */
function StandIn({ onTouched }: { readonly onTouched: () => void }) {
  const { t } = useTranslation()
  const active = useFiles((state) => state.active)
  const edit = useFiles((state) => state.edit)
  const text = useFiles(
    (state) => state.files.find((file) => file.name === state.active)?.text ?? '',
  )
  return (
    <div className={styles.standIn}>
      <div className={styles.standInText}>
        <YamlText text={text} hasLineNumbers />
        <textarea
          aria-label={t('editor.label')}
          spellCheck={false}
          value={text}
          onChange={(event) => edit(active, event.target.value)}
          onPointerDown={onTouched}
          onKeyDown={(event) => {
            onTouched()
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              commands.applyFile(active)
          }}
        />
      </div>
    </div>
  )
}

import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useFiles } from '../../state/files.ts'
import { YamlText } from '../../widgets/YamlText.tsx'
import styles from './Editor.module.css'
import type { MonacoEditorProps } from './monaco/MonacoEditor.tsx'

/** Monaco waits this long after the first picture of the cluster, so that it delays neither. */
const LOAD_AFTER_MS = 600

/** If the chunk cannot be had (offline, before it was ever loaded), the stand-in stays: it can do the work. */
const MonacoEditor = lazy<ComponentType<MonacoEditorProps>>(() =>
  import('./monaco/MonacoEditor.tsx').then(
    (module) => ({ default: module.MonacoEditor }),
    () => ({ default: () => null }),
  ),
)

interface CodeAreaProps {
  /** Monaco stands. */
  readonly isReady: boolean
  readonly onReady: () => void
}

/** The text of the open file: coloured at once, and editable as soon as Monaco is there. */
export function CodeArea({ isReady, onReady }: CodeAreaProps) {
  const [isWanted, setIsWanted] = useState(false)
  const [isClicked, setIsClicked] = useState(false)
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
          <MonacoEditor autoFocus={isClicked} onReady={onReady} />
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

import { useFiles } from '../state/files.ts'
import { YamlText } from '../widgets/YamlText.tsx'
import { PagedWords } from './PagedWords.tsx'
import type { BeatFile } from './parts.ts'
import styles from './Sheet.module.css'

/** Lines of up to so many letters stand in two columns. */
const NARROW_MAX = 48

/** A manifest that fills the stage, in pages. */
export function FileSheet({ file }: { readonly file: BeatFile }) {
  const name = useFiles((state) => file.name ?? state.active)
  const present = useFiles((state) => state.files.find((it) => it.name === name)?.text)
  const text = (file.text ?? present ?? '').trimEnd()
  const widest = Math.max(...text.split('\n').map((line) => line.length))
  return (
    <aside className={styles.sheet} data-place="whole" data-panel="file" aria-label={name}>
      <p className={styles.fileName}>{name}</p>
      <PagedWords isTall columns={widest <= NARROW_MAX ? 2 : 1}>
        {documentsOf(text).map((document, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: documents have no identity but their place
          <div key={index} className={styles.document}>
            <YamlText text={document} />
          </div>
        ))}
      </PagedWords>
    </aside>
  )
}

/** The documents of a file, each with the line that parts it from the one before. */
function documentsOf(text: string): readonly string[] {
  return text.split(/\n(?=---$)/m)
}

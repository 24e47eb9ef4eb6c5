import { useTranslation } from '../../i18n/use-translation.ts'
import { useFiles } from '../../state/files.ts'
import { useSelection } from '../../state/selection.ts'
import styles from './Editor.module.css'
import { type LiveDiff, useLiveDiff } from './live-diff.ts'

const FIELDS_SHOWN_MAX = 40

/** What applying would change: one line per object, its fields behind it. Nothing before the first answer. */
export function DiffSummary() {
  const { t } = useTranslation()
  const active = useFiles((state) => state.active)
  const file = useLiveDiff((state) => state.file)
  const diffs = useLiveDiff((state) => state.diffs)
  if (file !== active || diffs.length === 0) return null
  const differing = diffs.filter((diff) => diff.state !== 'same')
  return (
    <details className={styles.diffs}>
      <summary>
        <span>{t('editor.diff')}</span>
        <span className={styles.diffCount}>
          {differing.length === 0
            ? t('editor.diffAllSame')
            : differing.map((diff) => diff.object.kind).join(', ')}
        </span>
      </summary>
      <ul>
        {diffs.map((diff) => (
          <ObjectLine
            key={`${diff.object.kind}/${diff.object.namespace}/${diff.object.name}`}
            diff={diff}
          />
        ))}
      </ul>
    </details>
  )
}

function ObjectLine({ diff }: { readonly diff: LiveDiff }) {
  const { t } = useTranslation()
  const select = useSelection((state) => state.select)
  return (
    <li data-state={diff.state}>
      <button
        type="button"
        className={styles.diffObject}
        disabled={diff.state === 'new'}
        onClick={() => select({ type: 'object', object: diff.object })}
      >
        {diff.object.kind}/{diff.object.name}
      </button>
      <span className={styles.diffState}>{stateText(diff, t)}</span>
      {diff.state === 'changed' && (
        <ul className={styles.fields}>
          {diff.fields.slice(0, FIELDS_SHOWN_MAX).map((field) => (
            <li key={field.path}>
              <code>{field.path}</code>
              <del>{print(field.before) ?? t('editor.absent')}</del>
              <ins>{print(field.after) ?? t('editor.absent')}</ins>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function stateText(diff: LiveDiff, t: (key: string, params?: { count: number }) => string): string {
  if (diff.state === 'new') return t('editor.diffNew')
  if (diff.state === 'same') return t('editor.diffSame')
  if (diff.change === 'deleted') return t('editor.diffDeleted')
  return t('editor.diffChanged', { count: diff.fields.length })
}

function print(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

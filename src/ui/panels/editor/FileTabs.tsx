import { BookOpen, Ellipsis, Plus, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { commands } from '../../state/commands.ts'
import { examples } from '../../state/examples.ts'
import { useFiles } from '../../state/files.ts'
import { Button } from '../../widgets/Button.tsx'
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx'
import styles from './Editor.module.css'

/** The files, the examples, and what can be done with a file. */
export function FileTabs() {
  const { t } = useTranslation()
  const files = useFiles((state) => state.files)
  const active = useFiles((state) => state.active)
  const [renaming, setRenaming] = useState<string | null>(null)
  return (
    <div className={styles.bar} data-crowded={files.length > 1}>
      <div className={styles.files} role="tablist" aria-label={t('editor.files')}>
        {files.map(({ name }) =>
          renaming === name ? (
            <RenameField key={name} name={name} onDone={() => setRenaming(null)} />
          ) : (
            <FileTab
              key={name}
              name={name}
              isActive={name === active}
              isOnly={files.length === 1}
              onRename={() => setRenaming(name)}
            />
          ),
        )}
      </div>
      <ExamplesMenu />
      <FileMenu onRename={() => setRenaming(active)} />
    </div>
  )
}

interface FileTabProps {
  readonly name: string
  readonly isActive: boolean
  readonly isOnly: boolean
  readonly onRename: () => void
}

function FileTab({ name, isActive, isOnly, onRename }: FileTabProps) {
  const { t } = useTranslation()
  const open = useFiles((state) => state.open)
  const close = useFiles((state) => state.close)
  const hasErrors = useFiles((state) =>
    (state.problems[name] ?? []).some((problem) => problem.severity === 'error'),
  )
  return (
    <span className={styles.file} data-active={isActive}>
      <button
        type="button"
        role="tab"
        aria-selected={isActive}
        tabIndex={isActive ? 0 : -1}
        className={styles.fileName}
        onClick={() => open(name)}
        onDoubleClick={onRename}
        onKeyDown={(event) => walkTabs(event)}
      >
        {hasErrors && (
          <span className={styles.errorMark} aria-hidden>
            !
          </span>
        )}
        {name}
      </button>
      {!isOnly && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.closeFile}
          aria-label={t('editor.closeFile', { file: name })}
          onClick={() => close(name)}
        >
          <X aria-hidden />
        </button>
      )}
    </span>
  )
}

/** Arrow keys go from tab to tab, as in any tab list. */
function walkTabs(event: KeyboardEvent) {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const { files, active, open } = useFiles.getState()
  const index = files.findIndex((file) => file.name === active)
  const next = files[(index + step + files.length) % files.length]
  if (next) open(next.name)
  const list = event.currentTarget.closest('[role="tablist"]')
  queueMicrotask(() => list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus())
}

interface RenameFieldProps {
  readonly name: string
  readonly onDone: () => void
}

function RenameField({ name, onDone }: RenameFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(name)
  function finish() {
    useFiles.getState().rename(name, text)
    onDone()
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the reader just asked for this field.
      autoFocus
      className={styles.rename}
      aria-label={t('editor.fileName')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}

function ExamplesMenu() {
  const { t } = useTranslation()
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" size="small" aria-label={t('editor.examples')}>
          <BookOpen aria-hidden />
          <span className={styles.examplesText}>{t('editor.examples')}</span>
        </Button>
      }
    >
      {examples.map((example) => (
        <MenuItem key={example.name} onSelect={() => useFiles.getState().replaceAll(example.files)}>
          {t(`example.${example.name}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

function FileMenu({ onRename }: { readonly onRename: () => void }) {
  const { t } = useTranslation()
  const active = useFiles((state) => state.active)
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" size="small" aria-label={t('editor.fileMenu')}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem icon={<Plus aria-hidden />} onSelect={() => useFiles.getState().add()}>
        {t('editor.addFile')}
      </MenuItem>
      <MenuLine />
      <MenuHeading>{active}</MenuHeading>
      <MenuItem onSelect={() => setTimeout(onRename)}>{t('editor.rename')}</MenuItem>
      <MenuItem
        hint={t('editor.deleteHint', { file: active })}
        onSelect={() => commands.deleteFile(active)}
      >
        {t('editor.delete')}
      </MenuItem>
      <MenuItem onSelect={() => useFiles.getState().close(active)}>
        {t('editor.closeFile', { file: active })}
      </MenuItem>
    </Menu>
  )
}

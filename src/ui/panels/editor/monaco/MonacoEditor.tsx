import { useEffect, useRef } from 'react'
import type { KindSchema } from '../../../../protocol/messages.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { commands } from '../../../state/commands.ts'
import { useFiles } from '../../../state/files.ts'
import { useLiveDiff } from '../live-diff.ts'
import { registerAssist } from './assist.ts'
import { createYamlEditor, takeLinesAsTheyAre } from './create-editor.ts'
import { liveDecorations, markProblems } from './decorate.ts'
import styles from './Monaco.module.css'
import { monaco } from './monaco.ts'
import { followTheme } from './theme.ts'

const SCHEME = 'manifest'

export interface MonacoEditorProps {
  /** Take the focus as soon as it stands: the reader clicked its stand-in. */
  readonly autoFocus: boolean
  readonly onReady: () => void
}

/** The open manifest in Monaco. A chunk of its own: only ever imported lazily. */
export function MonacoEditor({ autoFocus, onReady }: MonacoEditorProps) {
  const { t } = useTranslation()
  const host = useRef<HTMLDivElement>(null)
  const editorRef = useRef<monaco.editor.IStandaloneCodeEditor>(null)
  const label = t('editor.label')
  const first = useRef({ autoFocus, onReady, label })

  useEffect(() => {
    if (!host.current) return
    const stopTheme = followTheme()
    const editor = createEditor(host.current, first.current.label)
    editorRef.current = editor
    registerAssist(cachedSchemas)
    const stopLines = takeLinesAsTheyAre(host.current, editor)
    const stopModels = followFiles(editor)
    if (first.current.autoFocus) editor.focus()
    first.current.onReady()
    return () => {
      stopLines()
      stopModels()
      stopTheme()
      editor.dispose()
    }
  }, [])

  useEffect(() => editorRef.current?.updateOptions({ ariaLabel: label }), [label])
  return <div ref={host} className={styles.editor} />
}

function createEditor(host: HTMLElement, ariaLabel: string) {
  const editor = createYamlEditor(host, ariaLabel)
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => {
    commands.applyFile(useFiles.getState().active)
  })
  return editor
}

/** Keeps models (one per file, with their undo and scroll), text, problems and differences in step with the store. */
function followFiles(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  const views = new Map<string, monaco.editor.ICodeEditorViewState | null>()
  const decorations = editor.createDecorationsCollection()
  let shown = ''

  function show() {
    const { files, active, problems } = useFiles.getState()
    disposeClosed(files.map((file) => file.name))
    const text = files.find((file) => file.name === active)?.text ?? ''
    const model = modelOf(active, text)
    if (model.getValue() !== text) model.setValue(text)
    if (shown !== active || editor.getModel() !== model) {
      if (shown !== '') views.set(shown, editor.saveViewState())
      editor.setModel(model)
      editor.restoreViewState(views.get(active) ?? null)
      shown = active
    }
    markProblems(model, problems[active] ?? [])
    const { file, diffs } = useLiveDiff.getState()
    decorations.set(file === active ? liveDecorations(model, diffs) : [])
  }

  show()
  const onType = editor.onDidChangeModelContent(() => {
    useFiles.getState().edit(shown, editor.getValue())
  })
  const stops = [useFiles.subscribe(show), useLiveDiff.subscribe(show)]
  return () => {
    onType.dispose()
    for (const stop of stops) stop()
    disposeClosed([])
  }
}

function modelOf(name: string, text: string): monaco.editor.ITextModel {
  const uri = uriOf(name)
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, 'yaml', uri)
}

function disposeClosed(names: readonly string[]) {
  const open = new Set(names.map((name) => uriOf(name).toString()))
  for (const model of monaco.editor.getModels()) {
    // A lesson's file is no manifest, and not ours to close.
    if (model.uri.scheme === SCHEME && !open.has(model.uri.toString())) model.dispose()
  }
}

function uriOf(name: string) {
  return monaco.Uri.from({ scheme: SCHEME, path: `/${name}` })
}

let schemas: Promise<readonly KindSchema[]> | undefined

/** The schemas do not change while the page lives; a refusal (no worker yet) is asked again. */
async function cachedSchemas(): Promise<readonly KindSchema[]> {
  schemas ??= commands.schemas().then((reply) => (reply.type === 'schemas' ? reply.schemas : []))
  const known = await schemas
  if (known.length === 0) schemas = undefined
  return known
}

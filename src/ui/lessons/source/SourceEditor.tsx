import i18next from 'i18next'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { createYamlEditor, takeLinesAsTheyAre } from '../../panels/editor/monaco/create-editor.ts'
import { monaco } from '../../panels/editor/monaco/monaco.ts'
import { followTheme } from '../../panels/editor/monaco/theme.ts'
import styles from './LessonSource.module.css'
import { changeSource, useSource } from './source-state.ts'

const OWNER = 'lesson'

/** The lesson's text in Monaco, with its mistakes at their places. A chunk of its own. */
export function SourceEditor() {
  const { t } = useTranslation('lessons')
  const host = useRef<HTMLDivElement>(null)
  const label = useRef(t('source.label'))
  useEffect(() => {
    if (!host.current) return
    const stopTheme = followTheme()
    const model = monaco.editor.createModel(useSource.getState().source?.text ?? '', 'yaml')
    const editor = createYamlEditor(host.current, label.current)
    editor.updateOptions({ wordWrap: 'on', quickSuggestions: false })
    editor.setModel(model)
    const stopLines = takeLinesAsTheyAre(host.current, editor)
    const onType = model.onDidChangeContent(() => changeSource(model.getValue()))
    const stopFollowing = follow(editor, model)
    editor.focus()
    return () => {
      stopFollowing()
      onType.dispose()
      stopLines()
      editor.dispose()
      model.dispose()
      stopTheme()
    }
  }, [])
  return <div ref={host} className={styles.monaco} />
}

/** Marks mistakes, takes another file in, and goes to the line that is asked for. */
function follow(editor: monaco.editor.ICodeEditor, model: monaco.editor.ITextModel): () => void {
  function show() {
    const { source, problems } = useSource.getState()
    if (source && source.text !== model.getValue()) model.setValue(source.text)
    const markers = problems.map(({ text, severity, ...range }) => ({
      message: i18next.t(text.key, { ...text.params }),
      severity: monaco.MarkerSeverity[severity === 'error' ? 'Error' : 'Warning'],
      startLineNumber: range.line,
      startColumn: range.column,
      endLineNumber: range.endLine,
      endColumn: Math.max(range.endColumn, range.column + 1),
    }))
    monaco.editor.setModelMarkers(model, OWNER, markers)
  }
  show()
  return useSource.subscribe((state, before) => {
    show()
    if (!state.goTo || state.goTo === before.goTo) return
    const { line, column } = state.goTo
    editor.setPosition({ lineNumber: line, column })
    editor.revealLineInCenter(line)
    editor.focus()
  })
}

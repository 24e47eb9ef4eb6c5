/** A Monaco for YAML as the page has it everywhere. */
import { monaco } from './monaco.ts'

/** An editor without a model, in the page's type. */
export function createYamlEditor(
  host: HTMLElement,
  ariaLabel: string,
): monaco.editor.IStandaloneCodeEditor {
  const style = getComputedStyle(document.documentElement)
  const rem = Number.parseFloat(style.fontSize)
  return monaco.editor.create(host, {
    ariaLabel,
    automaticLayout: true,
    // A plain textarea takes input: Korean composition is proven there in every browser.
    editContext: false,
    fontFamily: style.getPropertyValue('--font-mono'),
    fontSize: 0.8125 * rem,
    lineHeight: 1.25 * rem,
    minimap: { enabled: false },
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 12,
    folding: true,
    glyphMargin: false,
    scrollBeyondLastLine: false,
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    renderLineHighlight: 'line',
    fixedOverflowWidgets: true,
    overviewRulerLanes: 0,
    padding: { top: 10, bottom: 10 },
    quickSuggestions: { other: true, comments: false, strings: true },
    wordBasedSuggestions: 'off',
    scrollbar: { verticalScrollbarSize: 9, horizontalScrollbarSize: 9 },
    unicodeHighlight: { ambiguousCharacters: false },
  })
}

/**
 * Dictation, text expanders and test tools insert several lines at once. Monaco would take them key by
 * key and indent each line once more; they go in as pasted text does.
 */
export function takeLinesAsTheyAre(
  host: HTMLElement,
  editor: monaco.editor.IStandaloneCodeEditor,
): () => void {
  function onBeforeInput(event: InputEvent) {
    if (event.isComposing || !event.data?.includes('\n')) return
    event.preventDefault()
    event.stopPropagation()
    editor.trigger('keyboard', 'paste', { text: event.data, pasteOnNewLine: false })
  }
  host.addEventListener('beforeinput', onBeforeInput, true)
  return () => host.removeEventListener('beforeinput', onBeforeInput, true)
}

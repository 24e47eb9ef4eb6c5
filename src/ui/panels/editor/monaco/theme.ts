/** Monaco in the page's own colours: read from the tokens, anew whenever the theme changes. */
import { monaco } from './monaco.ts'

const THEME = 'pilothouse'

/** Defines and sets the theme for what `data-theme` says now. */
function applyTheme(): void {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const bare = (name: string) => token(name).replace('#', '')
  monaco.editor.defineTheme(THEME, {
    base: document.documentElement.dataset.theme === 'light' ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      { token: '', foreground: bare('--text') },
      { token: 'type', foreground: bare('--code-key') },
      { token: 'string', foreground: bare('--code-string') },
      { token: 'number', foreground: bare('--code-number') },
      { token: 'keyword', foreground: bare('--code-keyword') },
      { token: 'comment', foreground: bare('--code-comment') },
      { token: 'operators', foreground: bare('--code-punctuation') },
      { token: 'delimiter', foreground: bare('--code-punctuation') },
    ],
    colors: {
      'editor.background': token('--surface-1'),
      'editor.foreground': token('--text'),
      'editor.lineHighlightBackground': token('--code-line'),
      'editor.lineHighlightBorder': '#00000000',
      'editorLineNumber.foreground': token('--text-faint'),
      'editorLineNumber.activeForeground': token('--text'),
      'editorGutter.background': token('--surface-1'),
      'editorIndentGuide.background1': token('--line'),
      'editorWidget.background': token('--surface-2'),
      'editorWidget.border': token('--line-strong'),
      'editorSuggestWidget.background': token('--surface-2'),
      'editorSuggestWidget.selectedBackground': token('--surface-3'),
      'editorHoverWidget.background': token('--surface-2'),
      'editorHoverWidget.border': token('--line-strong'),
      'editorError.foreground': token('--bad'),
      'editorWarning.foreground': token('--warning'),
      focusBorder: token('--focus'),
    },
  })
  monaco.editor.setTheme(THEME)
}

/** Follows the document's theme until the returned function is called. */
export function followTheme(): () => void {
  applyTheme()
  const observer = new MutationObserver(applyTheme)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

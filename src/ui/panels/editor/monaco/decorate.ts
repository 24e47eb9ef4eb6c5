/** Marks in the editor: the API server's problems as squiggles, live differences beside their lines. */
import type { ManifestProblem } from '../../../../protocol/messages.ts'
import type { LiveDiff } from '../live-diff.ts'
import { problemText } from '../problem-text.ts'
import { spanOfField } from '../yaml/locate.ts'
import styles from './Monaco.module.css'
import { monaco } from './monaco.ts'

const LIVE_VALUE_CHARS_MAX = 40

/** Shows the problems of the model's file. */
export function markProblems(
  model: monaco.editor.ITextModel,
  problems: readonly ManifestProblem[],
): void {
  monaco.editor.setModelMarkers(
    model,
    'api-server',
    problems.map((problem) => ({
      severity:
        problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      startLineNumber: problem.line,
      startColumn: problem.column,
      endLineNumber: problem.endLine,
      endColumn: problem.endColumn,
      message: problemText(problem),
    })),
  )
}

/** One mark in the margin per differing line, with the live value at the line's end. */
export function liveDecorations(
  model: monaco.editor.ITextModel,
  diffs: readonly LiveDiff[],
): monaco.editor.IModelDeltaDecoration[] {
  const text = model.getValue()
  const valuesByLine = new Map<number, string[]>()
  for (const diff of diffs) {
    if (diff.state !== 'changed') continue
    for (const field of diff.fields) {
      const span = spanOfField(text, diff.object, field.path)
      if (!span) continue
      const line = model.getPositionAt(span.from).lineNumber
      valuesByLine.set(line, [...(valuesByLine.get(line) ?? []), printLive(field.before)])
    }
  }
  return [...valuesByLine].map(([line, values]) => ({
    range: new monaco.Range(line, 1, line, model.getLineMaxColumn(line)),
    options: {
      linesDecorationsClassName: styles.changedMargin,
      after: {
        content: `  ⟵ ${values.join(', ')}`.slice(0, LIVE_VALUE_CHARS_MAX),
        inlineClassName: styles.liveValue,
      },
    },
  }))
}

function printLive(value: unknown): string {
  if (value === undefined) return '∅'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Splits a command line into words as a shell would: quotes hold words together, a backslash keeps one character. */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  for (const [word] of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g)) {
    words.push(
      word.replace(
        /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
        (_, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
          double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
      ),
    )
  }
  return words
}

/** Words of a shell command, safe against everything in them. */

/** One word: as it is if it can only be a word, else in single quotes. */
export function quoted(word: string): string {
  if (/^[\w./:=@%,+-]+$/.test(word) && !word.startsWith('~')) return word
  return `'${word.replaceAll("'", `'\\''`).replaceAll('\0', '')}'`
}

/** A name that a file can have everywhere. */
export function fileName(name: string): string {
  const safe = name
    .replace(/\.ya?ml$/i, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60)
  return safe === '' ? 'manifest' : safe
}

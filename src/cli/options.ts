/** A command line: files, and flags that may be given several times. */
export interface Options {
  readonly files: readonly string[]
  readonly flags: { readonly [flag: string]: readonly string[] | undefined }
}

const SWITCHES = new Set(['json', 'help'])

/** Sorts words into files and `--flag value` or `--flag=value`. */
export function parseOptions(words: readonly string[]): Options {
  const files: string[] = []
  const flags: { [flag: string]: string[] } = {}
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (!word.startsWith('--')) {
      files.push(word)
      continue
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s)
    const value = inline ?? (SWITCHES.has(name) ? 'true' : words[++i])
    if (value === undefined) throw new Error(`--${name} wants a value`)
    flags[name] = [...(flags[name] ?? []), value]
  }
  return { files, flags }
}

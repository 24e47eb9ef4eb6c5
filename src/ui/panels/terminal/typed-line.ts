/** What a line typed at the terminal asks for. */
import type { UserAction } from '../../../protocol/messages.ts'
import type { ManifestFile } from '../../state/files.ts'
import { splitWords } from './split-words.ts'

export type Order =
  | { readonly type: 'nothing' }
  | { readonly type: 'clear' }
  /** A command of the cluster's; `isEndless`: it goes on until Ctrl+C. */
  | { readonly type: 'act'; readonly action: UserAction; readonly isEndless: boolean }
  /** A key of the `terminal` texts, and what to put in. */
  | {
      readonly type: 'mistake'
      readonly key: string
      readonly params: { readonly [name: string]: string }
    }

const SECONDS_DEFAULT = 2

/** Reads one line, as a shell that knows `kubectl`, `k`, `watch` and `clear` would. */
export function orderOf(line: string, files: readonly ManifestFile[]): Order {
  const words = splitWords(line.trim().replace(/^\$\s+/, ''))
  const [program = '', ...args] = words
  switch (program) {
    case '':
      return { type: 'nothing' }
    case 'clear':
      return { type: 'clear' }
    case 'watch':
      return watchOrder(args)
    case 'kubectl':
    case 'k':
      return kubectlOrder(args, files)
    default:
      return program.startsWith('#')
        ? { type: 'nothing' }
        : { type: 'mistake', key: 'unknown', params: { program } }
  }
}

/** `watch -n 2 kubectl get pods`, `watch -n2 …`, `watch --interval=2 …`. */
function watchOrder(args: readonly string[]): Order {
  let everySeconds = SECONDS_DEFAULT
  let rest = args
  while (rest[0]?.startsWith('-')) {
    const [flag = '', next = ''] = rest
    const attached = /^(?:-n|--interval=)(.+)$/.exec(flag)?.[1]
    const isInterval = flag === '-n' || flag === '--interval' || attached !== undefined
    if (isInterval) everySeconds = Number(attached ?? next)
    rest = rest.slice(isInterval && attached === undefined ? 2 : 1)
  }
  const [program, ...command] = rest
  const isKubectl = program === 'kubectl' || program === 'k'
  if (!isKubectl || command.length === 0 || !(everySeconds >= 0.1 && everySeconds <= 86_400))
    return { type: 'mistake', key: 'watchUsage', params: {} }
  return { type: 'act', action: { type: 'watch', everySeconds, args: command }, isEndless: true }
}

function kubectlOrder(args: readonly string[], files: readonly ManifestFile[]): Order {
  if (args.length === 0) return { type: 'mistake', key: 'kubectlUsage', params: {} }
  const isEndless = args.some((word) => /^(-w|--watch)(=true)?$/.test(word))
  const named = fileName(args)
  if (named === undefined) return act({ type: 'kubectl', args }, isEndless)
  const file = files.find(({ name }) => name === named.replace(/^\.\//, ''))
  if (!file) {
    const known = files.map(({ name }) => name).join(', ')
    return { type: 'mistake', key: 'noFile', params: { file: named, known } }
  }
  // The plain forms are those of the editor's own buttons: their mistakes are marked in the file.
  if (args.length <= 3 && args[0] === 'apply')
    return act({ type: 'apply', manifest: file.text, file: file.name }, false)
  if (args.length <= 3 && args[0] === 'delete')
    return act({ type: 'delete-manifest', manifest: file.text, file: file.name }, false)
  return act({ type: 'kubectl', args, stdin: file.text }, isEndless)
}

function fileName(args: readonly string[]): string | undefined {
  for (const [index, word] of args.entries()) {
    if (word === '-f' || word === '--filename') return args[index + 1] ?? ''
    const attached = /^(?:-f=?|--filename=)(.+)$/.exec(word)?.[1]
    if (attached !== undefined) return attached
  }
  return undefined
}

function act(action: UserAction, isEndless: boolean): Order {
  return { type: 'act', action, isEndless }
}

/** The lines of a pasted text, as they will be run one by one; a backslash at the end joins two. */
export function pastedLines(text: string): readonly string[] {
  return text
    .replace(/\s*\\\r?\n\s*/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^\$\s+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
}

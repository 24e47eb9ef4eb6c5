import type { Kind } from '../../protocol/objects/index.ts'
import { kindByResourceName } from '../api/kinds/index.ts'
import { RESOURCES } from '../api/resources.ts'
import type { Job, Target } from './job.ts'

/** Words after `kubectl`, sorted into what they are. */
export interface Words {
  readonly positional: readonly string[]
  /** Flags by their long names; those that may be repeated hold one value per line. */
  readonly flags: { readonly [flag: string]: string }
  /** What stands behind `--`: a container's command. */
  readonly rest: readonly string[]
}

const SHORT_FLAGS: { readonly [short: string]: string } = {
  n: 'namespace',
  f: 'filename',
  l: 'selector',
  o: 'output',
  A: 'all-namespaces',
  p: 'patch',
  c: 'container',
  w: 'watch',
  r: 'replicas',
}
const SWITCHES = new Set([
  'force',
  'all',
  'overwrite',
  'all-namespaces',
  'ignore-not-found',
  'watch',
  'now',
  'save-config',
  'server-side',
  'force-conflicts',
  'show-labels',
  'show-managed-fields',
  'no-headers',
  'command',
  'follow',
  'previous',
  'timestamps',
  'all-containers',
  'all-pods',
  'prefix',
])
const REPEATED = new Set(['from-literal', 'tcp'])

/** Sorts a command's words. */
export function sortWords(args: readonly string[]): Words {
  const positional: string[] = []
  const flags: { [flag: string]: string } = {}
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  for (let i = 0; i < own.length; i++) {
    const word = own[i] ?? ''
    if (!word.startsWith('-') || word === '-' || (positional.length > 1 && /^-\d/.test(word))) {
      positional.push(word)
      continue
    }
    const [name = '', value] = word.replace(/^--?/, '').split(/=(.*)/s)
    const long = word.startsWith('--') ? name : (SHORT_FLAGS[name] ?? name)
    const given = value ?? (SWITCHES.has(long) ? 'true' : (own[++i] ?? ''))
    const before = flags[long]
    flags[long] = before !== undefined && REPEATED.has(long) ? `${before}\n${given}` : given
  }
  return { positional, flags, rest: end < 0 ? [] : args.slice(end + 1) }
}

/** A job that only says what is wrong. */
export function refuse(message: string): Job {
  return { type: 'refuse', message }
}

/** The namespace that a command is about. */
export function namespaceOf({ flags }: Words): string {
  return flags.namespace ?? 'default'
}

/** The kind that a user means by `deploy`, `deployments.apps` or `Deployment`. */
export function kindNamed(name: string): Kind | undefined {
  return kindByResourceName(name.replace(/^([^.]+)\.v1(?=\.|$)/, '$1'))
}

/** The refusal of a resource type that nobody knows. */
export function unknownType(type: string): Job {
  return refuse(`error: the server doesn't have a resource type "${type}"`)
}

/** `deployment web`, `deployment/web`, several of either, or `deployment,service web`. */
export function targetsOf(words: Words): readonly Target[] | Job {
  const [first = '', ...names] = words.positional
  const pairs = first.includes('/')
    ? words.positional.map((word) => word.split('/'))
    : first.split(',').flatMap((type) => names.map((name) => [type, name]))
  if (pairs.length === 0)
    return refuse('error: resource(s) were provided, but no name was specified')
  const targets: Target[] = []
  for (const [type = '', name = ''] of pairs) {
    const kind = kindNamed(type)
    if (!kind) return unknownType(type)
    targets.push({ kind, namespace: RESOURCES[kind].namespaced ? namespaceOf(words) : '', name })
  }
  return targets
}

/** One job for each object that the command names. */
export function forTargets(words: Words, make: (target: Target) => Job): readonly Job[] {
  const targets = targetsOf(words)
  return 'type' in targets ? [targets] : targets.map(make)
}

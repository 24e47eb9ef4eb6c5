import type { Kind } from '../../protocol/objects/index.ts'
import type { JsonObject } from '../../protocol/objects/meta.ts'
import { apiVersionOf, RESOURCES } from '../api/resources.ts'
import type { Job, Modification, Target } from './job.ts'
import { parseManifest } from './manifest.ts'

/** Words after `kubectl`, sorted into what they are. */
interface Words {
  readonly positional: readonly string[]
  readonly flags: { readonly [flag: string]: string }
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
])

const SHORT_NAMES: { readonly [name: string]: Kind } = {
  ns: 'Namespace',
  no: 'Node',
  po: 'Pod',
  rs: 'ReplicaSet',
  deploy: 'Deployment',
  svc: 'Service',
  cm: 'ConfigMap',
  sa: 'ServiceAccount',
  ev: 'Event',
}

/** Splits one line as a shell would: blanks, quotes, backslashes. */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  for (const match of line.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)) {
    words.push(
      match[0].replace(
        /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
        (_, escaped, double, single) => escaped ?? double?.replace(/\\(.)/g, '$1') ?? single ?? '',
      ),
    )
  }
  return words
}

/** The jobs that a command line stands for. Mistakes become a job that says so. */
export function jobsOf(args: readonly string[], stdin: string): readonly Job[] {
  const words = sort(args)
  const [command = '', ...rest] = words.positional
  const make = COMMANDS[command]
  if (!make) return [refuse(`error: unknown command "${command}" for "kubectl"`)]
  return make({ ...words, positional: rest }, stdin)
}

type Make = (words: Words, stdin: string) => readonly Job[]

const COMMANDS: { readonly [command: string]: Make } = {
  apply: (_, stdin) => objectJobs(stdin, 'apply'),
  create: (words, stdin) =>
    words.flags.filename === undefined
      ? [refuse('error: must specify one of -f and -k')]
      : objectJobs(stdin, 'create'),
  delete: deleteJobs,
  get: getJobs,
  scale: (words) => forTargets(words, (target) => scaleJob(target, words)),
  cordon: (words) =>
    forNodes(words, (target) => modify(target, { type: 'cordon', unschedulable: true })),
  uncordon: (words) =>
    forNodes(words, (target) => modify(target, { type: 'cordon', unschedulable: false })),
  label: (words) => labelJobs(words, 'labels'),
  annotate: (words) => labelJobs(words, 'annotations'),
  taint: taintJobs,
  set: setJobs,
  rollout: rolloutJobs,
  patch: (words) => forTargets(words, (target) => patchJob(target, words)),
}

function sort(args: readonly string[]): Words {
  const positional: string[] = []
  const flags: { [flag: string]: string } = {}
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    if (!word.startsWith('-') || word === '-' || (positional.length > 1 && /^-\d/.test(word))) {
      positional.push(word)
      continue
    }
    const [name = '', value] = word.replace(/^--?/, '').split(/=(.*)/s)
    const long = word.startsWith('--') ? name : (SHORT_FLAGS[name] ?? name)
    if (value !== undefined) flags[long] = value
    else flags[long] = SWITCHES.has(long) ? 'true' : (args[++i] ?? '')
  }
  return { positional, flags }
}

function refuse(message: string): Job {
  return { type: 'refuse', message }
}

function modify(target: Target, change: Modification): Job {
  return { type: 'modify', target, change }
}

/** The kind that a user means by `deploy`, `deployments.apps` or `Deployment`. */
export function kindNamed(name: string): Kind | undefined {
  const plain = name.toLowerCase().split('.')[0] ?? ''
  const known = (Object.keys(RESOURCES) as Kind[]).find(
    (kind) => kind.toLowerCase() === plain || RESOURCES[kind].plural === plain,
  )
  return known ?? SHORT_NAMES[plain]
}

function namespaceOf(words: Words): string {
  return words.flags.namespace ?? 'default'
}

/** `deployment web`, `deployment/web` or several of either. */
function targetsOf(words: Words): readonly Target[] | Job {
  const [first = '', ...names] = words.positional
  const pairs = first.includes('/')
    ? words.positional.map((word) => word.split('/'))
    : names.map((name) => [first, name])
  if (pairs.length === 0)
    return refuse('error: resource(s) were provided, but no name was specified')
  const targets: Target[] = []
  for (const [type = '', name = ''] of pairs) {
    const kind = kindNamed(type)
    if (!kind) return refuse(`error: the server doesn't have a resource type "${type}"`)
    targets.push({ kind, namespace: RESOURCES[kind].namespaced ? namespaceOf(words) : '', name })
  }
  return targets
}

function forTargets(words: Words, make: (target: Target) => Job): readonly Job[] {
  const targets = targetsOf(words)
  return 'type' in targets ? [targets] : targets.map(make)
}

function forNodes(words: Words, make: (target: Target) => Job): readonly Job[] {
  return words.positional.map((word) =>
    make({ kind: 'Node', namespace: '', name: word.replace(/^nodes?\//, '') }),
  )
}

/** Jobs for each object of a manifest. */
export function objectJobs(
  manifest: string,
  type: 'apply' | 'create',
  namespace = 'default',
): readonly Job[] {
  const { documents, problems } = parseManifest(manifest)
  const wrong = problems[0]
  if (wrong)
    return [
      refuse(
        `error: error parsing STDIN: error converting YAML to JSON: yaml: line ${wrong.line}: ${wrong.message}`,
      ),
    ]
  if (documents.length === 0) return [refuse('error: no objects passed to apply')]
  return documents.map(({ object }): Job => {
    const target = targetOf(object, namespace)
    return 'message' in target
      ? refuse(target.message)
      : { type, object: withNamespace(object, target), target }
  })
}

/** Jobs that delete each object of a manifest. */
export function deleteManifestJobs(manifest: string): readonly Job[] {
  return parseManifest(manifest).documents.map(({ object }): Job => {
    const target = targetOf(object, 'default')
    return 'message' in target ? refuse(target.message) : deletion(target, {})
  })
}

function targetOf(object: JsonObject, namespace: string): Target | { readonly message: string } {
  const { kind, apiVersion, metadata } = object as {
    readonly kind: string
    readonly apiVersion: string
    readonly metadata?: { readonly name?: string; readonly namespace?: string }
  }
  const known = (Object.keys(RESOURCES) as Kind[]).find(
    (candidate) => candidate === kind && apiVersionOf(candidate) === apiVersion,
  )
  const name = metadata?.name ?? ''
  if (!known) {
    const text = `error: resource mapping not found for name: "${name}" namespace: "${metadata?.namespace ?? ''}" from "STDIN": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`
    return { message: text }
  }
  return {
    kind: known,
    name,
    namespace: RESOURCES[known].namespaced ? (metadata?.namespace ?? namespace) : '',
  }
}

function withNamespace(object: JsonObject, target: Target): JsonObject {
  if (target.namespace === '') return object
  return {
    ...object,
    metadata: { ...(object.metadata as JsonObject | undefined), namespace: target.namespace },
  }
}

function deletion(target: Target, flags: Words['flags']): Job {
  const grace = flags['grace-period'] ?? (flags.now === 'true' ? '1' : undefined)
  const force = flags.force === 'true'
  return {
    type: 'delete',
    target,
    force,
    cascade: flags.cascade ?? 'background',
    ignoreNotFound: flags['ignore-not-found'] === 'true',
    wait: flags.wait !== 'false' && !force,
    ...(grace === undefined ? (force ? { graceSeconds: 0 } : {}) : { graceSeconds: Number(grace) }),
  }
}

function deleteJobs(words: Words, stdin: string): readonly Job[] {
  if (words.flags.filename !== undefined) return deleteManifestJobs(stdin)
  return forTargets(words, (target) => deletion(target, words.flags))
}

function getJobs(words: Words): readonly Job[] {
  const [first = '', ...names] = words.positional
  const jobs: Job[] = []
  for (const word of first.split(',')) {
    const [type = '', name] = word.split('/')
    const kind = kindNamed(type)
    if (!kind) return [refuse(`error: the server doesn't have a resource type "${type}"`)]
    const allNamespaces = words.flags['all-namespaces'] === 'true'
    const { selector: labelSelector = '', output = '' } = words.flags
    jobs.push({
      type: 'get',
      kind,
      namespace: namespaceOf(words),
      names: name === undefined ? names : [name],
      labelSelector,
      output,
      allNamespaces,
    })
  }
  return jobs
}

function scaleJob(target: Target, { flags }: Words): Job {
  const replicas = Number(flags.replicas)
  if (flags.replicas === undefined || !Number.isInteger(replicas) || replicas < 0) {
    return refuse(
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    )
  }
  const current = flags['current-replicas']
  return {
    type: 'scale',
    target,
    replicas,
    ...(current === undefined ? {} : { currentReplicas: Number(current) }),
  }
}

function patchJob(target: Target, { flags }: Words): Job {
  const types = {
    json: 'application/json-patch+json',
    merge: 'application/merge-patch+json',
    strategic: 'application/strategic-merge-patch+json',
  } as const
  const contentType = types[(flags.type ?? 'strategic') as keyof typeof types]
  try {
    return modify(target, {
      type: 'patch',
      patch: JSON.parse(flags.patch ?? '') as JsonObject,
      contentType,
    })
  } catch {
    return refuse(`error: unable to parse "${flags.patch ?? ''}": not valid JSON`)
  }
}

function labelJobs(words: Words, field: 'labels' | 'annotations'): readonly Job[] {
  const isChange = (word: string) => word.includes('=') || word.endsWith('-')
  const targetWords = words.positional.filter((word) => !isChange(word))
  const set: { [key: string]: string | null } = {}
  for (const word of words.positional.filter(isChange)) {
    if (word.endsWith('-') && !word.includes('=')) set[word.slice(0, -1)] = null
    else set[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
  }
  if (Object.keys(set).length === 0)
    return [refuse(`error: at least one ${field.slice(0, -1)} update is required`)]
  const overwrite = words.flags.overwrite === 'true'
  const change: Modification = { type: 'labels', set, overwrite, field }
  if (words.flags.all === 'true') return forAll(targetWords[0] ?? '', words, change)
  return forTargets({ ...words, positional: targetWords }, (target) => modify(target, change))
}

function forAll(type: string, words: Words, change: Modification): readonly Job[] {
  const kind = kindNamed(type)
  if (!kind) return [refuse(`error: the server doesn't have a resource type "${type}"`)]
  const namespace = RESOURCES[kind].namespaced ? namespaceOf(words) : ''
  return [{ type: 'modify-all', kind, namespace, change }]
}

function taintJobs(words: Words): readonly Job[] {
  const [, ...rest] = words.positional
  const isTaint = (word: string) =>
    /:(NoSchedule|PreferNoSchedule|NoExecute)-?$/.test(word) || word.endsWith('-')
  const add: { key: string; value?: string; effect: string }[] = []
  const remove: { key: string; effect?: string }[] = []
  for (const word of rest.filter(isTaint)) {
    const [pair = '', effect = ''] = word.replace(/-$/, '').split(':')
    const [key = '', value] = pair.split('=')
    if (word.endsWith('-')) remove.push(effect === '' ? { key } : { key, effect })
    else add.push(value ? { key, value, effect } : { key, effect })
  }
  if (add.length + remove.length === 0)
    return [refuse('error: at least one taint update is required')]
  const nodes = { ...words, positional: rest.filter((word) => !isTaint(word)) }
  return forNodes(nodes, (target) => modify(target, { type: 'taints', add, remove }))
}

function setJobs(words: Words): readonly Job[] {
  const [what, ...rest] = words.positional
  const isPair = (word: string) => word.includes('=')
  const pairs = Object.fromEntries(
    rest.filter(isPair).map((word) => word.split(/=(.*)/s).slice(0, 2)),
  )
  const targets = { ...words, positional: rest.filter((word) => !isPair(word)) }
  switch (what) {
    case 'image':
      return forTargets(targets, (target) => modify(target, { type: 'images', images: pairs }))
    case 'env':
      return forTargets(targets, (target) => modify(target, { type: 'environment', set: pairs }))
    default:
      return [refuse(`error: unknown command "set ${what ?? ''}" for "kubectl"`)]
  }
}

function rolloutJobs(words: Words): readonly Job[] {
  const [verb = '', ...rest] = words.positional
  return forTargets({ ...words, positional: rest }, (target): Job => {
    if (target.kind !== 'Deployment')
      return refuse(
        `error: ${RESOURCES[target.kind].plural} "${target.name}" does not support rollouts`,
      )
    switch (verb) {
      case 'undo':
        return { type: 'undo', target, toRevision: Number(words.flags['to-revision'] ?? 0) }
      case 'history':
        return { type: 'history', target }
      case 'status':
        return { type: 'rollout-status', target }
      case 'restart':
        return modify(target, { type: 'restart' })
      case 'pause':
      case 'resume':
        return modify(target, { type: 'pause', paused: verb === 'pause' })
      default:
        return refuse(`error: unknown command "rollout ${verb}" for "kubectl"`)
    }
  })
}

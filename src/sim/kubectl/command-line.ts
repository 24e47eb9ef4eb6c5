import type { Kind } from '../../protocol/objects/index.ts'
import type { JsonObject } from '../../protocol/objects/meta.ts'
import { apiVersionOf, RESOURCES } from '../api/resources.ts'
import { exposeJobs, generatorJobs, runJobs } from './generators.ts'
import type { Job, Modification, Target } from './job.ts'
import { parseManifest } from './manifest.ts'
import { describeJobs, getJobs, logsJobs } from './reading-commands.ts'
import {
  forTargets,
  kindNamed,
  namespaceOf,
  refuse,
  sortWords,
  unknownType,
  type Words,
} from './words.ts'

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
  const words = sortWords(args[0] === 'logs' ? args.map(logsFlag) : args)
  const [command = '', ...rest] = words.positional
  const make = COMMANDS[command]
  if (LEFT_OUT.has(command))
    return [refuse(`error: "kubectl ${command}" is not part of this edition of Pilothouse`)]
  if (!make) return [refuse(`error: unknown command "${command}" for "kubectl"`)]
  return make({ ...words, positional: rest }, stdin)
}

/** `-p` and `-f` mean something else behind `logs`. */
function logsFlag(word: string): string {
  return word === '-p' ? '--previous' : word === '-f' ? '--follow' : word
}

type Make = (words: Words, stdin: string) => readonly Job[]

const COMMANDS: { readonly [command: string]: Make } = {
  apply: (words, stdin) =>
    words.flags['server-side'] === 'true'
      ? objectJobs(stdin, 'apply', namespaceOf(words)).map((job) => onServer(job, words))
      : objectJobs(stdin, 'apply', namespaceOf(words)),
  replace: (words, stdin) =>
    objectJobs(stdin, 'create', namespaceOf(words)).map(
      (job): Job => (job.type === 'create' ? { ...job, type: 'replace' } : job),
    ),
  run: runJobs,
  expose: exposeJobs,
  wait: waitJobs,
  create: (words, stdin) =>
    words.flags.filename === undefined
      ? generatorJobs(words)
      : objectJobs(stdin, 'create', namespaceOf(words)).map((job) => rehearsed(job, words)),
  delete: deleteJobs,
  get: getJobs,
  describe: describeJobs,
  logs: logsJobs,
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

function modify(target: Target, change: Modification): Job {
  return { type: 'modify', target, change }
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
  const { selector, all } = words.flags
  const isMany = selector !== undefined || all === 'true' || words.flags['field-selector']
  if (isMany && words.positional.length === 1) return deleteAllJobs(words)
  return forTargets(words, (target) => deletion(target, words.flags))
}

function rehearsed(job: Job, { flags }: Words): Job {
  return job.type === 'create' && flags['dry-run'] === 'server'
    ? { ...job, isRehearsal: true }
    : job
}

function onServer(job: Job, { flags }: Words): Job {
  if (job.type !== 'apply') return job
  const manager = flags['field-manager'] ?? 'kubectl'
  const isForced = flags['force-conflicts'] === 'true'
  return { type: 'apply-server-side', object: job.object, target: job.target, manager, isForced }
}

/** `--for=condition=Ready`, `--for=condition=Ready=False`, `--for=delete`. */
function waitJobs(words: Words): readonly Job[] {
  const [what = '', condition = '', status = 'true'] = (words.flags.for ?? '').split('=')
  if (what !== 'delete' && what !== 'condition')
    return [
      refuse(`error: "kubectl wait --for=${words.flags.for ?? ''}" is not part of this edition`),
    ]
  const [, amount = '30', unit = 's'] = /^(\d+)([smh]?)/.exec(words.flags.timeout ?? '30s') ?? []
  const timeoutSeconds = Number(amount) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1)
  return forTargets(words, (target) => ({
    type: 'wait',
    target,
    condition: what === 'delete' ? 'delete' : condition,
    status,
    timeoutSeconds,
  }))
}

function deleteAllJobs(words: Words): readonly Job[] {
  const [types = ''] = words.positional
  return types.split(',').map((type): Job => {
    const kind = kindNamed(type)
    if (!kind) return unknownType(type)
    return {
      type: 'delete-all',
      kind,
      namespace: RESOURCES[kind].namespaced ? namespaceOf(words) : '',
      labelSelector: words.flags.selector ?? '',
      fieldSelector: words.flags['field-selector'] ?? '',
      cascade: words.flags.cascade ?? 'background',
    }
  })
}

/** Commands of kubectl that are left out, so that they are not taken for mistakes. */
const LEFT_OUT = new Set(
  'api-resources api-versions attach auth autoscale certificate cluster-info completion config cp debug diff drain edit events exec explain kustomize port-forward proxy top version'.split(
    ' ',
  ),
)

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
  const { all, selector } = words.flags
  const isMany = all === 'true' || selector !== undefined || words.flags['field-selector']
  if (isMany && targetWords.length === 1) return forAll(targetWords[0] ?? '', words, change)
  return forTargets({ ...words, positional: targetWords }, (target) => modify(target, change))
}

function forAll(type: string, words: Words, change: Modification): readonly Job[] {
  const kind = kindNamed(type)
  if (!kind) return [unknownType(type)]
  const namespace = RESOURCES[kind].namespaced ? namespaceOf(words) : ''
  return [
    {
      type: 'modify-all',
      kind,
      namespace,
      labelSelector: words.flags.selector ?? '',
      fieldSelector: words.flags['field-selector'] ?? '',
      change,
    },
  ]
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

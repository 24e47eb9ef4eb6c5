import type { Kind } from '../../protocol/objects/index.ts'
import { RESOURCES } from '../api/resources.ts'
import type { Asked, Job, LogOptions } from './job.ts'
import { kindNamed, namespaceOf, refuse, unknownType, type Words } from './words.ts'

/** Commands that only read. */

/** What `all` stands for, in kubectl's order. */
const ALL: readonly Kind[] = ['Pod', 'Service', 'Deployment', 'ReplicaSet']

/** `kubectl get`. */
export function getJobs(words: Words): readonly Job[] {
  const [first = '', ...names] = words.positional
  if (first === '')
    return [
      refuse(
        'error: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples',
      ),
    ]
  const asked: Asked[] = []
  for (const word of first.includes('/') ? words.positional : first.split(',')) {
    const [type = '', name] = word.split('/')
    const kinds = type === 'all' ? ALL : [kindNamed(type)]
    for (const kind of kinds) {
      if (!kind) return [unknownType(type)]
      const wanted = name === undefined ? [...new Set(names)] : [name]
      asked.push(...(wanted.length > 0 ? wanted : ['']).map((one) => ({ kind, name: one })))
    }
  }
  const [one, ...others] = asked
  if (!one) return [unknownType(first)]
  const { flags } = words
  const output = flags.output ?? ''
  const watches = flags.watch === 'true'
  if (watches && others.length > 0)
    return [refuse('error: you may only specify a single resource type')]
  if (watches && output !== '' && output !== 'wide')
    return [refuse(`error: "kubectl get --watch -o ${output}" is not part of this edition`)]
  if (!OUTPUTS.has(output))
    return [refuse(`error: "kubectl get -o ${output}" is not part of this edition`)]
  return [
    {
      type: 'get',
      asked: [one, ...others],
      namespace: namespaceOf(words),
      labelSelector: flags.selector ?? '',
      fieldSelector: flags['field-selector'] ?? '',
      output,
      allNamespaces: flags['all-namespaces'] === 'true',
      showsLabels: flags['show-labels'] === 'true',
      showsManagedFields: flags['show-managed-fields'] === 'true',
      hasHeaders: flags['no-headers'] !== 'true',
      watches,
    },
  ]
}

const OUTPUTS = new Set(['', 'wide', 'yaml', 'json', 'name'])

/** `kubectl describe pod web`, `pod/web`, `pods`, `pods -l app=web`, `pod we` (those whose names begin so). */
export function describeJobs(words: Words): readonly Job[] {
  const { flags, positional } = words
  const [first = '', ...names] = positional
  if (first === '')
    return [
      refuse(
        'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      ),
    ]
  const pairs = first.includes('/')
    ? positional.map((word) => word.split('/'))
    : first
        .split(',')
        .flatMap((type) => (names.length > 0 ? names : ['']).map((name) => [type, name]))
  return pairs.map(([type = '', name = '']): Job => {
    const kind = kindNamed(type)
    if (!kind) return unknownType(type)
    return {
      type: 'describe',
      kind,
      namespace: RESOURCES[kind].namespaced ? namespaceOf(words) : '',
      name,
      labelSelector: flags.selector ?? '',
      allNamespaces: flags['all-namespaces'] === 'true',
    }
  })
}

/** Flags of `kubectl logs` that this edition does without. */
const LOGS_LEFT_OUT = ['follow', 'selector', 'all-containers', 'all-pods', 'since-time', 'prefix']

/** `kubectl logs web`, `pod/web`, `deployment/web`; `-c`, `--previous`, `--tail`, `--since`. */
export function logsJobs(words: Words): readonly Job[] {
  const { flags, positional } = words
  const left = LOGS_LEFT_OUT.find((flag) => flags[flag] !== undefined)
  if (left !== undefined)
    return [refuse(`error: "kubectl logs --${left}" is not part of this edition of Pilothouse`)]
  const [first = '', second = ''] = positional
  if (first === '')
    return [
      refuse(
        "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples",
      ),
    ]
  const [type, name] = first.includes('/') ? first.split('/') : ['pod', first]
  const kind = kindNamed(type ?? '')
  if (!kind) return [unknownType(type ?? '')]
  if (kind !== 'Pod' && kind !== 'Deployment' && kind !== 'ReplicaSet')
    return [
      refuse(
        `error: cannot get the logs from *v1.${kind}: selector for *v1.${kind} not implemented`,
      ),
    ]
  const options: LogOptions = {
    container: flags.container ?? second,
    previous: flags.previous === 'true',
    timestamps: flags.timestamps === 'true',
    ...(flags.tail !== undefined && Number(flags.tail) >= 0 && { tail: Number(flags.tail) }),
    ...(flags.since !== undefined && { sinceSeconds: secondsOf(flags.since) }),
  }
  return [{ type: 'logs', pod: { kind, namespace: namespaceOf(words), name: name ?? '' }, options }]
}

/** `90s`, `5m`, `1h30m`. */
function secondsOf(duration: string): number {
  const UNITS: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1 }
  let seconds = 0
  for (const [, amount = '', unit = ''] of duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g))
    seconds += Number(amount) * (UNITS[unit] ?? 0)
  return seconds
}

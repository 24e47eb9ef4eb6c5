/** Completes a command line by Tab: verbs, resources, names, namespaces, files, flags. */
import type { ClusterRows } from '../../state/cluster.ts'

/** What can be named. */
export interface Nameable {
  readonly rows: ClusterRows
  readonly files: readonly string[]
}

export interface Completion {
  /** The line up to the cursor after completing as far as is certain. */
  readonly line: string
  /** What it may be, if there is more than one way on. */
  readonly candidates: readonly string[]
}

const VERBS =
  'annotate apply cordon create delete describe expose get label logs patch replace rollout run scale set taint uncordon wait'.split(
    ' ',
  )
const RESOURCES =
  'configmaps deployments endpointslices events leases namespaces nodes pods replicasets secrets serviceaccounts services'.split(
    ' ',
  )
const KIND_OF: { readonly [resource: string]: string } = {
  cm: 'ConfigMap',
  configmap: 'ConfigMap',
  deploy: 'Deployment',
  deployment: 'Deployment',
  endpointslice: 'EndpointSlice',
  lease: 'Lease',
  namespace: 'Namespace',
  no: 'Node',
  node: 'Node',
  ns: 'Namespace',
  po: 'Pod',
  pod: 'Pod',
  replicaset: 'ReplicaSet',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  secret: 'Secret',
  service: 'Service',
  serviceaccount: 'ServiceAccount',
  svc: 'Service',
}
const SECOND_WORDS: { readonly [verb: string]: readonly string[] } = {
  create: ['configmap', 'deployment', 'namespace', 'secret', 'service', 'serviceaccount'],
  rollout: ['history', 'pause', 'restart', 'resume', 'status', 'undo'],
  set: ['env', 'image'],
}
const FLAGS = [
  '--all-namespaces',
  '--filename',
  '--namespace',
  '--output',
  '--previous',
  '--replicas',
  '--selector',
  '--tail',
  '--watch',
]
const OUTPUTS = ['json', 'name', 'wide', 'yaml']
/** Verbs that name pods or nodes without saying so. */
const IMPLIED: { readonly [verb: string]: string } = {
  cordon: 'Node',
  logs: 'Pod',
  uncordon: 'Node',
}

export function complete(before: string, world: Nameable): Completion {
  const words = before.trimStart().split(/\s+/)
  const current = words.at(-1) ?? ''
  const candidates = candidatesFor(words.slice(0, -1), current, world)
    .filter((candidate) => candidate.startsWith(current))
    .toSorted()
  const [first] = candidates
  if (first === undefined) return { line: before, candidates: [] }
  const stem = before.slice(0, before.length - current.length)
  if (candidates.length === 1)
    return { line: `${stem}${first}${first.endsWith('/') ? '' : ' '}`, candidates: [] }
  return { line: stem + commonStart(candidates), candidates }
}

function candidatesFor(
  earlier: readonly string[],
  current: string,
  world: Nameable,
): readonly string[] {
  const start = earlier.findIndex((word) => word === 'kubectl' || word === 'k')
  if (start < 0) return earlier.length === 0 ? ['clear', 'kubectl', 'watch'] : ['kubectl']
  const words = earlier.slice(start + 1)
  const last = words.at(-1) ?? ''
  if (last === '-n' || last === '--namespace') return namesOf('Namespace', '', world)
  if (last === '-f' || last === '--filename') return world.files
  if (last === '-o' || last === '--output') return OUTPUTS
  const [verb, ...rest] = withoutFlags(words)
  if (verb === undefined) return VERBS
  if (current.startsWith('-')) return FLAGS
  const namespace = namespaceIn(words)
  const implied = IMPLIED[verb]
  if (implied !== undefined) return namesOf(implied, namespace, world)
  const second = SECOND_WORDS[verb]
  if (second && rest.length === 0) return second
  if (verb === 'create') return []
  const named = second ? rest.slice(1) : rest
  const [type] = named
  if (type === undefined) {
    const slash = current.indexOf('/')
    if (slash < 0) return verb === 'apply' || verb === 'replace' ? ['-f'] : RESOURCES
    const prefix = current.slice(0, slash + 1)
    return namesOf(kindOf(current.slice(0, slash)), namespace, world).map((name) => prefix + name)
  }
  return type.includes('/') ? [] : namesOf(kindOf(type), namespace, world)
}

function withoutFlags(words: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (!word.startsWith('-')) kept.push(word)
    else if (/^(-n|-f|-o|-l|-c|--namespace|--filename|--output|--selector)$/.test(word)) i++
  }
  return kept
}

function namespaceIn(words: readonly string[]): string {
  const at = words.findIndex((word) => word === '-n' || word === '--namespace')
  return at < 0 ? 'default' : (words[at + 1] ?? 'default')
}

function kindOf(resource: string): string {
  return KIND_OF[resource] ?? KIND_OF[resource.replace(/s$/, '')] ?? ''
}

function namesOf(kind: string, namespace: string, { rows }: Nameable): readonly string[] {
  if (kind === 'Node') return [...rows.nodes.keys()]
  const objects = kind === 'Pod' ? rows.pods.values() : rows.objects.values()
  const names: string[] = []
  for (const row of objects) {
    const isKind = kind === 'Pod' || ('kind' in row && row.kind === kind)
    if (isKind && (row.namespace === namespace || row.namespace === '')) names.push(row.name)
  }
  return names
}

function commonStart(words: readonly string[]): string {
  const [first = ''] = words
  let length = first.length
  for (const word of words) while (!word.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}

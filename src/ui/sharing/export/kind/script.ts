/** A run's commands as a shell script for a real cluster in kind, one line or so each, with its pauses. */
import type { FailureName, Recording, UserAction } from '../../../../protocol/messages.ts'
import { fileName, quoted } from './shell.ts'

/** kind's names of nodes begin with the cluster's. */
export const CLUSTER = 'pilothouse'

export interface ScriptFile {
  readonly name: string
  readonly text: string
}

/** The script's lines for a run, and the manifests that they name. */
export interface RunScript {
  readonly lines: readonly string[]
  readonly manifests: readonly ScriptFile[]
}

/** Every command in order, after a pause as long as it was in the run. */
export function scriptOf({ actions }: Pick<Recording, 'actions'>): RunScript {
  const manifests = new Manifests()
  const lines: string[] = []
  let before = actions[0]?.atMicros ?? 0
  for (const { atMicros, action } of actions) {
    const seconds = (atMicros - before) / 1_000_000
    before = atMicros
    if (seconds >= 0.05) lines.push(`pause ${Number(seconds.toFixed(1)) || 0.1}`)
    lines.push(lineOf(action, manifests))
  }
  return { lines, manifests: manifests.files }
}

function lineOf(action: UserAction, manifests: Manifests): string {
  switch (action.type) {
    case 'apply':
      return `run kubectl apply -f ${manifests.add(action.manifest, action.file)}`
    case 'delete-manifest':
      return `run kubectl delete --wait=false -f ${manifests.add(action.manifest, action.file)}`
    case 'kubectl': {
      const command = `run kubectl ${kubectlWords(action.args)}`
      const stdin = action.stdin
      const input = stdin === undefined ? '' : ` <${manifests.add(stdin, 'stdin.yaml')}`
      // What watches for ever would hold up all that follows.
      return isEndless(action.args) ? `${command}${input} &` : `${command}${input}`
    }
    case 'watch':
      return `repeat ${action.everySeconds} kubectl ${kubectlWords(action.args)} &`
    case 'interrupt':
      return 'interrupt'
    case 'fail':
      return failureLine(action.failure, action.target)
  }
}

function isEndless([verb, ...args]: readonly string[]): boolean {
  if (verb === 'logs') return args.some((word) => /^(-f|--follow(=true)?)$/.test(word))
  return args.some((word) => /^(-w|--watch(-only)?(=true)?)$/.test(word))
}

/** Names of our nodes are another's names in kind; generated pod names will be others too. */
function kubectlWords(args: readonly string[]): string {
  return args.map((word, index) => kubectlWord(word, args, index)).join(' ')
}

const GENERATED =
  /^(?:pods?\/|po\/)?((?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?))-[bcdf2456789ghjklmnpqrstvwxz]{5}$/

function kubectlWord(word: string, args: readonly string[], index: number): string {
  const [, prefix, number] = /^((?:nodes?|no)\/)?worker-([1-9]\d*)$/.exec(word) ?? []
  if (number !== undefined) return `"${prefix ?? ''}$(node ${number})"`
  const isPod = /^(pods?|po)$/.test(args[index - 1] ?? '') || /^(pods?|po)\//.test(word)
  const owner = isPod ? GENERATED.exec(word)?.[1] : undefined
  if (owner === undefined) return quoted(word)
  const kind = word.includes('/') ? 'pod/' : ''
  return `"${kind}$(pod ${quoted(namespaceOf(args))} ${quoted(withoutHash(owner))})"`
}

function namespaceOf(args: readonly string[]): string {
  const at = args.findIndex((word) => word === '-n' || word === '--namespace')
  const inline = args.find((word) => word.startsWith('--namespace='))?.slice('--namespace='.length)
  return inline ?? (at >= 0 ? args[at + 1] : undefined) ?? 'default'
}

/** The hash of a Deployment's template is another one in another version of Kubernetes. */
function withoutHash(owner: string): string {
  return owner.replace(/-[0-9a-z]{8,10}$/, '')
}

/** The script's function for each failure. */
const FUNCTIONS: { readonly [F in FailureName]: string } = {
  'crash-node': 'crash_node',
  'restart-node': 'restart_node',
  'cut-network': 'cut_network',
  'heal-network': 'heal_network',
  'stop-kubelet': 'stop_kubelet',
  'start-kubelet': 'start_kubelet',
  'kill-container': 'kill_container',
  'stop-component': 'stop_component',
  'start-component': 'start_component',
}

/** What kind runs on the control plane as static pods; it has no cloud controller. */
const STATIC_PODS = ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager']
/** What systemd runs on a node. */
const UNITS: { readonly [component: string]: string } = {
  kubelet: 'kubelet',
  'container-runtime': 'containerd',
}

/** A node's number in a name of ours; anything else is told and left out. */
function failureLine(failure: FailureName, target: string): string {
  if (failure === 'kill-container') {
    const [namespace = '', pod = '', container = ''] = target.split('/')
    const owner = GENERATED.exec(pod)?.[1]
    const name =
      owner === undefined
        ? quoted(pod)
        : `"$(pod ${quoted(namespace)} ${quoted(withoutHash(owner))})"`
    return `${FUNCTIONS[failure]} ${quoted(namespace)} ${name} ${quoted(container)}`
  }
  if (failure === 'stop-component' || failure === 'start-component')
    return componentLine(failure, target)
  const number = /^worker-([1-9]\d*)$/.exec(target)?.[1]
  if (number === undefined) return `unknown_target ${quoted(failure)} ${quoted(target)}`
  return `${FUNCTIONS[failure]} "$(node ${number})"`
}

function componentLine(failure: 'stop-component' | 'start-component', target: string): string {
  const command = FUNCTIONS[failure]
  if (STATIC_PODS.includes(target)) return `${command} static ${target}`
  if (target === 'coredns') return `${command} coredns`
  const [, number, part = ''] = /^worker-([1-9]\d*)\/(.+)$/.exec(target) ?? []
  const unit = Object.hasOwn(UNITS, part) ? UNITS[part] : undefined
  if (number === undefined || unit === undefined)
    return `unknown_target ${quoted(failure)} ${quoted(target)}`
  return `${command} unit ${unit} "$(node ${number})"`
}

/** Each text once, under a name of its own. */
class Manifests {
  readonly files: ScriptFile[] = []
  private readonly names = new Map<string, string>()

  /** The path of a manifest within the folder. */
  add(text: string, file = 'manifest.yaml'): string {
    const known = this.names.get(text)
    if (known !== undefined) return quoted(known)
    const number = String(this.files.length + 1).padStart(2, '0')
    const name = `manifests/${number}-${fileName(file)}.yaml`
    this.names.set(text, name)
    this.files.push({ name, text: withRealNodes(text) })
    return quoted(name)
  }
}

/** Values that name our nodes, alone on their line: `nodeName: worker-2`, `- worker-2`. */
function withRealNodes(text: string): string {
  return text.replace(
    /^(\s*(?:- )?(?:[\w./"'-]+:\s+|- ))(["']?)worker-([1-9]\d*)\2(\s*(?:#.*)?)$/gm,
    (_, lead, quote, number, tail) => `${lead}${quote}${nodeName(Number(number))}${quote}${tail}`,
  )
}

/** kind calls the first worker `NAME-worker`, the second `NAME-worker2`. */
export function nodeName(number: number): string {
  return `${CLUSTER}-worker${number === 1 ? '' : number}`
}

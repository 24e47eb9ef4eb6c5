/** What can be done to a node or a pod: the entries of its menu, as data. */
import type { UserAction } from '../../protocol/messages.ts'
import type { ComponentRow, NodeRow, PodRow } from '../../protocol/views.ts'

export type MenuIcon =
  | 'crash'
  | 'restart'
  | 'cut'
  | 'heal'
  | 'stop'
  | 'start'
  | 'cordon'
  | 'uncordon'
  | 'delete'
  | 'kill'

/** One entry. `key` is in the `diagram` texts; `group` entries stand together between lines. */
export interface MenuEntry {
  readonly key: string
  readonly params?: { readonly [name: string]: string }
  readonly icon: MenuIcon
  /** The same as words, where kubectl could do it. */
  readonly hint?: string
  readonly group: 'break' | 'kubectl'
  /** Stands there so that it can be found, but means nothing now. */
  readonly isDisabled?: boolean
  readonly action: UserAction
}

/** Breaking and healing a machine, then what an operator would ask of the API. */
export function nodeEntries(node: NodeRow): readonly MenuEntry[] {
  const isUp = node.machine === 'up'
  const entries: MenuEntry[] = []
  if (isUp) entries.push(failure('crash-node', node.name, 'crash'))
  entries.push(
    { ...failure('restart-node', node.name, 'restart'), isDisabled: isUp },
    node.isNetworkCut
      ? failure('heal-network', node.name, 'heal')
      : failure('cut-network', node.name, 'cut'),
  )
  if (isUp) {
    entries.push(
      node.isKubeletRunning
        ? failure('stop-kubelet', node.name, 'stop')
        : failure('start-kubelet', node.name, 'start'),
    )
  }
  const verb = node.isSchedulable ? 'cordon' : 'uncordon'
  entries.push(kubectl(verb, verb, [verb, node.name]))
  return entries
}

/** Stopping a process, or starting one that was stopped; nothing where its machine is down. */
export function componentEntries(row: ComponentRow, isMachineUp: boolean): readonly MenuEntry[] {
  if (row.kind === 'user' || row.kind === 'kubectl' || !isMachineUp) return []
  return [
    row.state === 'running'
      ? failure('stop-component', row.name, 'stop')
      : failure('start-component', row.name, 'start'),
  ]
}

/** Deleting a pod through the API, or killing what runs in it behind everyone's back. */
export function podEntries(pod: PodRow): readonly MenuEntry[] {
  const { namespace, name } = pod
  const running = pod.containers.filter((container) => container.state === 'running')
  const kills = running.map((container): MenuEntry => {
    const entry = failure('kill-container', `${namespace}/${name}/${container.name}`, 'kill')
    if (running.length === 1) return entry
    return { ...entry, key: 'menu.kill-container-named', params: { container: container.name } }
  })
  return [...kills, kubectl('delete-pod', 'delete', ['delete', 'pod', name, '-n', namespace])]
}

type FailName = Extract<UserAction, { readonly type: 'fail' }>['failure']

function failure(name: FailName, target: string, icon: MenuIcon): MenuEntry {
  return {
    key: `menu.${name}`,
    icon,
    group: 'break',
    action: { type: 'fail', failure: name, target },
  }
}

function kubectl(key: string, icon: MenuIcon, args: readonly string[]): MenuEntry {
  return {
    key: `menu.${key}`,
    icon,
    hint: `kubectl ${args.slice(0, 2).join(' ')}`,
    group: 'kubectl',
    action: { type: 'kubectl', args },
  }
}

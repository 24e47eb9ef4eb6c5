/** Which lanes the timeline has, and in which lane a component draws. Pure. */
import type { ComponentRow } from '../../../protocol/views.ts'

/** One horizontal line of the timeline. */
export interface Lane {
  /** A component's name, or a worker's while it is folded. */
  readonly name: string
  /** Key in the `ui` texts, or null where the name itself is the label. */
  readonly textKey: string | null
  readonly label: string
  /** The worker whose fold this lane opens or closes, if any. */
  readonly worker: string | null
  readonly isPart: boolean
}

const controlPlane: readonly (readonly [name: string, label: string, textKey: string | null])[] = [
  ['kubectl', 'you', 'timeline.you'],
  ['kube-apiserver', 'apiserver', null],
  ['etcd', 'etcd', null],
  ['kube-controller-manager', 'controllers', 'timeline.controllers'],
  ['kube-scheduler', 'scheduler', null],
]
/** Seldom heard of, so they come last. */
const others: typeof controlPlane = [
  ['coredns', 'coredns', null],
  ['cloud-controller-manager', 'cloud', 'timeline.cloud'],
]
const workerParts = ['kubelet', 'container-runtime', 'cni', 'kube-proxy']
const naturalOrder = new Intl.Collator('en', { numeric: true })

/** Lanes from top to bottom: the control plane as the diagram reads, then workers, folded or by part. */
export function lanesOf(
  components: Iterable<Pick<ComponentRow, 'name' | 'host'>>,
  unfolded: ReadonlySet<string>,
): readonly Lane[] {
  const names = new Set<string>()
  const workers = new Set<string>()
  for (const { name, host } of components) {
    names.add(name)
    if (name.startsWith(`${host}/`)) workers.add(host)
  }
  const lanes = singleLanes(controlPlane, names)
  for (const worker of [...workers].sort(naturalOrder.compare)) {
    lanes.push({ name: worker, label: worker, textKey: null, worker, isPart: false })
    if (!unfolded.has(worker)) continue
    for (const part of workerParts.filter((kind) => names.has(`${worker}/${kind}`))) {
      lanes.push({
        name: `${worker}/${part}`,
        label: part === 'container-runtime' ? 'runtime' : part,
        textKey: part === 'container-runtime' ? 'timeline.runtime' : null,
        worker: null,
        isPart: true,
      })
    }
  }
  return [...lanes, ...singleLanes(others, names)]
}

function singleLanes(list: typeof controlPlane, names: ReadonlySet<string>): Lane[] {
  return list
    .filter(([name]) => names.has(name))
    .map(([name, label, textKey]) => ({ name, label, textKey, worker: null, isPart: false }))
}

/** Looks a component's lane up: its own, or that of its folded worker; -1 if it has none. */
export function laneFinder(lanes: readonly Lane[]): (component: string) => number {
  const indexes = new Map(lanes.map((lane, index) => [lane.name, index]))
  return (component) => {
    const name = component === 'user' ? 'kubectl' : component
    return indexes.get(name) ?? indexes.get(name.split('/')[0] ?? '') ?? -1
  }
}

/** Which lanes the sequence diagram has, from left to right. Pure. */

/** One vertical line: a component, or a worker with all of its parts. */
export interface SequenceLane {
  /** `kube-apiserver`, `worker-1`, `worker-1/kubelet`. */
  readonly name: string
  /** The worker that it is, or is a part of; null for the control plane's. */
  readonly worker: string | null
  readonly isPart: boolean
}

/** As the diagram reads: who asks, who is asked, who acts on it. */
const ORDER = [
  'user',
  'kubectl',
  'kube-apiserver',
  'etcd',
  'kube-controller-manager',
  'kube-scheduler',
  'cloud-controller-manager',
  'coredns',
]
const PARTS = ['kubelet', 'container-runtime', 'cni', 'kube-proxy']
const naturalOrder = new Intl.Collator('en', { numeric: true })

/** Lanes of the components named: the control plane, then what else there is, then workers, folded or by part. */
export function sequenceLanes(
  components: Iterable<string>,
  unfolded: ReadonlySet<string>,
): readonly SequenceLane[] {
  const names = new Set(components)
  const single = [...names].filter((name) => !name.includes('/')).sort(byOrder)
  const workers = new Set(
    [...names].filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''),
  )
  const lanes: SequenceLane[] = single.map((name) => ({ name, worker: null, isPart: false }))
  for (const worker of [...workers].sort(naturalOrder.compare)) {
    if (!unfolded.has(worker)) {
      lanes.push({ name: worker, worker, isPart: false })
      continue
    }
    const parts = [...names].filter((name) => name.startsWith(`${worker}/`)).sort(byPart)
    for (const name of parts) lanes.push({ name, worker, isPart: true })
  }
  return lanes
}

/** Looks up in which lane a component draws; -1 if in none. */
export function laneFinder(lanes: readonly SequenceLane[]): (component: string) => number {
  const indexes = new Map(lanes.map((lane, index) => [lane.name, index]))
  return (component) => indexes.get(component) ?? indexes.get(component.split('/')[0] ?? '') ?? -1
}

function byOrder(a: string, b: string): number {
  return rank(ORDER, a) - rank(ORDER, b) || naturalOrder.compare(a, b)
}

function byPart(a: string, b: string): number {
  const part = (name: string) => name.split('/')[1] ?? ''
  return rank(PARTS, part(a)) - rank(PARTS, part(b)) || naturalOrder.compare(a, b)
}

function rank(order: readonly string[], name: string): number {
  const index = order.indexOf(name)
  return index < 0 ? order.length : index
}

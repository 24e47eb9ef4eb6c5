import type { Lease, Node } from '../../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import type { ViewChange } from '../../../protocol/views.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { Table } from '../../kernel/table.ts'
import { type Actor, actorsOf, type Stage } from '../stage.ts'
import { componentRow } from './component-row.ts'
import { eventRow } from './event-row.ts'
import { nodeRow, type PodRequest, readyOf, requestOf } from './node-row.ts'
import { objectRow } from './object-row.ts'
import { podRow } from './pod-row.ts'
import { type RegistryPlace, registryPlace } from './registry-place.ts'

/** Keys that were written, by table, in any number of events, done or undone. */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>

const NODE_LEASES = '/registry/leases/kube-node-lease/'

/**
 * Keeps the page's rows: from the keys that changed, the rows that changed. It looks only at what
 * the tables hold now, so it serves both directions of time alike. What it remembers is an index
 * of its own reading, not part of the cluster's state.
 */
export class Projector {
  private readonly stage: Stage
  private readonly kv: Table<KeyValue>
  private readonly actors: ReadonlyMap<string, Actor>
  private readonly actorOfTable = new Map<string, string>()
  /** Requests of the pods on each node, by the pod's key in etcd. */
  private readonly podsOn = new Map<string, Map<string, PodRequest>>()
  private readonly nodeOf = new Map<string, string>()
  private readonly unknownNodes = new Set<string>()
  /** Rows of nodes and components as last told: most touches of their tables change nothing to see. */
  private readonly told = new Map<string, string>()

  constructor(stage: Stage) {
    this.stage = stage
    this.kv = stage.kernel.findTable('etcd/kv') as unknown as Table<KeyValue>
    this.actors = new Map(actorsOf(stage).map((actor) => [actor.name, actor]))
  }

  /** All rows, for a page that knows none. */
  all(): ViewChange[] {
    this.podsOn.clear()
    this.nodeOf.clear()
    this.unknownNodes.clear()
    this.told.clear()
    const everything = new Map<string, ReadonlySet<string>>([
      ['etcd/kv', new Set(this.kv.keys())],
      ['kernel/halted', new Set(this.actors.keys())],
    ])
    return this.changes(everything)
  }

  /** The rows that these writes may have changed. */
  changes(touched: Touched): ViewChange[] {
    const changes: ViewChange[] = []
    const pods = new Set<string>()
    const nodes = new Set<string>()
    const components = new Set<string>()
    for (const [table, keys] of touched) {
      if (table === 'etcd/kv') for (const key of keys) this.sort(key, pods, nodes, changes)
      else if (table === 'kernel/links') this.sortLinks(keys, nodes)
      else if (table === 'kernel/halted') this.sortHalted(keys, nodes, components)
      const actor = this.actorOf(table)
      if (actor !== '') components.add(actor)
    }
    for (const name of nodes) this.projectNode(name, pods, changes)
    for (const key of pods) changes.push(this.podChange(key))
    for (const name of components) this.projectComponent(name, changes)
    return changes
  }

  private sort(key: string, pods: Set<string>, nodes: Set<string>, out: ViewChange[]): void {
    if (key.startsWith(NODE_LEASES)) {
      nodes.add(key.slice(NODE_LEASES.length))
      return
    }
    const place = registryPlace(key)
    switch (place?.table) {
      case 'pods':
        this.place(key, nodes)
        pods.add(key)
        return
      case 'nodes':
        nodes.add(place.rowKey)
        return
      case 'events':
      case 'objects':
        out.push(this.objectChange(key, place))
    }
  }

  /** Follows a pod to the node it is on now. */
  private place(key: string, nodes: Set<string>): void {
    const pod = this.kv.get(key)?.value as Pod | undefined
    const former = this.nodeOf.get(key)
    const node = pod?.spec.nodeName
    if (former !== undefined) {
      nodes.add(former)
      this.podsOn.get(former)?.delete(key)
      this.nodeOf.delete(key)
    }
    if (!pod || !node) return
    nodes.add(node)
    this.nodeOf.set(key, node)
    let there = this.podsOn.get(node)
    if (!there) {
      there = new Map()
      this.podsOn.set(node, there)
    }
    there.set(key, requestOf(pod))
  }

  private sortLinks(keys: ReadonlySet<string>, nodes: Set<string>): void {
    for (const key of keys)
      for (const host of key.split('|')) if (this.stage.workers.includes(host)) nodes.add(host)
  }

  private sortHalted(keys: ReadonlySet<string>, nodes: Set<string>, components: Set<string>): void {
    for (const name of keys) {
      const actor = this.actors.get(name)
      if (!actor) continue
      components.add(name)
      if (name.includes('/')) nodes.add(actor.host)
    }
  }

  private projectNode(name: string, pods: Set<string>, out: ViewChange[]): void {
    const node = this.kv.get(`/registry/minions/${name}`)?.value as Node | undefined
    const isUnknown = node !== undefined && readyOf(node) === 'Unknown'
    if (isUnknown !== this.unknownNodes.has(name)) {
      if (isUnknown) this.unknownNodes.add(name)
      else this.unknownNodes.delete(name)
      for (const key of this.podsOn.get(name)?.keys() ?? []) pods.add(key)
    }
    const lease = this.kv.get(NODE_LEASES + name)?.value as Lease | undefined
    const requests = this.podsOn.get(name)?.values() ?? []
    const row = node ? nodeRow(this.stage.kernel, node, lease, requests) : null
    if (this.isNews(`node ${name}`, row)) out.push({ table: 'nodes', key: name, row })
  }

  private podChange(key: string): ViewChange {
    const pod = this.kv.get(key)?.value as Pod | undefined
    const rowKey = registryPlace(key)?.rowKey ?? key
    if (!pod) return { table: 'pods', key: rowKey, row: null }
    const isNodeUnknown = this.unknownNodes.has(pod.spec.nodeName ?? '')
    return { table: 'pods', key: rowKey, row: podRow(pod, isNodeUnknown) }
  }

  private objectChange(key: string, place: RegistryPlace): ViewChange {
    const object: KubeObject | undefined = this.kv.get(key)?.value
    if (place.table === 'events')
      return {
        table: 'events',
        key: place.rowKey,
        row: object?.kind === 'Event' ? eventRow(object) : null,
      }
    return { table: 'objects', key: place.rowKey, row: object ? objectRow(object) : null }
  }

  private projectComponent(name: string, out: ViewChange[]): void {
    const actor = this.actors.get(name)
    if (!actor) return
    const row = componentRow(this.stage.kernel, actor)
    if (this.isNews(`component ${name}`, row)) out.push({ table: 'components', key: name, row })
  }

  private isNews(key: string, row: unknown): boolean {
    const text = JSON.stringify(row)
    if (this.told.get(key) === text) return false
    this.told.set(key, text)
    return true
  }

  /** Whose table it is; '' if nobody's that is drawn. Tables are named `component/purpose`. */
  private actorOf(table: string): string {
    const known = this.actorOfTable.get(table)
    if (known !== undefined) return known
    let name = table
    while (name !== '' && !this.actors.has(name))
      name = name.slice(0, Math.max(0, name.lastIndexOf('/')))
    this.actorOfTable.set(table, name)
    return name
  }
}

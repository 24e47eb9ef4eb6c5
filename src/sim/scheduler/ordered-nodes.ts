import type { Table } from '../kernel/table.ts'
import type { NodeInfo } from './node-info.ts'

/** The nodes of a list of names, kept in an array: each cycle asks for all of them, and from one to the next few change. */
export class OrderedNodes {
  private readonly table: Table<NodeInfo>
  private names: readonly string[] | undefined
  private readonly slots = new Map<string, number>()
  private nodes: NodeInfo[] = []

  constructor(table: Table<NodeInfo>) {
    this.table = table
    table.follow(this)
  }

  /** A row of the table changed. One that goes is in no order of names asked for later. */
  put(name: string, node: NodeInfo | undefined): void {
    const slot = this.slots.get(name)
    if (slot === undefined) return
    if (node) this.nodes[slot] = node
    else this.names = undefined
  }

  /** The nodes of these names in this order. The array is good until the table changes. */
  of(names: readonly string[]): readonly NodeInfo[] {
    if (names === this.names) return this.nodes
    this.names = names
    this.slots.clear()
    this.nodes = []
    for (const name of names) {
      const node = this.table.get(name)
      if (!node) continue
      this.slots.set(name, this.nodes.length)
      this.nodes.push(node)
    }
    return this.nodes
  }
}

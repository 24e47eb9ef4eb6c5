import type { NodeInfo } from './node-info.ts'

/** So many pods of different kinds may take turns before answers are found anew. */
const COLUMNS_MAX = 128

/** One question's answers, by the node's place in the order of trying. */
class Column<T> {
  private readonly nodes: NodeInfo[] = []
  private readonly answers: T[] = []

  /** The answer for a node: found anew only if something about the node changed. */
  at(slot: number, node: NodeInfo, ask: (node: NodeInfo) => T): T {
    if (this.nodes[slot] === node) return this.answers[slot] as T
    const answer = ask(node)
    // Slots are filled from wherever a cycle starts; a gap would make the arrays slow.
    while (this.nodes.length < slot) {
      this.nodes.push(node)
      this.answers.push(answer)
    }
    this.nodes[slot] = node
    this.answers[slot] = answer
    return answer
  }
}

/**
 * What plugins said about nodes to pods that are alike to them. From one cycle to the next few nodes change, so few
 * are asked again. It is memory, not state: whatever it forgets is found again, and a node that changed is another
 * value. Upstream: framework.SignPlugin and opportunistic batching, v1.36, where the pods of a batch share scores.
 */
export class NodeMemo<T> {
  private readonly columns = new Map<string, Column<T>>()

  /** The answers to what is asked under this signature. */
  column(sign: string): Column<T> {
    const known = this.columns.get(sign)
    if (known) {
      // The last used comes last.
      this.columns.delete(sign)
      this.columns.set(sign, known)
      return known
    }
    const column = new Column<T>()
    this.columns.set(sign, column)
    if (this.columns.size > COLUMNS_MAX) {
      const [oldest] = this.columns.keys()
      if (oldest !== undefined) this.columns.delete(oldest)
    }
    return column
  }
}

import BTreeModule from 'sorted-btree'

// The package is CommonJS: Node hands out its exports object, bundlers its default.
const BTree = ('default' in BTreeModule ? BTreeModule.default : BTreeModule) as typeof BTreeModule
type Tree = InstanceType<typeof BTreeModule<string, undefined>>

/** Up to so many keys an array is quicker than a tree, and much smaller: most indexes file a few keys each. */
const SMALL_MAX = 48
/** No key of ours has it: `prefix` to `prefix` with this behind it holds all that starts with the prefix. */
const LAST_CHARACTER = '\uffff'
/** What a walk over a tree is ended with. */
const STOP = { break: true } as const

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A set of keys that is read in order. Sets that grow large are put in order no sooner than somebody reads them. */
export class KeySet {
  /** In order; empty once there is a tree. */
  private few: string[] = []
  private tree: Tree | undefined
  /** Keys that are not in the tree yet. */
  private readonly fresh = new Set<string>()

  get size(): number {
    return this.tree ? this.tree.size + this.fresh.size : this.few.length
  }

  /** Adds a key. Once keys are many, one that was read before must not be added again: that is not looked up. */
  add(key: string): void {
    if (this.tree) {
      this.fresh.add(key)
      return
    }
    const at = placeOf(this.few, key)
    if (this.few[at] === key) return
    if (this.few.length < SMALL_MAX) {
      if (at === this.few.length) this.few.push(key)
      else this.few.splice(at, 0, key)
      return
    }
    this.tree = new BTree<string, undefined>(undefined, compareKeys)
    for (const each of this.few) this.fresh.add(each)
    this.fresh.add(key)
    this.few = []
  }

  delete(key: string): void {
    if (this.tree) {
      if (!this.fresh.delete(key)) this.tree.delete(key)
      return
    }
    const at = placeOf(this.few, key)
    if (this.few[at] === key) this.few.splice(at, 1)
  }

  /** All keys in order, in an array of the caller's own. */
  toArray(): string[] {
    return this.inOrder()?.keysArray() ?? this.few.slice()
  }

  /** Calls back in order until the callback answers false. */
  walk(visit: (key: string) => unknown): void {
    const tree = this.inOrder()
    if (!tree) {
      for (const key of this.few.slice()) if (visit(key) === false) return
      return
    }
    const first = tree.minKey()
    const last = tree.maxKey()
    if (first === undefined || last === undefined) return
    tree.forRange(first, last, true, (key) => (visit(key) === false ? STOP : undefined))
  }

  /** Calls back, in order, with the keys that start with the prefix. */
  forPrefix(prefix: string, visit: (key: string) => void): void {
    const tree = this.inOrder()
    if (tree) tree.forRange(prefix, prefix + LAST_CHARACTER, true, (key) => visit(key))
    else for (const key of this.few.slice()) if (key.startsWith(prefix)) visit(key)
  }

  /** The tree with all keys in it; undefined while they are few. */
  private inOrder(): Tree | undefined {
    if (this.tree && this.fresh.size > 0) {
      for (const key of [...this.fresh].sort(compareKeys)) this.tree.set(key, undefined)
      this.fresh.clear()
    }
    return this.tree
  }
}

/** Where a key is in a sorted list, or would be. */
function placeOf(keys: readonly string[], key: string): number {
  let low = 0
  let high = keys.length
  // Keys often come in order.
  const last = keys[high - 1]
  if (last !== undefined && last < key) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}

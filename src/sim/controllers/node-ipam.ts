import type { Node } from '../../protocol/objects/cluster.ts'
import { objectPath } from '../api/resources.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Context } from '../kernel/types.ts'
import { type Controller, only, refOf } from './runtime/controller.ts'

/** `--cluster-cidr=10.244.0.0/16` with a /24 for each node; then the next /16s, as clusters grow past 256 nodes here. */
const FIRST_BLOCK = 244
const BLOCKS_FROM_FIRST = 12
/** Clear of the Service range 10.96.0.0/12. */
const OVERFLOW_BLOCK = 128

/** Gives each node the range its pods' addresses come from. Upstream: pkg/controller/nodeipam/ipam (RangeAllocator), v1.36. */
export function createNodeIpam(kernel: Kernel, component: string): Controller {
  const owners = kernel.table<string>(`${component}/node-ipam/ranges`)
  const next = kernel.cell(`${component}/node-ipam/next`, 0)
  const occupy = (node: Node): void => {
    const { podCIDR } = node.spec
    if (podCIDR) owners.set(podCIDR, node.metadata.name)
  }
  const allocate = (name: string): string => {
    let index = next.get()
    while (owners.has(rangeOf(index))) index++
    next.set(index + 1)
    owners.set(rangeOf(index), name)
    return rangeOf(index)
  }
  return {
    name: 'node-ipam-controller',
    account: 'node-controller',
    workers: 30,
    watches: {
      Node({ type, object }) {
        if (type === 'DELETED') {
          if (object.spec.podCIDR) owners.delete(object.spec.podCIDR)
          return [object.metadata.name]
        }
        occupy(object)
        return object.spec.podCIDR ? [] : [object.metadata.name]
      },
    },

    describe: (key, caches) => caches.cache('Node').get(key),

    reconcile(key, view) {
      const node = view.cache('Node').get(key)
      if (!node || node.spec.podCIDR) return undefined
      // A range that an earlier, failed try took for the node is still its own.
      const podCIDR = (view.memory as string | undefined) ?? allocate(key)
      const body = { spec: { podCIDR, podCIDRs: [podCIDR] } }
      return {
        memory: podCIDR,
        saw: { podCIDR },
        steps: [
          only({
            verb: 'patch',
            object: refOf(node),
            request: {
              method: 'PATCH',
              path: objectPath('Node', undefined, key),
              contentType: 'application/strategic-merge-patch+json',
              body,
            },
          }),
        ],
      }
    },

    reset(_ctx: Context) {
      for (const range of owners.keys()) owners.delete(range)
      next.set(0)
    },
  }
}

function rangeOf(index: number): string {
  const block = index >> 8
  const second =
    block < BLOCKS_FROM_FIRST ? FIRST_BLOCK + block : OVERFLOW_BLOCK + block - BLOCKS_FROM_FIRST
  return `10.${second}.${index & 255}.0/24`
}

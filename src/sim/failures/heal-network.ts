import { moveNode } from '../node/move-node.ts'
import { type Failure, isWorker } from './failure.ts'

/** The machine's network works again. Its clients try again by themselves. */
export const healNetwork: Failure = {
  name: 'heal-network',
  apply(node, ctx, kernel) {
    if (!isWorker(kernel, node) || !kernel.links.impairment(node, '*')) return
    kernel.links.impair(node, '*', undefined)
    moveNode(kernel, node, 'HEAL_NETWORK', ctx)
  },
}

import { moveNode } from '../node/move-node.ts'
import { CLIENTS } from './cut-network.ts'
import { type Failure, isWorker } from './failure.ts'

/**
 * The machine's network works again. A cut shorter than the health checks' patience may have swallowed
 * watch events, so both ends begin their connections anew at once and resume from what they saw last.
 * Simplified: TCP would deliver them late.
 */
export const healNetwork: Failure = {
  name: 'heal-network',
  apply(node, ctx, kernel) {
    if (!isWorker(kernel, node) || !kernel.links.impairment(node, '*')) return
    kernel.links.impair(node, '*', undefined)
    for (const client of CLIENTS) {
      const peer = `${node}/${client}`
      ctx.send('kube-apiserver', { type: 'connection-lost', peer }, { periodic: true })
      ctx.send(peer, { type: 'connection-lost' }, { periodic: true })
    }
    moveNode(kernel, node, 'HEAL_NETWORK', ctx)
  },
}

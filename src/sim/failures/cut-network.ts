import { CONNECTION_LOSS_NOTICE } from '../client/informers.ts'
import { moveNode } from '../node/move-node.ts'
import { type Failure, isWorker } from './failure.ts'

/** Who of a worker holds connections to the API server. */
export const CLIENTS = ['kubelet', 'kube-proxy'] as const

/** The machine is cut off from all others; what runs on it goes on, on old news. Both ends find out later. */
export const cutNetwork: Failure = {
  name: 'cut-network',
  apply(node, ctx, kernel) {
    if (!isWorker(kernel, node) || kernel.links.impairment(node, '*')?.cut) return
    for (const client of CLIENTS) {
      const peer = `${node}/${client}`
      const options = { delay: CONNECTION_LOSS_NOTICE, periodic: true }
      ctx.send('kube-apiserver', { type: 'connection-lost', peer }, options)
      // Sent before the cut: it stands for the client's own health check, not for a message over the link.
      ctx.send(peer, { type: 'connection-lost' }, options)
    }
    kernel.links.impair(node, '*', { cut: true })
    moveNode(kernel, node, 'CUT_NETWORK', ctx)
  },
}

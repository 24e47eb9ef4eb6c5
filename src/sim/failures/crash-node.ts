import { CONNECTION_LOSS_NOTICE } from '../client/informers.ts'
import { forgetAddresses } from '../node/cni.ts'
import { moveNode } from '../node/move-node.ts'
import { losePower } from '../node/runtime/runtime-tables.ts'
import { type Failure, isWorker, processesOf } from './failure.ts'

/** The machine loses power: every process on it is gone at once, what lies on its disk stays. */
export const crashNode: Failure = {
  name: 'crash-node',
  apply(node, ctx, kernel) {
    if (!isWorker(kernel, node) || ctx.isHalted(`${node}/container-runtime`)) return
    for (const process of processesOf(node)) {
      const wasUp = !ctx.isHalted(process)
      ctx.halt(process)
      // A dead machine closes no connection: the API server finds out by its health checks.
      if (wasUp) loseConnection(process, ctx)
    }
    moveNode(kernel, node, 'CRASH', ctx)
    losePower(kernel, node, ctx.now)
    forgetAddresses(kernel, node)
  },
}

/** The API server learns, some time later, that `peer` is not there any more. */
function loseConnection(peer: string, ctx: Parameters<Failure['apply']>[1]): void {
  const notice = { type: 'connection-lost', peer }
  ctx.send('kube-apiserver', notice, { delay: CONNECTION_LOSS_NOTICE, periodic: true })
}

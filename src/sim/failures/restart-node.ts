import { moveNode } from '../node/move-node.ts'
import { byHand, type Failure, isWorker, processesOf } from './failure.ts'

/** The machine is switched on again and its processes start. */
export const restartNode: Failure = {
  name: 'restart-node',
  apply(node, ctx, kernel) {
    if (!isWorker(kernel, node) || !ctx.isHalted(`${node}/container-runtime`)) return
    moveNode(kernel, node, 'RESTART', ctx)
    for (const process of processesOf(node)) {
      ctx.revive(process)
      byHand(kernel, node, () => ctx.send(process, { type: 'start', isBoot: true }))
    }
  },
}

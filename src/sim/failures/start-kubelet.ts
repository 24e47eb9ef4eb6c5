import { moveNode } from '../node/move-node.ts'
import { byHand, type Failure, isWorker } from './failure.ts'

/** `systemctl start kubelet`: it finds again what runs. */
export const startKubelet: Failure = {
  name: 'start-kubelet',
  apply(node, ctx, kernel) {
    const kubelet = `${node}/kubelet`
    const isMachineUp = !ctx.isHalted(`${node}/container-runtime`)
    if (!isWorker(kernel, node) || !isMachineUp || !ctx.isHalted(kubelet)) return
    moveNode(kernel, node, 'START_KUBELET', ctx)
    ctx.revive(kubelet)
    byHand(kernel, node, () => ctx.send(kubelet, { type: 'start' }))
  },
}

import { moveNode } from '../node/move-node.ts'
import { type Failure, isWorker } from './failure.ts'

/** `systemctl stop kubelet`: the agent ends, the containers go on. Its connections are closed properly. */
export const stopKubelet: Failure = {
  name: 'stop-kubelet',
  apply(node, ctx, kernel) {
    const kubelet = `${node}/kubelet`
    if (!isWorker(kernel, node) || ctx.isHalted(kubelet)) return
    ctx.halt(kubelet, 'closing')
    moveNode(kernel, node, 'STOP_KUBELET', ctx)
    ctx.send('kube-apiserver', { type: 'connection-lost', peer: kubelet })
  },
}

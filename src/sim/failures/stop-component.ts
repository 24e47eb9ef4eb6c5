import { byHand, type Failure } from './failure.ts'
import { closeConnections, isStoppable, placeOf, stopTimes } from './process.ts'
import { stopKubelet } from './stop-kubelet.ts'

/**
 * A process ends: what it kept in memory is gone, its connections are closed, and nobody listens where it did.
 * What others run or keep for it stays: containers under their shims, the kernel's rules, the files of etcd.
 */
export const stopComponent: Failure = {
  name: 'stop-component',
  apply(target, ctx, kernel) {
    if (!isStoppable(target, ctx, kernel)) return
    const { node, part } = placeOf(target)
    if (part === 'kubelet') stopKubelet.apply(node, ctx, kernel)
    else if (part === 'container-runtime')
      byHand(kernel, node, () => ctx.send(target, { type: 'stop' }))
    else if (!ctx.isHalted(target)) {
      ctx.halt(target, 'closing')
      stopTimes(kernel)?.set(target, ctx.now)
      if (part !== 'cni') closeConnections(target, ctx, kernel)
    }
  },
}

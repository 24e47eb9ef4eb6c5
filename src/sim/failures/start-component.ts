import { byHand, type Failure } from './failure.ts'
import { isStoppable, placeOf, restartLeaders, stopTimes } from './process.ts'
import { startKubelet } from './start-kubelet.ts'

/** A process that was stopped is started again; it begins with what lies on its disk, and asks for the rest. */
export const startComponent: Failure = {
  name: 'start-component',
  apply(target, ctx, kernel) {
    if (!isStoppable(target, ctx, kernel)) return
    const { node, part } = placeOf(target)
    const start = () => byHand(kernel, node, () => ctx.send(target, { type: 'start' }))
    if (part === 'kubelet') startKubelet.apply(node, ctx, kernel)
    else if (part === 'container-runtime') start()
    else if (ctx.isHalted(target)) {
      ctx.revive(target)
      start()
      if (part === 'kube-apiserver' || part === 'etcd') restartLeaders(target, ctx, kernel)
      stopTimes(kernel)?.delete(target)
    }
  },
}

import type { Pod } from '../../protocol/objects/pod.ts'
import type { KeyValue } from '../etcd/wire.ts'
import { byHand, type Failure } from './failure.ts'

/** `kill -9` of a container's process, on the node that the pod runs on. */
export const killContainer: Failure = {
  name: 'kill-container',
  apply(target, ctx, kernel) {
    const [namespace = '', pod = '', container = ''] = target.split('/')
    const stored = kernel.findTable('etcd/kv')?.get(`/registry/pods/${namespace}/${pod}`)
    const node = ((stored as KeyValue | undefined)?.value as Pod | undefined)?.spec.nodeName
    if (node === undefined) return
    const runtime = `${node}/container-runtime`
    if (!kernel.component(runtime) || ctx.isHalted(runtime)) return
    const kill = { type: 'kill-container', namespace, pod, container }
    byHand(kernel, node, () => ctx.send(runtime, kill))
  },
}

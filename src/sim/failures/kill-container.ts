import type { Pod } from '../../protocol/objects/pod.ts'
import { compileLabelSelector } from '../api/label-selector.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { byHand, type Failure } from './failure.ts'

/**
 * `kill -9` of a container's process, on the node that the pod runs on. In place of a pod's name the
 * target may say a label selector (`default/app=web`): the first running pod by name that it finds.
 */
export const killContainer: Failure = {
  name: 'kill-container',

  resolve(target, kernel) {
    const [namespace = '', wanted = '', ...container] = target.split('/')
    const selector = wanted.includes('=') ? compileLabelSelector(wanted) : undefined
    if (!selector || 'error' in selector) return target
    const found = podsIn(kernel, namespace).find(
      ({ metadata, status }) =>
        status?.phase === 'Running' && selector.matches(metadata.labels ?? {}),
    )
    return found ? [namespace, found.metadata.name, ...container].join('/') : target
  },

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

function podsIn(kernel: Kernel, namespace: string): readonly Pod[] {
  const stored = kernel.findTable('etcd/kv')?.withPrefix(`/registry/pods/${namespace}/`) ?? []
  return stored.map((entry) => (entry as KeyValue).value as Pod)
}

import { Informers } from '../client/informers.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Component, Message } from '../kernel/types.ts'

/**
 * The node's kube-proxy: follows Services and EndpointSlices. Its rules are a function of what it has heard
 * (`rulesOf`), worked out when somebody looks: at hundreds of nodes each keeps only its caches.
 */
export function createKubeProxy(kernel: Kernel, node: string): Component {
  const name = `${node}/kube-proxy`
  const identity = { component: name, user: 'system:kube-proxy', userAgent: 'kube-proxy' }
  const informers = new Informers(kernel, identity, [
    { kind: 'Service' },
    { kind: 'EndpointSlice' },
  ])
  return {
    name,
    kind: 'kube-proxy',
    host: node,
    handle(message, ctx) {
      // The kernel's rules, for which the caches stand, stay as they are until the process has new ones, or the machine boots.
      if (message.type === 'start') informers.start(ctx, { keepsCaches: !isBoot(message) })
      else informers.handle(message, ctx)
    },
  }
}

function isBoot(message: Message): boolean {
  return (message as { readonly isBoot?: boolean }).isBoot === true
}

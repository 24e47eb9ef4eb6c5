import { Informers } from '../client/informers.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Component } from '../kernel/types.ts'
import { recordsOf } from './dns-records.ts'

/** A pod asks for a name. */
interface ResolveMessage {
  readonly type: 'resolve'
  readonly name: string
}
interface ResolveAnswer {
  readonly type: 'resolve-answer'
  readonly name: string
  readonly rcode: 'NOERROR' | 'NXDOMAIN'
  readonly addresses: readonly string[]
}

/**
 * CoreDNS with the kubernetes plugin: follows Services and EndpointSlices and answers for their names.
 * Simplified: one instance, on the control-plane machine (where kubeadm's first one lands), that is no pod.
 */
export function createCoreDns(kernel: Kernel): Component {
  const identity = {
    component: 'coredns',
    user: 'system:serviceaccount:kube-system:coredns',
    userAgent: 'coredns',
  }
  const informers = new Informers(kernel, identity, [
    { kind: 'Service' },
    { kind: 'EndpointSlice' },
  ])
  return {
    name: 'coredns',
    kind: 'coredns',
    host: 'control-plane',
    handle(message, ctx) {
      if (message.type === 'start') {
        informers.start(ctx)
        return
      }
      if (informers.handle(message, ctx) || message.type !== 'resolve') return
      const { name } = message as ResolveMessage
      const wanted = name.replace(/\.$/, '')
      const services = informers.cache('Service').values()
      const addresses = recordsOf(services, informers.cache('EndpointSlice').values())
        .filter((record) => record.name === wanted)
        .map((record) => record.address)
      const rcode = addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN'
      const answer: ResolveAnswer = { type: 'resolve-answer', name, rcode, addresses }
      ctx.send(ctx.event.from, answer)
    },
  }
}

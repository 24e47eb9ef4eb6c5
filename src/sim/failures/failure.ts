import type { FailureName } from '../../protocol/messages.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Context } from '../kernel/types.ts'

/** Something that goes wrong (or right again) from outside, on command. */
export interface Failure {
  readonly name: FailureName
  /** What a target that is no name (a label selector) means at this moment. */
  resolve?(target: string, kernel: Kernel): string
  /** `target` is a node's name, `namespace/pod`, `namespace/pod/container`, or a component's name. */
  apply(target: string, ctx: Context, kernel: Kernel): void
}

/** The processes of a worker, in the order in which they start. */
export function processesOf(node: string): readonly string[] {
  return ['container-runtime', 'cni', 'kubelet', 'kube-proxy'].map((part) => `${node}/${part}`)
}

/** Whether there is such a worker. */
export function isWorker(kernel: Kernel, node: string): boolean {
  return kernel.component(`${node}/kubelet`) !== undefined
}

/**
 * Does something to a machine itself, by hand as it were: what is sent reaches it even if its network is cut,
 * for the way of a message is settled when it is sent.
 */
export function byHand(kernel: Kernel, node: string, act: () => void): void {
  const impairment = kernel.links.impairment(node, '*')
  if (!impairment) {
    act()
    return
  }
  kernel.links.impair(node, '*', undefined)
  act()
  kernel.links.impair(node, '*', impairment)
}

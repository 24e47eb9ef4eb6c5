import type { Kernel } from '../kernel/kernel.ts'

/** Every controller by the name that its work queue has. */
const CONTROLLERS = [
  'deployment-controller',
  'replicaset-controller',
  'endpointslice-controller',
  'namespace-controller',
  'service-account-controller',
  'root-ca-cert-publisher',
  'generic-garbage-collector',
  'node-ipam-controller',
  'node-lifecycle-controller',
  'taint-eviction-controller',
  'pod-garbage-collector-controller',
  'cloud-node-controller',
  'cloud-node-lifecycle-controller',
  'service-controller',
] as const

/** The controllers that run in a component: those that have a queue there. */
export function controllersIn(kernel: Kernel, component: string): readonly string[] {
  return CONTROLLERS.filter((name) => kernel.findTable(`${component}/${name}/queue`))
}

/** Keys that wait for the controllers of a component, or are being worked on. */
export function queueLength(kernel: Kernel, component: string): number {
  let length = 0
  for (const name of CONTROLLERS)
    length += kernel.findTable(`${component}/${name}/queue`)?.size ?? 0
  return length
}

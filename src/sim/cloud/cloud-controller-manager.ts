import { createControllerProcess } from '../controllers/runtime/controller-process.ts'
import type { RequestRate } from '../controllers/runtime/rate-limit.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Component } from '../kernel/types.ts'
import { createCloud } from './cloud.ts'
import { createCloudNodeController } from './cloud-node.ts'
import { createCloudNodeLifecycle } from './cloud-node-lifecycle.ts'
import { createServiceController } from './service.ts'

const NAME = 'cloud-controller-manager'

/** Ties the cluster to the simulated cloud behind it: machines and load balancers. */
export function createCloudControllerManager(kernel: Kernel, rate: RequestRate): Component {
  const cloud = createCloud(kernel)
  return createControllerProcess(kernel, {
    name: NAME,
    rate,
    informers: [{ kind: 'Node' }, { kind: 'Service' }],
    controllers: [
      createCloudNodeController(cloud),
      createCloudNodeLifecycle(cloud),
      createServiceController(cloud),
    ],
  })
}

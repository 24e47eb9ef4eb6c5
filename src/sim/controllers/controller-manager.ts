import type { Kernel } from '../kernel/kernel.ts'
import type { Component } from '../kernel/types.ts'
import { deploymentController } from './deployment/deployment.ts'
import { endpointSliceController } from './endpointslice/endpointslice.ts'
import { garbageCollector } from './garbage-collector.ts'
import { namespaceController } from './namespace.ts'
import { createNodeIpam } from './node-ipam.ts'
import { createNodeLifecycle } from './node-lifecycle/node-lifecycle.ts'
import { createPodGc } from './pod-gc.ts'
import { replicaSetController } from './replicaset.ts'
import { rootCaPublisher } from './root-ca-publisher.ts'
import { createControllerProcess } from './runtime/controller-process.ts'
import { INFORMER_SPECS } from './runtime/owner-index.ts'
import type { RequestRate } from './runtime/rate-limit.ts'
import { serviceAccountController } from './serviceaccount.ts'
import { taintEvictionController } from './taint-eviction.ts'

const NAME = 'kube-controller-manager'

/** kube-controller-manager: its controllers, in one process. A new controller is a file and a line here. */
export function createControllerManager(kernel: Kernel, rate: RequestRate): Component {
  return createControllerProcess(kernel, {
    name: NAME,
    rate,
    informers: INFORMER_SPECS,
    controllers: [
      deploymentController,
      replicaSetController,
      endpointSliceController,
      garbageCollector,
      namespaceController,
      serviceAccountController,
      rootCaPublisher,
      createNodeIpam(kernel, NAME),
      createNodeLifecycle(kernel, NAME),
      taintEvictionController,
      createPodGc(kernel, NAME),
    ],
  })
}

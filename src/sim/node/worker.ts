import type { Kernel } from '../kernel/kernel.ts'
import type { Component } from '../kernel/types.ts'
import { createCni } from './cni.ts'
import { createKubeProxy } from './kube-proxy.ts'
import { createKubelet } from './kubelet/kubelet.ts'
import { createContainerRuntime } from './runtime/container-runtime.ts'
import { type WorkerSpec, workerIp } from './worker-spec.ts'

/** The processes of one worker machine: runtime, network plugin, kubelet, kube-proxy. */
export function createWorker(kernel: Kernel, spec: WorkerSpec): readonly Component[] {
  const { name, images = [], containerFiles = [] } = spec
  return [
    createContainerRuntime(kernel, {
      node: name,
      nodeIp: workerIp(spec),
      images,
      files: containerFiles,
    }),
    createCni(kernel, name),
    createKubelet(kernel, spec),
    createKubeProxy(kernel, name),
  ]
}

import type { Pod } from '../../../protocol/objects/pod.ts'
import type { PodRuntimeStatus } from '../cri.ts'

/** A pod known from the runtime alone, as far as is needed to end it. */
export function orphanPod(uid: string, { sandbox, containers }: PodRuntimeStatus): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: sandbox?.podName ?? '',
      namespace: sandbox?.namespace ?? '',
      uid,
      resourceVersion: '0',
      creationTimestamp: '',
    },
    spec: {
      containers: containers.map(({ config }) => ({ name: config.name, image: config.image })),
    },
    status: {},
  }
}

import type { Container } from '../../../protocol/objects/pod.ts'
import type { ContainerConfig } from '../cri.ts'
import type { PodWorker } from './kubelet-state.ts'
import { environmentOf } from './pod-config.ts'

/** What the runtime is told to make of a container, in its given attempt. */
export function containerConfig(
  worker: PodWorker,
  container: Container,
  attempt: number,
): ContainerConfig {
  return {
    name: container.name,
    attempt,
    image: container.image ?? '',
    command: container.command,
    args: container.args,
    ports: (container.ports ?? []).map(({ containerPort }) => containerPort),
    environment: environmentOf(worker, container),
    isInteractive: container.stdin === true,
  }
}

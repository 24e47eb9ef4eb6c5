import type { ComponentKind } from '../../protocol/views.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** A component as the page places it. */
export interface Actor {
  readonly name: string
  readonly kind: ComponentKind
  readonly host: string
}

/** The cluster as a story is told of it: its kernel and who plays in it. */
export interface Stage {
  readonly kernel: Kernel
  readonly workers: readonly string[]
}

const CONTROL_PLANE: readonly ComponentKind[] = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
]
const ON_EACH_WORKER: readonly ComponentKind[] = [
  'kubelet',
  'container-runtime',
  'cni',
  'kube-proxy',
]

/** Everybody who is drawn. */
export function actorsOf({ kernel, workers }: Stage): readonly Actor[] {
  return [
    { name: 'kubectl', kind: 'kubectl', host: 'user' },
    ...CONTROL_PLANE.map((kind): Actor => ({ name: kind, kind, host: 'control-plane' })),
    {
      name: 'coredns',
      kind: 'coredns',
      host: kernel.component('coredns')?.host ?? 'control-plane',
    },
    ...workers.flatMap((host) =>
      ON_EACH_WORKER.map((kind): Actor => ({ name: `${host}/${kind}`, kind, host })),
    ),
  ]
}

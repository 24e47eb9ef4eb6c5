import {
  Anchor,
  Box,
  CalendarClock,
  Cloud,
  Database,
  Network,
  RefreshCw,
  Server,
  Signpost,
  Split,
  SquareTerminal,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { ComponentKind } from '../../../protocol/views.ts'

/** A face for each kind of process. */
export const componentIcons: { readonly [K in ComponentKind]: ComponentType } = {
  user: SquareTerminal,
  kubectl: SquareTerminal,
  'kube-apiserver': Server,
  etcd: Database,
  'kube-scheduler': CalendarClock,
  'kube-controller-manager': RefreshCw,
  'cloud-controller-manager': Cloud,
  coredns: Signpost,
  kubelet: Anchor,
  'container-runtime': Box,
  cni: Network,
  'kube-proxy': Split,
}

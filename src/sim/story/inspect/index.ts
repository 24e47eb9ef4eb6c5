import type {
  ComponentInspection,
  Inspection,
  InspectionTarget,
  Section,
} from '../../../protocol/inspection.ts'
import { machineView } from '../../node/machines/machine-view.ts'
import { type Actor, actorsOf, type Stage } from '../stage.ts'
import {
  apiServerSections,
  controllerSections,
  etcdSections,
  kubectlSections,
  schedulerSections,
} from './control-plane.ts'
import { dnsSections } from './dns.ts'
import { inspectObject } from './object.ts'
import { cniSections, kubeletSections, proxySections, runtimeSections } from './worker-node.ts'

/** Shows what is inside an object or a component, as it is now. */
export function inspect(stage: Stage, target: InspectionTarget): Inspection {
  if (target.type === 'object') return inspectObject(stage, target.object)
  return inspectComponent(stage, target.name)
}

function inspectComponent(stage: Stage, name: string): ComponentInspection {
  const actor = actorsOf(stage).find((candidate) => candidate.name === name)
  if (!actor) return { type: 'component', name, sections: [], machines: [] }
  return {
    type: 'component',
    name,
    sections: sectionsOf(stage, actor),
    machines: machinesOf(stage, actor),
  }
}

function sectionsOf({ kernel }: Stage, { kind, name, host }: Actor): readonly Section[] {
  switch (kind) {
    case 'kube-apiserver':
      return apiServerSections(kernel)
    case 'etcd':
      return etcdSections(kernel)
    case 'kube-controller-manager':
    case 'cloud-controller-manager':
      return controllerSections(kernel, name)
    case 'kube-scheduler':
      return schedulerSections(kernel)
    case 'kubelet':
      return kubeletSections(kernel, host)
    case 'container-runtime':
      return runtimeSections(kernel, host)
    case 'cni':
      return cniSections(kernel, host)
    case 'kube-proxy':
      return proxySections(kernel, host)
    case 'coredns':
      return dnsSections(kernel)
    case 'kubectl':
    case 'user':
      return kubectlSections(kernel)
  }
}

function machinesOf({ kernel }: Stage, { kind, host }: Actor) {
  if (kind !== 'kubelet') return []
  const row = kernel.findTable(`${host}/kubelet/node`)?.get('') as
    | { readonly lifecycle: string }
    | undefined
  return row ? [machineView('node', host, row.lifecycle)] : []
}

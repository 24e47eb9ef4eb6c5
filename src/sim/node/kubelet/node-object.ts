import type { Lease, Node } from '../../../protocol/objects/cluster.ts'
import type { Condition } from '../../../protocol/objects/meta.ts'
import { microTimestampAt, timestampAt } from '../../api/time.ts'
import { type Micros, SECOND } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type { PulledImage } from '../cri.ts'
import { type WorkerSpec, workerIp } from '../worker-spec.ts'

const KUBERNETES_VERSION = 'v1.36.0'
const KUBELET_PORT = 10250
const MIB = 2 ** 20
/** Hard eviction threshold memory.available<100Mi is kept from pods. */
const EVICTION_RESERVE = 100 * MIB
const STORAGE_BYTES = 100 * 2 ** 30
const STORAGE_ALLOCATABLE_SHARE = 0.9
/** The status names the largest images only (nodeStatusMaxImages). */
const IMAGES_MAX = 50

/** Memory that pods can have. */
export function allocatableMemory({ memoryBytes }: WorkerSpec): number {
  return Math.max(0, memoryBytes - EVICTION_RESERVE)
}

/** The Node as its kubelet registers it. Upstream: kubernetes/pkg/kubelet initialNode, v1.36. */
export function nodeObject(
  spec: WorkerSpec,
  conditions: readonly Condition[],
  images: readonly PulledImage[],
) {
  const os = 'linux'
  const arch = 'amd64'
  const amounts = (memory: number, storage: number) => ({
    cpu: spec.cpuMilli % 1000 === 0 ? String(spec.cpuMilli / 1000) : `${spec.cpuMilli}m`,
    'ephemeral-storage': storage === STORAGE_BYTES ? `${storage / 1024}Ki` : String(storage),
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: `${Math.floor(memory / 1024)}Ki`,
    pods: String(spec.podsMax),
  })
  return {
    apiVersion: 'v1',
    kind: 'Node' as const,
    metadata: {
      name: spec.name,
      labels: {
        'beta.kubernetes.io/arch': arch,
        'beta.kubernetes.io/os': os,
        'kubernetes.io/arch': arch,
        'kubernetes.io/hostname': spec.name,
        'kubernetes.io/os': os,
      },
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: {},
    status: {
      capacity: amounts(spec.memoryBytes, STORAGE_BYTES),
      allocatable: amounts(
        allocatableMemory(spec),
        Math.floor(STORAGE_BYTES * STORAGE_ALLOCATABLE_SHARE),
      ),
      conditions,
      addresses: [
        { type: 'InternalIP', address: workerIp(spec) },
        { type: 'Hostname', address: spec.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: KUBELET_PORT } },
      nodeInfo: {
        architecture: arch,
        bootID: '',
        containerRuntimeVersion: 'containerd://2.2.0',
        kernelVersion: '6.12.0',
        kubeProxyVersion: '',
        kubeletVersion: KUBERNETES_VERSION,
        machineID: '',
        operatingSystem: os,
        osImage: 'Pilothouse',
        systemUUID: '',
      },
      images: imagesOf(images),
    },
  }
}

/** Images of the node's status, largest first. */
export function imagesOf(images: readonly PulledImage[]) {
  return images
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes || (a.name < b.name ? -1 : 1))
    .slice(0, IMAGES_MAX)
    .map(({ name, imageId, sizeBytes }) => ({ names: [imageId, name], sizeBytes }))
}

/** Why a node is not ready; '' if it is. */
export function unreadiness(hasNetwork: boolean, isRuntimeUp: boolean): string {
  if (!isRuntimeUp) return 'container runtime is down'
  if (hasNetwork) return ''
  return 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized'
}

/** The node's conditions. What did not change keeps its time of transition. */
export function nodeConditions(
  problem: string,
  before: readonly Condition[],
  now: Micros,
): readonly Condition[] {
  const at = timestampAt(now)
  const condition = (
    type: string,
    status: 'True' | 'False',
    reason: string,
    message: string,
  ): Condition => {
    const old = before.find((each) => each.type === type)
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime : at
    return { type, status, lastHeartbeatTime: at, lastTransitionTime, reason, message }
  }
  return [
    condition(
      'MemoryPressure',
      'False',
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition(
      'PIDPressure',
      'False',
      'KubeletHasSufficientPID',
      'kubelet has sufficient PID available',
    ),
    problem === ''
      ? condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status')
      : condition('Ready', 'False', 'KubeletNotReady', problem),
  ]
}

/** The lease by which the node says that it lives. */
export function leaseObject(
  spec: WorkerSpec,
  node: Node | undefined,
  before: Lease | undefined,
  now: Micros,
) {
  const owner = node && {
    apiVersion: 'v1',
    kind: 'Node',
    name: spec.name,
    uid: node.metadata.uid,
  }
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease' as const,
    metadata: before?.metadata ?? {
      name: spec.name,
      namespace: 'kube-node-lease',
      ...(owner ? { ownerReferences: [owner] } : {}),
    },
    spec: {
      holderIdentity: spec.name,
      leaseDurationSeconds: TIMINGS.nodeLeaseDuration / SECOND,
      renewTime: microTimestampAt(now),
    },
  }
}

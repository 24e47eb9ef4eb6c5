import type { Namespace } from '../protocol/objects/cluster.ts'
import type { KubeObject } from '../protocol/objects/index.ts'
import type { ObjectMeta } from '../protocol/objects/meta.ts'
import type { EndpointSlice, Service, ServicePort } from '../protocol/objects/network.ts'
import { randomUuid } from './api/random-name.ts'
import { timestampAt } from './api/time.ts'
import { registryKeyOf } from './apiserver/storage/registry-key.ts'
import { type EtcdTables, putDirectly } from './etcd/etcd.ts'
import { draw, hashText } from './kernel/random.ts'

/** Address of the control-plane machine. */
export const CONTROL_PLANE_IP = '172.18.0.2'
/** Cluster IP of the Service `kubernetes`: the first of the range. */
export const KUBERNETES_SERVICE_IP = '10.96.0.1'
/** Cluster IP of `kube-dns`, kubeadm's choice. */
export const DNS_SERVICE_IP = '10.96.0.10'

/** Cluster IPs that are taken before the first user comes. */
export const SYSTEM_SERVICE_IPS: readonly { readonly ip: string; readonly key: string }[] = [
  { ip: KUBERNETES_SERVICE_IP, key: '/registry/services/specs/default/kubernetes' },
  { ip: DNS_SERVICE_IP, key: '/registry/services/specs/kube-system/kube-dns' },
]

const SYSTEM_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const

/**
 * Puts into etcd what an API server makes by itself when it first starts: the system namespaces
 * and the Service through which pods reach it; and the DNS Service that kubeadm adds.
 * Simplified: CoreDNS runs as a component of its own, so `kube-dns` has no selector and no pods.
 */
export function bootstrapObjects(etcd: EtcdTables, seed: number): void {
  let count = 0
  const put = (
    object: Omit<KubeObject, 'metadata'> & { readonly metadata: Partial<ObjectMeta> },
  ) => {
    const uid = randomUuid(() => draw(seed, hashText('bootstrap'), count++))
    const metadata = {
      ...object.metadata,
      uid,
      resourceVersion: '',
      creationTimestamp: timestampAt(0),
    }
    const whole = { ...object, metadata } as KubeObject
    putDirectly(etcd, registryKeyOf(whole), whole)
  }
  for (const name of SYSTEM_NAMESPACES) put(namespace(name))
  put(
    service('default', 'kubernetes', KUBERNETES_SERVICE_IP, [port('https', 443, 6443)], {
      component: 'apiserver',
      provider: 'kubernetes',
    }),
  )
  put(kubernetesSlice())
  put(
    service(
      'kube-system',
      'kube-dns',
      DNS_SERVICE_IP,
      [port('dns', 53, 53, 'UDP'), port('dns-tcp', 53, 53), port('metrics', 9153, 9153)],
      {
        'k8s-app': 'kube-dns',
        'kubernetes.io/cluster-service': 'true',
        'kubernetes.io/name': 'CoreDNS',
      },
    ),
  )
}

function namespace(
  name: string,
): Omit<Namespace, 'metadata'> & { readonly metadata: Partial<ObjectMeta> } {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }
}

function port(name: string, number: number, targetPort: number, protocol = 'TCP'): ServicePort {
  return { name, protocol, port: number, targetPort }
}

function service(
  namespaceName: string,
  name: string,
  ip: string,
  ports: readonly ServicePort[],
  labels: { readonly [label: string]: string },
): Omit<Service, 'metadata'> & { readonly metadata: Partial<ObjectMeta> } {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: namespaceName, labels },
    spec: {
      type: 'ClusterIP',
      ports,
      clusterIP: ip,
      clusterIPs: [ip],
      sessionAffinity: 'None',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
    },
    status: { loadBalancer: {} },
  }
}

function kubernetesSlice(): Omit<EndpointSlice, 'metadata'> & {
  readonly metadata: Partial<ObjectMeta>
} {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'kubernetes.io/service-name': 'kubernetes' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [CONTROL_PLANE_IP], conditions: { ready: true } }],
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  }
}

import type { Pod, PodSpec, Volume } from '../../../protocol/objects/pod.ts'
import { randomSuffix } from '../../api/random-name.ts'
import { forbiddenStatus } from '../../api/status.ts'
import { drawsFrom } from '../../kernel/random.ts'
import type { AdmissionPlugin } from './plugin.ts'

const TOKEN_MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'
const VOLUME_PREFIX = 'kube-api-access-'

/**
 * Gives pods the namespace's default service account and mounts its token.
 * Upstream: plugin/pkg/admission/serviceaccount, v1.36.
 */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',

  mutate({ route, object }, around) {
    if (route.verb !== 'create' || object.kind !== 'Pod' || route.subresource !== '') return object
    const pod = object as Pod
    const name = pod.spec.serviceAccountName || 'default'
    const account = around.serviceAccount(route.namespace, name)
    if (!account) {
      const text = `error looking up service account ${route.namespace}/${name}: serviceaccount "${name}" not found`
      return forbiddenStatus(route.resource, pod.metadata.name, text)
    }
    const spec: PodSpec = { ...pod.spec, serviceAccountName: name, serviceAccount: name }
    const wantsToken =
      pod.spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true
    return { ...pod, spec: wantsToken ? withToken(spec, around.random) : spec }
  },
}

function withToken(spec: PodSpec, random: (stream: string) => number): PodSpec {
  const given = spec.volumes?.find((volume) => volume.name.startsWith(VOLUME_PREFIX))
  const volumeName = given?.name ?? VOLUME_PREFIX + randomSuffix(drawsFrom(random('token-volume')))
  let isMounted = false
  const mount = <
    C extends {
      readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
    },
  >(
    container: C,
  ): C => {
    if (container.volumeMounts?.some((existing) => existing.mountPath === TOKEN_MOUNT_PATH))
      return container
    isMounted = true
    const added = { name: volumeName, readOnly: true, mountPath: TOKEN_MOUNT_PATH }
    return { ...container, volumeMounts: [...(container.volumeMounts ?? []), added] }
  }
  const containers = spec.containers.map(mount)
  const initContainers = spec.initContainers?.map(mount)
  if (given || !isMounted) return { ...spec, containers, ...(initContainers && { initContainers }) }
  return {
    ...spec,
    containers,
    ...(initContainers && { initContainers }),
    volumes: [...(spec.volumes ?? []), tokenVolume(volumeName)],
  }
}

function tokenVolume(name: string): Volume {
  return { name, projected: TOKEN_SOURCES }
}

// One object for all pods: values are immutable, so thousands of pods share it.
const TOKEN_SOURCES = {
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [
          { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
        ],
      },
    },
  ],
  defaultMode: 420,
} as const

import type { ConfigMap, Secret } from '../../../protocol/objects/cluster.ts'
import type { Container } from '../../../protocol/objects/pod.ts'
import { objectPath } from '../../api/resources.ts'
import type { ApiResponse } from '../../apiserver/wire.ts'
import type { Context, EventId } from '../../kernel/types.ts'
import type { KubeletState, PodWorker } from './kubelet-state.ts'

/** A ConfigMap or Secret that a pod names. */
interface Reference {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
  readonly isOptional: boolean
}

/**
 * Reads what the pod's volumes and environment name; answers the requests' ids.
 * Simplified: read at every start instead of watched; the service account's token and `kube-root-ca.crt` are
 * taken for granted; other volumes mount at once.
 */
export function mountPod(state: KubeletState, worker: PodWorker, ctx: Context): readonly EventId[] {
  const { namespace } = worker.pod.metadata
  const refs = new Set<string>()
  for (const { kind, name } of [...volumeReferences(worker), ...environmentReferences(worker)])
    refs.add(`${kind}/${name}`)
  return [...refs].map((ref) => {
    const [kind = '', name = ''] = ref.split('/')
    const path = objectPath(kind as Reference['kind'], namespace, name)
    return state.client.send(ctx, { method: 'GET', path }, { for: 'config', uid: worker.uid, ref })
  })
}

/** The worker with what was read; an object that could not be read counts as absent. */
export function withConfig(worker: PodWorker, ref: string, response: ApiResponse): PodWorker {
  const object = response.code === 200 ? (response.body as ConfigMap | Secret) : null
  return { ...worker, config: { ...worker.config, [ref]: object } }
}

/** Whether all volumes could be mounted; tells of those that could not. */
export function isMounted(state: KubeletState, worker: PodWorker, ctx: Context): boolean {
  let isWhole = true
  for (const reference of volumeReferences(worker)) {
    if (reference.isOptional || worker.config[`${reference.kind}/${reference.name}`]) continue
    isWhole = false
    const kind = reference.kind.toLowerCase()
    const message = `MountVolume.SetUp failed for volume "${reference.volume}" : ${kind} "${reference.name}" not found`
    state.tell(worker, undefined, { type: 'Warning', reason: 'FailedMount', message }, ctx)
  }
  return isWhole
}

/**
 * What is wrong with a container's environment, as CreateContainerConfigError says it; undefined if nothing is.
 * Upstream: kubernetes/pkg/kubelet makeEnvironmentVariables, v1.36.
 */
export function environmentProblem(worker: PodWorker, container: Container): string | undefined {
  const { namespace } = worker.pod.metadata
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    for (const [kind, ref] of [
      ['ConfigMap', configMapRef],
      ['Secret', secretRef],
    ] as const) {
      if (!ref?.name || ref.optional || worker.config[`${kind}/${ref.name}`]) continue
      return `${kind.toLowerCase()} "${ref.name}" not found`
    }
  }
  for (const { valueFrom } of container.env ?? []) {
    for (const [kind, ref] of [
      ['ConfigMap', valueFrom?.configMapKeyRef],
      ['Secret', valueFrom?.secretKeyRef],
    ] as const) {
      if (!ref?.name || ref.optional) continue
      const object = worker.config[`${kind}/${ref.name}`]
      if (!object) return `${kind.toLowerCase()} "${ref.name}" not found`
      if (object.data?.[ref.key] === undefined)
        return `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`
    }
  }
  return undefined
}

/** The values that a container's commands can name. Simplified: what is taken from Secrets stays encoded. */
export function environmentOf(
  worker: PodWorker,
  container: Container,
): { readonly [name: string]: string } {
  const environment: { [name: string]: string } = {}
  for (const { configMapRef, prefix = '' } of container.envFrom ?? []) {
    const data = worker.config[`ConfigMap/${configMapRef?.name}`]?.data ?? {}
    for (const [key, value] of Object.entries(data)) environment[prefix + key] = value
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const ref = valueFrom?.configMapKeyRef
    const found = ref && worker.config[`ConfigMap/${ref.name}`]?.data?.[ref.key]
    environment[name] = value ?? found ?? ''
  }
  return environment
}

function volumeReferences({
  pod,
}: PodWorker): readonly (Reference & { readonly volume: string })[] {
  const found: (Reference & { readonly volume: string })[] = []
  for (const { name: volume, configMap, secret } of pod.spec.volumes ?? []) {
    if (configMap?.name)
      found.push({
        kind: 'ConfigMap',
        name: configMap.name,
        isOptional: !!configMap.optional,
        volume,
      })
    if (secret?.secretName)
      found.push({ kind: 'Secret', name: secret.secretName, isOptional: !!secret.optional, volume })
  }
  return found
}

function environmentReferences({ pod }: PodWorker): readonly Reference[] {
  const found: Reference[] = []
  const add = (kind: Reference['kind'], ref: { name?: string; optional?: boolean } | undefined) => {
    if (ref?.name) found.push({ kind, name: ref.name, isOptional: !!ref.optional })
  }
  for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      add('ConfigMap', configMapRef)
      add('Secret', secretRef)
    }
    for (const { valueFrom } of container.env ?? []) {
      add('ConfigMap', valueFrom?.configMapKeyRef)
      add('Secret', valueFrom?.secretKeyRef)
    }
  }
  return found
}

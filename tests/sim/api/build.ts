import type { Container, ContainerStatus, Pod } from '../../../src/protocol/objects/pod.ts'

/** A pod with what a test says of it, and nothing else. */
export function pod(parts: {
  readonly name?: string
  readonly metadata?: Partial<Pod['metadata']>
  readonly spec?: Partial<Pod['spec']>
  readonly status?: Pod['status']
}): Pod {
  const name = parts.name ?? 'web'
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...parts.metadata,
    },
    spec: { containers: [container('main')], ...parts.spec },
    status: parts.status ?? {},
  }
}

/** A container with requests, as `cpu` and `memory`. */
export function container(
  name: string,
  requests?: { readonly [resource: string]: string },
): Container {
  return requests === undefined ? { name } : { name, resources: { requests } }
}

/** A container's status in a state. */
export function containerStatus(
  name: string,
  parts: Partial<ContainerStatus> = {},
): ContainerStatus {
  return { name, ready: false, restartCount: 0, image: 'nginx', imageID: '', ...parts }
}

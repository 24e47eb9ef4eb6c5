import { describe, expect, it } from 'vitest'
import { deploymentYaml, SmallCluster, serviceYaml } from './small-cluster.ts'

function slicesOf(cluster: SmallCluster, service: string) {
  return cluster
    .all('EndpointSlice')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
}

describe('endpointslice controller', () => {
  it('lists the pods behind a service as they become ready', () => {
    // given
    const cluster = new SmallCluster()
    // when
    cluster.apply(serviceYaml('web')).run(1)
    // then
    expect(slicesOf(cluster, 'web')).toMatchObject([
      { addressType: 'IPv4', endpoints: [], ports: [] },
    ])

    // when
    cluster.apply(deploymentYaml('web')).run(20)
    // then
    const [slice, ...others] = slicesOf(cluster, 'web')
    expect(others).toEqual([])
    expect(slice?.metadata.name).toMatch(/^web-[a-z0-9]{5}$/)
    expect(slice?.metadata.labels).toEqual({
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': 'web',
    })
    expect(slice?.metadata.annotations).toHaveProperty([
      'endpoints.kubernetes.io/last-change-trigger-time',
    ])
    expect(slice?.ports).toEqual([{ name: '', port: 80, protocol: 'TCP' }])
    expect(slice?.endpoints).toHaveLength(3)
    expect(slice?.endpoints?.[0]?.conditions).toEqual({
      ready: true,
      serving: true,
      terminating: false,
    })
  })

  it('keeps a terminating pod as serving but not ready, and then drops it', () => {
    // given
    const cluster = new SmallCluster()
      .apply(serviceYaml('web'))
      .apply(deploymentYaml('web', { replicas: 2 }))
      .run(20)
    // when
    cluster.kubectl('scale', 'deployment/web', '--replicas=1').run(0.06)
    // then
    const conditions = slicesOf(cluster, 'web')[0]?.endpoints?.map(
      (endpoint) => endpoint.conditions,
    )
    expect(conditions).toContainEqual({ ready: false, serving: true, terminating: true })
    cluster.run(40)
    expect(slicesOf(cluster, 'web')[0]?.endpoints).toHaveLength(1)
  })

  it('splits what does not fit into one slice', () => {
    // given, when
    const cluster = new SmallCluster()
      .apply(serviceYaml('web'))
      .apply(deploymentYaml('web', { replicas: 130 }))
      .run(60)
    // then
    const sizes = slicesOf(cluster, 'web').map(({ endpoints }) => endpoints?.length ?? 0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(130)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100)
    expect(sizes).toHaveLength(2)
  })

  it('loses its slices with the service', () => {
    // given
    const cluster = new SmallCluster().apply(serviceYaml('web')).run(2)
    // when
    cluster.kubectl('delete', 'service', 'web').run(2)
    // then
    expect(slicesOf(cluster, 'web')).toEqual([])
  })
})

describe('namespace controller', () => {
  it('empties a namespace, pods first, and lets it go', () => {
    // given
    const inShop = (yaml: string) => yaml.replace('name: web }', 'name: web, namespace: shop }')
    const cluster = new SmallCluster()
      .apply('apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n')
      .run(2)
      .apply(inShop(deploymentYaml('web')))
      .run(20)
    // when
    cluster.kubectl('delete', 'namespace', 'shop', '--wait=false').run(60)
    // then
    expect(cluster.all('Namespace').map(({ metadata }) => metadata.name)).not.toContain('shop')
    expect(cluster.pods('web')).toEqual([])
    const sweeps = cluster
      .writes('namespace-controller')
      .filter((write) => write.startsWith('deletecollection'))
    expect(sweeps[0]?.trim()).toBe('deletecollection pods')
    expect(cluster.writes('namespace-controller').at(-1)).toBe('update namespaces/finalize shop')
  })
})

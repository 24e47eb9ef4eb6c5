import { describe, expect, it } from 'vitest'
import { SmallCluster, serviceYaml } from '../controllers/small-cluster.ts'

describe('cloud-controller-manager', () => {
  it('gives a LoadBalancer service an address, and takes it back', () => {
    // given
    const cluster = new SmallCluster()
    // when
    cluster.apply(serviceYaml('web', 'type: LoadBalancer,')).run(10)
    // then
    const service = cluster.get('Service', 'web')
    expect(service.status.loadBalancer?.ingress).toMatchObject([{ ip: '172.18.255.200' }])
    expect(service.metadata.finalizers).toEqual(['service.kubernetes.io/load-balancer-cleanup'])
    expect(cluster.events('service-controller').sort()).toEqual([
      'EnsuredLoadBalancer Ensured load balancer',
      'EnsuringLoadBalancer Ensuring load balancer',
    ])

    // when
    cluster.kubectl('delete', 'service', 'web').run(10)
    // then
    expect(cluster.all('Service').map(({ metadata }) => metadata.name)).not.toContain('web')
  })
})

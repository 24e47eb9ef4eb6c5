import { describe, expect, it } from 'vitest'
import { deploymentYaml, SmallCluster } from './small-cluster.ts'

function running(): SmallCluster {
  return new SmallCluster().apply(deploymentYaml('web', { replicas: 2 })).run(20)
}

describe('garbage collector', () => {
  it('deletes in the background: the owner is gone first', () => {
    // given
    const cluster = running()
    // when
    cluster.kubectl('delete', 'deployment', 'web').run(0.5)
    // then
    expect(cluster.all('Deployment')).toEqual([])
    const writes = cluster.writes('generic-garbage-collector')
    expect(writes.map((write) => write.split(' ').slice(0, 2).join(' '))).toEqual([
      'delete replicasets',
      'delete pods',
      'delete pods',
    ])
    cluster.run(40)
    expect(cluster.pods('web')).toEqual([])
  })

  it('deletes in the foreground: the owner stays until its dependents are gone', () => {
    // given
    const cluster = running()
    // when
    cluster.kubectl('delete', 'deployment', 'web', '--cascade=foreground', '--wait=false').run(0.5)
    // then
    expect(cluster.get('Deployment', 'web').metadata.finalizers).toEqual(['foregroundDeletion'])
    cluster.run(40)
    expect(cluster.all('Deployment')).toEqual([])
    const writes = cluster.writes('generic-garbage-collector')
    expect(writes.map((write) => write.split(' ').slice(0, 2).join(' '))).toEqual([
      'delete replicasets',
      'delete pods',
      'delete pods',
      'patch replicasets',
      'patch deployments',
    ])
  })

  it('orphans: the dependents stay and lose their owner', () => {
    // given
    const cluster = running()
    // when
    cluster.kubectl('delete', 'deployment', 'web', '--cascade=orphan').run(20)
    // then
    expect(cluster.all('Deployment')).toEqual([])
    expect(cluster.all('ReplicaSet')[0]?.metadata.ownerReferences ?? []).toEqual([])
    expect(cluster.readyPods('web')).toBe(2)
  })

  it('deletes what names an owner that never was', () => {
    // given
    const cluster = new SmallCluster()
    const manifest = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: lost
  ownerReferences: [{ apiVersion: v1, kind: Pod, name: nosuch, uid: 00000000-0000-0000-0000-000000000001 }]
`
    // when
    cluster.apply(manifest).run(2)
    // then
    expect(cluster.all('ConfigMap').map(({ metadata }) => metadata.name)).not.toContain('lost')
  })
})

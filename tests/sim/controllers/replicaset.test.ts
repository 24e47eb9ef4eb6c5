import { describe, expect, it } from 'vitest'
import { deploymentYaml, SmallCluster } from './small-cluster.ts'

const SET = `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: "nginx:1.19" }] }
`

describe('replicaset controller', () => {
  it('creates pods in batches that double, then writes the status', () => {
    // given, when
    const cluster = new SmallCluster().apply(deploymentYaml('web', { replicas: 6 })).run(0.06)
    // then
    const created = cluster.audit.filter(({ verb, resource, subresource }) => {
      return verb === 'create' && resource === 'pods' && subresource === ''
    })
    expect(created).toHaveLength(6)
    const verbs = cluster.writes('replicaset-controller').map((write) => write.split(' ')[0])
    expect(verbs.slice(0, 7)).toEqual([...Array(6).fill('create'), 'update'])
  })

  it('replaces a pod that is deleted at once, and counts the ending one apart', () => {
    // given
    const cluster = new SmallCluster().apply(deploymentYaml('web')).run(20)
    const victim = cluster.pods('web')[0]?.metadata.name ?? ''
    // when
    cluster.kubectl('delete', 'pod', victim, '--wait=false').run(0.1)
    // then
    expect(cluster.pods('web')).toHaveLength(4)
    expect(cluster.all('ReplicaSet')[0]?.status).toMatchObject({
      replicas: 3,
      terminatingReplicas: 1,
    })
    cluster.run(30)
    expect(cluster.pods('web').map(({ metadata }) => metadata.name)).not.toContain(victim)
    expect(cluster.readyPods('web')).toBe(3)
  })

  it('adopts a pod that matches, and releases one that matches no more', () => {
    // given
    const lone = `
apiVersion: v1
kind: Pod
metadata: { name: lone, labels: { app: web } }
spec: { containers: [{ name: main, image: "nginx:1.19" }] }
`
    const cluster = new SmallCluster().apply(lone).run(10)
    // when
    cluster.apply(SET).run(20)
    // then
    expect(cluster.pods('web')).toHaveLength(2)
    expect(cluster.get('Pod', 'lone').metadata.ownerReferences?.[0]?.name).toBe('web')

    // when
    cluster.kubectl('label', 'pod', 'lone', 'app=other', '--overwrite').run(20)
    // then
    expect(cluster.get('Pod', 'lone').metadata.ownerReferences ?? []).toEqual([])
    expect(cluster.pods('web')).toHaveLength(2)
  })

  it('keeps to the pace of its API client when it has much to do', () => {
    // given, when
    const cluster = new SmallCluster().apply(deploymentYaml('web', { replicas: 100 })).run(1.05)
    // then: a burst of 30, then 20 a second
    expect(cluster.pods('web').length).toBeGreaterThanOrEqual(45)
    expect(cluster.pods('web').length).toBeLessThanOrEqual(52)
    cluster.run(30)
    expect(cluster.readyPods('web')).toBe(100)
  })
})

import { describe, expect, it } from 'vitest'
import { deploymentYaml, SmallCluster } from './small-cluster.ts'

function taintsOf(cluster: SmallCluster, node: string): string[] {
  return (cluster.get('Node', node).spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)
}

const POD_ON_WORKER_2 = `
apiVersion: v1
kind: Pod
metadata: { name: lone, labels: { app: lone } }
spec:
  nodeName: worker-2
  containers: [{ name: main, image: "nginx:1.19" }]
`

describe('controllers of nodes', () => {
  it('give each node a range of its own, and every namespace its account and certificate', () => {
    // given, when
    const cluster = new SmallCluster()
    // then
    const ranges = cluster.all('Node').map(({ spec }) => spec.podCIDR)
    expect(ranges.sort()).toEqual(['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24'])
    const namespaces = cluster.all('Namespace').length
    expect(cluster.all('ServiceAccount')).toHaveLength(namespaces)
    expect(cluster.all('ConfigMap')).toHaveLength(namespaces)
    expect(cluster.events('node-controller')).toContain(
      'RegisteredNode Node worker-1 event: Registered Node worker-1 in Controller',
    )
  })

  it('mark a silent node after the grace period, and empty it after the toleration', () => {
    // given
    const cluster = new SmallCluster().apply(deploymentYaml('web', { replicas: 6 })).run(20)
    // when
    cluster.fail('crash-node', 'worker-2').run(45)
    // then
    expect(taintsOf(cluster, 'worker-2')).toEqual([])
    expect(cluster.readyPods('web')).toBe(6)

    // when
    cluster.run(25)
    // then
    const ready = cluster
      .get('Node', 'worker-2')
      .status.conditions?.find(({ type }) => type === 'Ready')
    expect(ready).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    })
    expect(taintsOf(cluster, 'worker-2')).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ])
    expect(cluster.readyPods('web')).toBe(4)
    expect(cluster.events('node-controller')).toContain(
      'NodeNotReady Node worker-2 status is now: NodeNotReady',
    )

    // when
    cluster.run(310)
    // then
    expect(cluster.readyPods('web')).toBe(6)
    const evicted = cluster.pods('web').filter(({ metadata }) => metadata.deletionTimestamp)
    expect(evicted).toHaveLength(2)
    expect(evicted[0]?.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', reason: 'DeletionByTaintManager' }),
    )

    // when
    cluster.fail('restart-node', 'worker-2').run(30)
    // then
    expect(taintsOf(cluster, 'worker-2')).toEqual([])
    expect(cluster.pods('web')).toHaveLength(6)
  })

  it('evict at once what does not tolerate a taint, and later what tolerates it for a while', () => {
    // given
    const tolerant = POD_ON_WORKER_2.replace('name: lone', 'name: patient').replace(
      'nodeName: worker-2',
      'nodeName: worker-2\n  tolerations: [{ key: team, operator: Exists, effect: NoExecute, tolerationSeconds: 5 }]',
    )
    const cluster = new SmallCluster().apply(POD_ON_WORKER_2).apply(tolerant).run(20)
    // when
    cluster.kubectl('taint', 'nodes', 'worker-2', 'team=a:NoExecute').run(1)
    // then
    const isEnding = (name: string) =>
      !cluster
        .all('Pod')
        .some(({ metadata }) => metadata.name === name && !metadata.deletionTimestamp)
    expect([isEnding('lone'), isEnding('patient')]).toEqual([true, false])
    cluster.run(5)
    expect(isEnding('patient')).toBe(true)
  })

  it('delete the pods of a node that was deleted', () => {
    // given
    const cluster = new SmallCluster().apply(POD_ON_WORKER_2).run(20)
    // when
    cluster.fail('crash-node', 'worker-2').kubectl('delete', 'node', 'worker-2').run(90)
    // then
    expect(cluster.all('Pod')).toEqual([])
    expect(cluster.writes('pod-garbage-collector')).toEqual([
      'patch pods/status lone',
      'delete pods lone',
    ])
    expect(cluster.events('node-controller')).toContain(
      'RemovingNode Node worker-2 event: Removing Node worker-2 from Controller',
    )
  })

  it('leave a quiet cluster alone', () => {
    // given
    const cluster = new SmallCluster().apply(deploymentYaml('web')).run(60)
    const { kernel } = cluster.cluster
    // then
    expect(kernel.nextUrgentAt).toBeUndefined()
    const before = cluster.audit.length
    cluster.run(60)
    const writers = cluster.audit.slice(before).map(({ userAgent }) => userAgent)
    expect(writers.filter((agent) => agent.startsWith('kube-controller-manager'))).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { deploymentYaml, SmallCluster } from './small-cluster.ts'

describe('deployment controller', () => {
  it('makes a ReplicaSet and reports, in the order of the real one', () => {
    // given
    const cluster = new SmallCluster()
    // when
    cluster.apply(deploymentYaml('web')).run(10)
    // then
    const [set] = cluster.all('ReplicaSet')
    const name = set?.metadata.name ?? ''
    expect(cluster.writes('deployment-controller').slice(0, 3)).toEqual([
      `create replicasets ${name}`,
      'update deployments/status web',
      'update deployments/status web',
    ])
    expect(cluster.events('deployment-controller')).toEqual([
      `ScalingReplicaSet Scaled up replica set ${name} from 0 to 3`,
    ])
    expect(set?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
      'deployment.kubernetes.io/revision': '1',
    })
    expect(cluster.get('Deployment', 'web').status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
        { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
      ],
    })
  })

  it('writes its status on a version that it knows, and meets a conflict as the real one does', () => {
    // given, when
    const cluster = new SmallCluster().apply(deploymentYaml('web')).run(1)
    // then
    const conflicts = cluster.audit.filter(({ code }) => code === 409)
    expect(conflicts.map(({ resource, subresource }) => `${resource}/${subresource}`)).toContain(
      'deployments/status',
    )
  })

  it('never has fewer pods ready, nor more in all, than a rolling update allows', () => {
    // given
    const cluster = new SmallCluster().apply(deploymentYaml('web', { replicas: 4 })).run(20)
    let [fewestReady, most] = [4, 0]
    cluster.always(() => {
      const pods = cluster.pods('web').filter(({ metadata }) => !metadata.deletionTimestamp)
      most = Math.max(most, pods.length)
      fewestReady = Math.min(fewestReady, cluster.readyPods('web'))
    })
    // when
    cluster.apply(deploymentYaml('web', { replicas: 4, image: 'nginx:1.20' })).run(60)
    // then
    expect(fewestReady).toBeGreaterThanOrEqual(3)
    expect(most).toBeLessThanOrEqual(5)
    const images = cluster.pods('web').map(({ spec }) => spec.containers[0]?.image)
    expect(images).toEqual(['nginx:1.20', 'nginx:1.20', 'nginx:1.20', 'nginx:1.20'])
    expect(
      cluster
        .all('ReplicaSet')
        .map(({ spec }) => spec.replicas)
        .sort(),
    ).toEqual([0, 4])
  })

  it('brings an old ReplicaSet back when a rollout is undone', () => {
    // given
    const cluster = new SmallCluster().apply(deploymentYaml('web')).run(20)
    const first = cluster.all('ReplicaSet')[0]?.metadata.name
    cluster.apply(deploymentYaml('web', { image: 'nginx:1.20' })).run(30)
    // when
    cluster.kubectl('rollout', 'undo', 'deployment/web').run(30)
    // then
    const set = cluster.get('ReplicaSet', first ?? '')
    expect(set.spec.replicas).toBe(3)
    expect(set.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    })
    const { annotations } = cluster.get('Deployment', 'web').metadata
    expect(annotations?.['deployment.kubernetes.io/revision']).toBe('3')
  })

  it('makes the new pods of a Recreate only when the last old one is gone', () => {
    // given
    const recreate = { spec: 'strategy: { type: Recreate }' }
    const cluster = new SmallCluster().apply(deploymentYaml('web', recreate)).run(20)
    let areMixed = false
    cluster.always(() => {
      const images = new Set(cluster.pods('web').map(({ spec }) => spec.containers[0]?.image))
      if (images.size > 1) areMixed = true
    })
    // when
    cluster.apply(deploymentYaml('web', { ...recreate, image: 'nginx:1.20' })).run(60)
    // then
    expect(areMixed).toBe(false)
    expect(cluster.readyPods('web')).toBe(3)
  })

  it('waits minReadySeconds before it goes on', () => {
    // given
    const slow = { spec: 'minReadySeconds: 5' }
    const cluster = new SmallCluster().apply(deploymentYaml('web', slow)).run(20)
    expect(cluster.get('Deployment', 'web').status.availableReplicas).toBe(3)
    // when
    cluster.apply(deploymentYaml('web', { ...slow, image: 'nginx:1.20' })).run(8)
    // then
    const sizes = cluster.all('ReplicaSet').map(({ spec }) => spec.replicas)
    expect(sizes.sort()).not.toEqual([0, 3])
    cluster.run(40)
    expect(
      cluster
        .all('ReplicaSet')
        .map(({ spec }) => spec.replicas)
        .sort(),
    ).toEqual([0, 3])
  })

  it('rolls nothing while it is paused, and says so', () => {
    // given
    const cluster = new SmallCluster().apply(deploymentYaml('web')).run(20)
    // when
    cluster.apply(deploymentYaml('web', { image: 'nginx:1.20', spec: 'paused: true' })).run(20)
    // then
    expect(cluster.all('ReplicaSet')).toHaveLength(1)
    const progressing = cluster
      .get('Deployment', 'web')
      .status.conditions?.find(({ type }) => type === 'Progressing')
    expect(progressing).toMatchObject({ status: 'Unknown', reason: 'DeploymentPaused' })
  })

  it('gives up hope after the progress deadline', () => {
    // given
    const cluster = new SmallCluster()
    const spec = 'progressDeadlineSeconds: 10'
    // when
    cluster.apply(deploymentYaml('web', { image: 'nginx:doesnotexist', spec })).run(30)
    // then
    const [set] = cluster.all('ReplicaSet')
    const progressing = cluster
      .get('Deployment', 'web')
      .status.conditions?.find(({ type }) => type === 'Progressing')
    expect(progressing).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${set?.metadata.name}" has timed out progressing.`,
    })
  })

  it('keeps no more old ReplicaSets than the history limit', () => {
    // given
    const spec = 'revisionHistoryLimit: 1'
    const cluster = new SmallCluster().apply(deploymentYaml('web', { spec })).run(20)
    // when
    for (const image of ['nginx:1.20', 'nginx:1.21', 'nginx:1.22']) {
      cluster.apply(deploymentYaml('web', { spec, image })).run(40)
    }
    // then
    expect(cluster.all('ReplicaSet')).toHaveLength(2)
  })
})

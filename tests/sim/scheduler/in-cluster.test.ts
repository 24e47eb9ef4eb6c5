import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../src/protocol/objects/index.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'

/** The whole cluster, with the little that these stories ask of it. */
class Stage {
  readonly cluster = new Cluster({ seed: 3, topology: DEFAULT_TOPOLOGY })

  constructor() {
    this.cluster.settle()
  }

  apply(manifest: string): void {
    this.cluster.act({ type: 'apply', manifest })
    this.run(5)
  }

  kubectl(...args: readonly string[]): void {
    this.cluster.act({ type: 'kubectl', args })
    this.run(5)
  }

  run(seconds: number): void {
    const { kernel } = this.cluster
    kernel.run({ until: kernel.now + seconds * SECOND })
  }

  objects(prefix: string): readonly KubeObject[] {
    return this.cluster.etcd.kv.withPrefix(`/registry/${prefix}`).map(({ value }) => value)
  }

  /** Nodes of all pods of the default namespace. */
  places(): readonly string[] {
    return this.objects('pods/default/').flatMap((object) =>
      object.kind === 'Pod' ? [object.spec.nodeName ?? ''] : [],
    )
  }

  warnings(): readonly string[] {
    return this.objects('events/default/').flatMap((object) =>
      object.kind === 'Event' && object.reason === 'FailedScheduling' ? [object.message ?? ''] : [],
    )
  }
}

function deployment(name: string, replicas: number, cpu: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: main, image: nginx, resources: { requests: { cpu: ${cpu} } } }
`
}

describe('scheduling in a whole cluster', () => {
  it("spreads a Deployment's pods over the workers", () => {
    // given
    const stage = new Stage()
    // when
    stage.apply(deployment('web', 6, '100m'))
    // then
    expect(stage.places().toSorted()).toEqual([
      'worker-1',
      'worker-1',
      'worker-2',
      'worker-2',
      'worker-3',
      'worker-3',
    ])
    expect(stage.warnings()).toEqual([])
  })

  it('leaves out cordoned workers, and comes back to them', () => {
    // given
    const stage = new Stage()
    stage.kubectl('cordon', 'worker-1')
    stage.kubectl('cordon', 'worker-2')
    // when
    stage.apply(deployment('web', 2, '3'))
    // then
    expect(stage.places().toSorted()).toEqual(['', 'worker-3'])
    expect(stage.warnings()).toEqual([
      '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. no new claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.',
    ])
    // and when
    stage.kubectl('uncordon', 'worker-2')
    // then
    expect(stage.places().toSorted()).toEqual(['worker-2', 'worker-3'])
  })
})

import type { FailureName } from '../../../src/protocol/messages.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import type { Micros } from '../../../src/sim/kernel/types.ts'
import { MINUTE } from '../../../src/sim/kernel/types.ts'
import { attachStoryteller } from '../../../src/sim/story/storyteller.ts'
import type { StepRow, StoryTables } from '../../../src/sim/story/telling/tables.ts'
import { createTexts } from '../../../src/texts/index.ts'

const QUIET_FOR: Micros = 6 * MINUTE
const translate = createTexts('en')

/** A settled cluster with its storyteller, in verbs. */
export class ToldCluster {
  readonly cluster: Cluster
  readonly story: StoryTables

  constructor(
    options: {
      readonly seed?: number
      readonly workers?: number
      readonly journalBytes?: number
    } = {},
  ) {
    const { seed = 7, workers = 3, journalBytes } = options
    this.cluster = new Cluster({ seed, topology: { ...DEFAULT_TOPOLOGY, workers }, journalBytes })
    this.story = attachStoryteller(this.cluster.kernel)
    this.cluster.settle()
  }

  get kernel() {
    return this.cluster.kernel
  }

  /** Applies and runs until nothing but heartbeats happens; answers the steps told, as `key: title`. */
  apply(manifest: string): readonly string[] {
    return this.after(() => this.cluster.act({ type: 'apply', manifest }))
  }

  kubectl(line: string): readonly string[] {
    return this.after(() => this.cluster.act({ type: 'kubectl', args: line.split(' ') }))
  }

  fail(failure: FailureName, target: string): readonly string[] {
    return this.after(() => this.cluster.act({ type: 'fail', failure, target }))
  }

  pods(): readonly { readonly name: string; readonly node: string }[] {
    return this.cluster.etcd.kv.withPrefix('/registry/pods/').map(({ value }) => ({
      name: value.metadata.name,
      node: (value as { readonly spec: { readonly nodeName?: string } }).spec.nodeName ?? '',
    }))
  }

  /** Runs for at most `max`, or until all is quiet. */
  run(max: Micros = 20 * MINUTE): void {
    const until = this.kernel.now + max
    let lastUrgent = this.kernel.now
    while (this.kernel.now < until) {
      const next = this.kernel.nextUrgentAt ?? Number.POSITIVE_INFINITY
      const isQuiet = this.kernel.now > lastUrgent + QUIET_FOR && next > this.kernel.now + QUIET_FOR
      if (isQuiet || !this.kernel.step()) return
      if (this.kernel.history.at(this.kernel.position)?.urgent) lastUrgent = this.kernel.now
    }
  }

  /** Steps told since a position. */
  steps(since = 0): readonly StepRow[] {
    return this.story.steps.values().filter((step) => step.position > since)
  }

  private after(act: () => unknown): readonly string[] {
    const { position } = this.kernel
    act()
    this.run()
    return this.steps(position).map(told)
  }
}

/** `create.3: The controller manager creates 3 pods`. */
function told({ key, params }: StepRow): string {
  return `${key.replace('story:', '')}: ${translate({ key: `${key}.title`, params })}`
}

/** A Deployment called `web` of containers that serve at once. */
export function deployment(replicas: number, image = 'nginx:1.27', more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: '${image}', ports: [{containerPort: 80}]${more}}]}
`
}

export const service = `---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`

/** A bare Pod called `one`. */
export function barePod(command = '["sleep", "3600"]'): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: one}
spec: {containers: [{name: main, image: 'busybox:1.36', command: ${command}}]}
`
}

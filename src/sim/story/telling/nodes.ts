import type { FailureName } from '../../../protocol/messages.ts'
import type { Node } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { keyOf } from '../../api/resources.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { EventRun } from '../../kernel/event-run.ts'
import type { Table } from '../../kernel/table.ts'
import { refOf } from '../object-ref.ts'
import { readyOf } from '../projection/node-row.ts'
import type { Narrator } from './narrator.ts'
import { isReturn } from './plans.ts'
import type { PlanName } from './tables.ts'

type ProcessFailure = 'stop-component' | 'start-component'

const PLAN_OF: { readonly [F in Exclude<FailureName, ProcessFailure>]: PlanName } = {
  'crash-node': 'nodeCrash',
  'cut-network': 'networkCut',
  'stop-kubelet': 'kubeletStop',
  'restart-node': 'nodeReturn',
  'heal-network': 'networkHeal',
  'start-kubelet': 'kubeletReturn',
  'kill-container': 'killContainer',
}
const NOT_READY_TAINTS = new Set(['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'])

/** Follows failures from outside and what the cluster makes of them. */
export class NodeTeller {
  private readonly narrator: Narrator
  private readonly kv: Table<KeyValue>

  constructor(narrator: Narrator, kv: Table<KeyValue>) {
    this.narrator = narrator
    this.kv = kv
  }

  /** A failure was injected or healed. */
  onFailure(run: EventRun, failure: FailureName, target: string): void {
    if (failure === 'stop-component' || failure === 'start-component') {
      this.onProcess(run, failure, target)
      return
    }
    const plan = PLAN_OF[failure]
    if (plan === 'killContainer') return this.onKill(run, target)
    const node = this.kv.get(`/registry/minions/${target}`)?.value as Node | undefined
    const isBack = isReturn(plan)
    const isKnownLost = node !== undefined && (readyOf(node) !== 'True' || isTainted(node))
    const operation = this.narrator.begin(run, {
      plan,
      subject: { kind: 'Node', name: target },
      count: 1,
      command: failure,
      tally: isBack ? { expected: isKnownLost ? 1 : 0, toMark: this.leftovers(target) } : {},
    })
    if (plan === 'nodeReturn') this.awaitContainers(run, operation.id, target)
    const { nodes } = this.narrator.tables
    const known = nodes.get(target)
    if (isBack && known) this.narrator.end(known.lost)
    if (!isBack && known) this.narrator.end(known.back)
    nodes.set(target, isBack ? { lost: 0, back: operation.id } : { lost: operation.id, back: 0 })
    this.narrator.tell(run, this.narrator.operation(operation.id) ?? operation)
  }

  /** A node was written. */
  onCommit(run: EventRun, before: Node | undefined, after: Node | undefined): void {
    if (!before || !after) return
    const { name } = after.metadata
    const row = this.narrator.tables.nodes.get(name)
    const lost = this.narrator.openOperation(row?.lost ?? 0)
    const back = this.narrator.openOperation(row?.back ?? 0)
    const was = readyOf(before)
    const is = readyOf(after)
    if (lost) {
      if (was === 'True' && is !== 'True') this.narrator.count(run, lost.id, { noticed: 1 })
      if (lost.tally.settled === 0 && isTainted(after))
        this.narrator.count(run, lost.id, { settled: 1, toMark: this.evictable(name) })
    } else if (back) {
      if (is === 'True' && back.tally.noticed === 0)
        this.narrator.count(run, back.id, { noticed: 1 })
      if (back.tally.settled === 0 && is === 'True' && isTainted(before) && !isTainted(after))
        this.narrator.count(run, back.id, { settled: 1 })
    } else if (was !== is && run.isRoused)
      this.narrator.aside(run, {
        key: is === 'True' ? 'node.ready' : 'node.notReady',
        params: { name },
        objects: [refOf(after)],
        actors: ['kube-apiserver', 'etcd'],
      })
  }

  /** A node's lease was renewed: news only of a node that was away too short to be missed. */
  onLease(run: EventRun, name: string): void {
    const back = this.narrator.openOperation(this.narrator.tables.nodes.get(name)?.back ?? 0)
    if (back && back.tally.noticed === 0 && back.tally.expected === 0)
      this.narrator.count(run, back.id, { noticed: 1 })
  }

  /** A process was stopped or started; a kubelet's end is its node's loss. */
  private onProcess(run: EventRun, failure: ProcessFailure, target: string): void {
    const [node = '', part = target] = target.split('/')
    const isStop = failure === 'stop-component'
    if (part === 'kubelet') {
      this.onFailure(run, isStop ? 'stop-kubelet' : 'start-kubelet', node)
      return
    }
    this.narrator.aside(run, {
      key: `${isStop ? 'stopped' : 'started'}.${part}`,
      params: { name: target, node },
      actors: [target],
    })
  }

  private onKill(run: EventRun, target: string): void {
    const [namespace = '', name = ''] = target.split('/')
    const operation = this.narrator.begin(run, {
      plan: 'killContainer',
      subject: { kind: 'Pod', namespace, name },
      count: 1,
      command: 'kill-container',
      tally: {},
    })
    this.narrator.tables.marks.set(`kill/${namespace}/${name}`, operation.id)
    this.narrator.tell(run, operation)
  }

  /** A machine that boots has to start all containers anew. */
  private awaitContainers(run: EventRun, id: number, name: string): void {
    const staying = this.podsOn(name).filter(({ metadata, status }) => {
      const isOver = status.phase === 'Succeeded' || status.phase === 'Failed'
      return metadata.deletionTimestamp === undefined && !isOver
    })
    for (const pod of staying) this.narrator.tables.marks.set(`back/${keyOf(pod)}`, id)
    this.narrator.count(run, id, { wanted: staying.length })
  }

  private podsOn(name: string): Pod[] {
    const { pods } = this.narrator.tables
    return pods.keysBy('node', name).flatMap((key) => {
      const pod = this.kv.get(`/registry/pods/${key}`)?.value as Pod | undefined
      return pod ? [pod] : []
    })
  }

  /** Pods that the node's taint will drive away. */
  private evictable(name: string): number {
    return this.podsOn(name).filter(
      (pod) => pod.metadata.deletionTimestamp === undefined && !toleratesForever(pod),
    ).length
  }

  /** Pods that were evicted while the node could not end them. */
  private leftovers(name: string): number {
    return this.podsOn(name).filter((pod) => pod.metadata.deletionTimestamp !== undefined).length
  }
}

function isTainted(node: Node): boolean {
  return (
    node.spec.taints?.some((it) => NOT_READY_TAINTS.has(it.key) && it.effect === 'NoExecute') ??
    false
  )
}

function toleratesForever(pod: Pod): boolean {
  return (
    pod.spec.tolerations?.some(
      (it) =>
        it.tolerationSeconds === undefined &&
        (it.effect === undefined || it.effect === '' || it.effect === 'NoExecute') &&
        (it.key === undefined || it.key === '' || NOT_READY_TAINTS.has(it.key)),
    ) ?? false
  )
}

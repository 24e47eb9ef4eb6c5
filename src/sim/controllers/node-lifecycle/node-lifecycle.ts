import type { Node } from '../../../protocol/objects/cluster.ts'
import type { BaseObject } from '../../../protocol/objects/meta.ts'
import { conditionOf } from '../../api/conditions.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Table } from '../../kernel/table.ts'
import { type Micros, SECOND } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import {
  type Caches,
  type ChangeOf,
  type Controller,
  type EventPlan,
  only,
  type Plan,
  type ReconcileView,
  type Step,
} from '../runtime/controller.ts'
import { statusUpdate } from '../writes.ts'
import { isSilenceNoted, lastSignOf, notReady, silent } from './health.ts'
import { isNothing, noExecuteChange, noScheduleChange, taintWrites } from './taints.ts'

/** `--node-eviction-rate`: nodes a second that may be emptied. */
const EVICTION_INTERVAL: Micros = 10 * SECOND

/**
 * Notices nodes that fall silent, marks them and their pods, and taints them.
 * Keys: `conditions/NAME` (NoSchedule taints, at once); `added/NAME`, `health/NAME` and `evict/NAME` (at the 5 s tick).
 * Simplified: one zone; no slower eviction while many but not all nodes are gone.
 * Upstream: pkg/controller/nodelifecycle, v1.36.
 */
export function createNodeLifecycle(kernel: Kernel, component: string): Controller {
  const startedAt = kernel.cell<Micros>(`${component}/node-lifecycle/started`, 0)
  const nextEvictionAt = kernel.cell<Micros>(`${component}/node-lifecycle/next-eviction`, 0)
  /** Uids of the nodes that were seen, by name. */
  const known = kernel.table<string>(`${component}/node-lifecycle/known`)
  return {
    name: 'node-lifecycle-controller',
    account: 'node-controller',
    eventSource: 'node-controller',
    workers: 8,
    watches: { Node: nodeChanged },
    monitor: {
      every: TIMINGS.nodeMonitorPeriod,
      keys(caches, now) {
        const keys: string[] = []
        const nodes = caches.cache('Node').values()
        if (nodes.length !== known.size) keys.push(...forgetGone(known, caches))
        // When no node is well it is more likely the network here: nobody is driven away then.
        const isDisaster = nodes.every((node) => !isReady(node))
        for (const node of nodes) {
          const { name, uid } = node.metadata
          if (known.get(name) !== uid) {
            known.set(name, uid)
            keys.push(`added/${name}`)
          }
          if (isSilent(node, caches, now, startedAt.get()) && !isSilenceNoted(node)) {
            keys.push(`health/${name}`)
          }
          const change = noExecuteChange(node)
          if (isNothing(change)) continue
          if (change.add.length > 0) {
            if (isDisaster || nextEvictionAt.get() > now) continue
            nextEvictionAt.set(now + EVICTION_INTERVAL)
          }
          keys.push(`evict/${name}`)
        }
        return keys
      },
    },

    describe: (key, caches) => caches.cache('Node').get(key.slice(key.indexOf('/') + 1)),

    reconcile(key, view) {
      const slash = key.indexOf('/')
      const name = key.slice(slash + 1)
      const node = view.cache('Node').get(name)
      if (key.startsWith('removed/')) return { events: [removedEvent(name)] }
      if (!node) return undefined
      switch (key.slice(0, slash)) {
        case 'added':
          return {
            events: [nodeEvent(node, 'RegisteredNode', `Registered Node ${name} in Controller`)],
          }
        case 'conditions':
          return taint(node, noScheduleChange(node), view.now)
        case 'evict':
          return taint(node, noExecuteChange(node), view.now)
        default:
          return isSilenceNoted(node) ? undefined : markSilent(node, view)
      }
    },

    reset(ctx) {
      startedAt.set(ctx.now)
      nextEvictionAt.set(0)
      for (const name of known.keys()) known.delete(name)
    },
  }
}

function forgetGone(known: Table<string>, caches: Caches): readonly string[] {
  const gone = known.keys().filter((name) => !caches.cache('Node').has(name))
  for (const name of gone) known.delete(name)
  return gone.map((name) => `removed/${name}`)
}

function nodeEvent(about: BaseObject, reason: string, message: string): EventPlan {
  const { name } = about.metadata
  return { about, type: 'Normal', reason, message: `Node ${name} event: ${message}` }
}

function removedEvent(name: string): EventPlan {
  const metadata = { name, uid: name, resourceVersion: '', creationTimestamp: '' }
  const about = { apiVersion: 'v1', kind: 'Node', metadata }
  return nodeEvent(about, 'RemovingNode', `Removing Node ${name} from Controller`)
}

function nodeChanged({ type, object }: ChangeOf<'Node'>): readonly string[] {
  if (type === 'DELETED' || isNothing(noScheduleChange(object))) return []
  return [`conditions/${object.metadata.name}`]
}

function isReady(node: Node): boolean {
  return conditionOf(node, 'Ready')?.status === 'True'
}

/**
 * Whether the grace period has passed. Silence counts from the tick that saw the last sign, as
 * upstream compares what it sees at each tick with what it saw before; a new process starts counting anew.
 */
function isSilent(node: Node, caches: Caches, now: Micros, startedAt: Micros): boolean {
  const { at, grace } = lastSignOf(node, caches)
  const sign = Math.max(at, startedAt)
  const period = TIMINGS.nodeMonitorPeriod
  const seenAt = now - Math.floor((now - sign) / period) * period
  return now > seenAt + grace
}

function taint(node: Node, change: ReturnType<typeof noScheduleChange>, now: Micros): Plan {
  return {
    saw: { ready: conditionOf(node, 'Ready')?.status ?? 'Unknown' },
    steps: taintWrites(node, change, now).map(only),
  }
}

function markSilent(node: Node, view: ReconcileView): Plan {
  const { name, uid } = node.metadata
  const wasReady = isReady(node)
  const about = { ...node, metadata: { ...node.metadata, uid } }
  const steps: Step[] = [
    only({
      ...statusUpdate(silent(node, view.now)),
      success: wasReady
        ? {
            about,
            type: 'Normal',
            reason: 'NodeNotReady',
            message: `Node ${name} status is now: NodeNotReady`,
          }
        : undefined,
    }),
  ]
  for (const pod of view.cache('Pod').by('node', name)) {
    const marked = wasReady ? notReady(pod, view.now) : undefined
    if (!marked) continue
    steps.push(
      only({
        ...statusUpdate(marked),
        accepts: [404, 409],
        success: {
          about: pod,
          type: 'Warning',
          reason: 'NodeNotReady',
          message: 'Node is not ready',
        },
      }),
    )
  }
  return { saw: { ready: wasReady, silent: true }, steps }
}

import type { Lease, Node } from '../../../protocol/objects/cluster.ts'
import type { LifecycleTrace } from '../../../protocol/trace.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import type { ApiResponse } from '../../apiserver/wire.ts'
import type { Context } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type { CriCall } from '../cri.ts'
import { type NodeLifecycleEvent, nodeTransitions } from '../machines/node-lifecycle.ts'
import type { KubeletState } from './kubelet-state.ts'
import { imagesOf, leaseObject, nodeConditions, nodeObject, unreadiness } from './node-object.ts'

export interface HeartbeatTimer {
  readonly type: 'node-heartbeat'
}

const LEASE_NAMESPACE = 'kube-node-lease'
const FIRST_EVENTS = [
  ['NodeHasSufficientMemory', 'NodeHasSufficientMemory'],
  ['NodeHasNoDiskPressure', 'NodeHasNoDiskPressure'],
  ['NodeHasSufficientPID', 'NodeHasSufficientPID'],
] as const

/**
 * Tells the API server of the node: registers it, renews its lease, reports its status when it changes.
 * Upstream: kubernetes/pkg/kubelet kubelet_node_status.go and component-helpers lease controller, v1.36.
 * Simplified: lease and status share one heartbeat of 10 s.
 */
export class NodeReporter {
  private readonly state: KubeletState
  private readonly nodeRef: {
    readonly kind: 'Node'
    readonly apiVersion: 'v1'
    readonly metadata: { readonly name: string; readonly uid: string }
  }

  constructor(state: KubeletState) {
    this.state = state
    const { name } = state.spec
    // The kubelet's own events name the node by its name for want of its uid.
    this.nodeRef = { kind: 'Node', apiVersion: 'v1', metadata: { name, uid: name } }
  }

  start(ctx: Context): void {
    this.tell('Starting', 'Starting kubelet.', ctx)
    this.register(ctx)
    const timer: HeartbeatTimer = { type: 'node-heartbeat' }
    ctx.after(TIMINGS.nodeLeaseRenew, timer, { periodic: true })
  }

  onHeartbeat(ctx: Context): void {
    const timer: HeartbeatTimer = { type: 'node-heartbeat' }
    ctx.after(TIMINGS.nodeLeaseRenew, timer, { periodic: true })
    if (!this.state.node.get().isRegistered) this.register(ctx)
    else {
      this.renewLease(ctx)
      this.tellSchedulable(ctx)
      this.reportIfChanged(ctx)
    }
  }

  /** The watch brought the node: its pod range, and what the control plane thinks of it. */
  onNode(node: Node, ctx: Context): void {
    const row = this.state.node.get()
    const podCidr = node.spec.podCIDR ?? ''
    if (podCidr === '' || podCidr === row.podCidr) return
    this.state.node.set({ ...row, podCidr })
    const call: CriCall = { type: 'cri', call: 'UpdateRuntimeConfig', podCidr }
    ctx.send(this.state.runtimeName, call)
    if (row.isRegistered) this.report(ctx)
  }

  onRegistered(response: ApiResponse, ctx: Context): void {
    if (response.code === 409) {
      const path = objectPath('Node', undefined, this.state.spec.name)
      this.readLease(ctx)
      this.state.client.send(ctx, { method: 'GET', path }, { for: 'read-node' })
      return
    }
    if (response.code !== 201) return
    this.noteRegistered(ctx)
    for (const [reason, status] of FIRST_EVENTS)
      this.tell(reason, `Node ${this.state.spec.name} status is now: ${status}`, ctx)
    const message = 'Updated Node Allocatable limit across pods'
    this.tell('NodeAllocatableEnforced', message, ctx)
    this.onNode(response.body as Node, ctx)
    this.renewLease(ctx)
  }

  /** The node was there already: the kubelet was restarted. */
  onNodeRead(response: ApiResponse, ctx: Context): void {
    if (response.code !== 200) return
    this.noteRegistered(ctx)
    const node = response.body as Node
    this.onNode(node, ctx)
    this.report(ctx, node)
  }

  /** The runtime's socket was found open or closed. */
  onRuntime(isUp: boolean, ctx: Context): void {
    const { runtimeLostAt, ...row } = this.state.node.get()
    if ((runtimeLostAt === undefined) === isUp) return
    ctx.rouse()
    this.state.node.set(isUp ? row : { ...row, runtimeLostAt: ctx.now })
  }

  /** True if the API server took it: it is in reach. */
  onLease(response: ApiResponse, ctx: Context): boolean {
    const row = this.state.node.get()
    if (response.code === 200 || response.code === 201) {
      this.state.node.set({ ...row, lease: response.body as Lease })
      return true
    }
    if (response.code === 404) this.state.node.set({ ...row, lease: undefined })
    if (response.code === 409) this.readLease(ctx)
    return false
  }

  /** The lease of an earlier life is renewed at once, as upstream does; one that is gone is made anew. */
  onLeaseRead(response: ApiResponse, ctx: Context): void {
    if (response.code !== 200 && response.code !== 404) return
    const lease = response.code === 200 ? (response.body as Lease) : undefined
    this.state.node.set({ ...this.state.node.get(), lease })
    this.renewLease(ctx)
  }

  onReported(response: ApiResponse): void {
    if (response.code === 200) return
    const row = this.state.node.get()
    this.state.node.set({ ...row, reported: '' })
  }

  private register(ctx: Context): void {
    const conditions = nodeConditions(this.problem(ctx), [], ctx.now)
    const body = nodeObject(this.state.spec, conditions, this.state.images.values())
    const path = collectionPath('Node')
    this.state.client.send(ctx, { method: 'POST', path, body }, { for: 'register' })
  }

  private noteRegistered(ctx: Context): void {
    this.state.node.set({ ...this.state.node.get(), isRegistered: true, reportedAt: ctx.now })
    this.move('REGISTER', ctx)
  }

  private readLease(ctx: Context): void {
    const path = objectPath('Lease', LEASE_NAMESPACE, this.state.spec.name)
    this.state.client.send(ctx, { method: 'GET', path }, { for: 'read-lease' })
  }

  private renewLease(ctx: Context): void {
    const { lease } = this.state.node.get()
    const { spec, informers } = this.state
    const node = informers.cache('Node').get(spec.name)
    const body = leaseObject(spec, node, lease, ctx.now)
    const request = lease
      ? { method: 'PUT' as const, path: objectPath('Lease', LEASE_NAMESPACE, spec.name), body }
      : { method: 'POST' as const, path: collectionPath('Lease', LEASE_NAMESPACE), body }
    this.state.client.send(ctx, request, { for: 'lease' })
  }

  /** Reports when there is news, when the API says otherwise than the node, or when it is long ago. */
  private reportIfChanged(ctx: Context): void {
    const row = this.state.node.get()
    const seen = this.state.informers.cache('Node').get(this.state.spec.name)
    const ready = seen?.status.conditions?.find(({ type }) => type === 'Ready')?.status
    const wanted = this.problem(ctx) === '' ? 'True' : 'False'
    const isOld = ctx.now - row.reportedAt >= TIMINGS.nodeStatusReport
    if (ready !== undefined && ready !== wanted) {
      ctx.rouse()
      this.report(ctx)
    } else if (this.fingerprint(ctx) !== row.reported || isOld) this.report(ctx)
  }

  /** Tells of a cordon, or of its end, when the status is looked at next (upstream: recordNodeSchedulableEvent). */
  private tellSchedulable(ctx: Context): void {
    const { spec, informers, node } = this.state
    const seen = informers.cache('Node').get(spec.name)
    const row = node.get()
    const isUnschedulable = seen?.spec.unschedulable ?? false
    if (!seen || isUnschedulable === row.isUnschedulable) return
    ctx.rouse()
    node.set({ ...row, isUnschedulable })
    const reason = isUnschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable'
    this.tell(reason, `Node ${spec.name} status is now: ${reason}`, ctx)
  }

  private report(ctx: Context, known?: Node): void {
    const { spec, informers, images } = this.state
    const seen = known ?? informers.cache('Node').get(spec.name)
    const problem = this.problem(ctx)
    const conditions = nodeConditions(problem, seen?.status.conditions ?? [], ctx.now)
    const isReady = problem === ''
    const row = this.state.node.get()
    if (isReady !== row.isReady) {
      const status = isReady ? 'NodeReady' : 'NodeNotReady'
      this.tell(status, `Node ${spec.name} status is now: ${status}`, ctx)
      this.move(isReady ? 'BECOME_READY' : 'BECOME_UNREADY', ctx)
    }
    const reported = this.fingerprint(ctx)
    this.state.node.set({ ...this.state.node.get(), isReady, reported, reportedAt: ctx.now })
    const status = {
      '$setElementOrder/conditions': conditions.map(({ type }) => ({ type })),
      conditions,
      images: imagesOf(images.values()),
    }
    const path = objectPath('Node', undefined, spec.name, 'status')
    const contentType = 'application/strategic-merge-patch+json' as const
    const request = { method: 'PATCH' as const, path, contentType, body: { status } }
    this.state.client.send(ctx, request, { for: 'node-status' })
  }

  private problem(ctx: Context): string {
    const { podCidr, runtimeLostAt } = this.state.node.get()
    const isRuntimeUp =
      runtimeLostAt === undefined || ctx.now - runtimeLostAt < TIMINGS.runtimeSilenceMax
    return unreadiness(podCidr !== '', isRuntimeUp)
  }

  private fingerprint(ctx: Context): string {
    return `${this.problem(ctx)}|${this.state.images.size}`
  }

  private tell(reason: string, message: string, ctx: Context): void {
    this.state.recorder.record(ctx, { object: this.nodeRef }, { type: 'Normal', reason, message })
  }

  private move(event: NodeLifecycleEvent, ctx: Context): void {
    const row = this.state.node.get()
    const to = nodeTransitions.next(row.lifecycle, event)
    if (to === row.lifecycle) return
    const subject = this.state.spec.name
    const from = row.lifecycle
    const trace: LifecycleTrace = { type: 'lifecycle', machine: 'node', subject, from, to, event }
    ctx.trace(trace)
    this.state.node.set({ ...row, lifecycle: to })
  }
}

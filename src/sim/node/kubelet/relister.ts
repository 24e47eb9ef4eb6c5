import { type Context, type Micros, SECOND } from '../../kernel/types.ts'
import { TIMINGS } from '../../latencies.ts'
import type { CriAnswer, CriCall, PodRuntimeStatus } from '../cri.ts'
import type { KubeletState } from './kubelet-state.ts'

export interface RelistTimer {
  readonly type: 'relist'
}

/** A pod that the relist concerns: it changed, or its worker waits for fresh news. */
export interface Relisted {
  readonly uid: string
  readonly hasChanged: boolean
  readonly isWanted: boolean
}

/**
 * PLEG, the pod lifecycle event generator: once a second the kubelet learns from the runtime what became of its pods.
 * Upstream: kubernetes/pkg/kubelet/pleg GenericPLEG, v1.36.
 * Simplified: a second in which nothing can have changed is passed over, and only pods that may have changed
 * are listed; the times at which changes are noticed are the same.
 */
export class Relister {
  private readonly state: KubeletState

  constructor(state: KubeletState) {
    this.state = state
  }

  /** Asks for everything: what a kubelet that starts does first. */
  listAll(ctx: Context): void {
    const call: CriCall = { type: 'cri', call: 'ListContainers' }
    ctx.send(this.state.runtimeName, call)
    this.state.relist.set({ ...this.state.relist.get(), askedAt: ctx.now })
  }

  /** Has the pod looked at in the next relist; with `isWanted` it is synced then even if nothing changed. */
  mark(uid: string, isWanted: boolean, ctx: Context): void {
    const wanted = isWanted || (this.state.dirty.get(uid) ?? false)
    if (this.state.dirty.get(uid) !== wanted) this.state.dirty.set(uid, wanted)
    this.schedule(ctx)
  }

  private schedule(ctx: Context): void {
    const row = this.state.relist.get()
    if (row.timer !== 0) return
    const wait = untilNext(ctx.now, phaseOf(this.state.spec.index))
    // While the runtime is down it is asked in vain, every second: nothing comes of that.
    const periodic = this.state.node.get().runtimeLostAt === undefined ? undefined : true
    const timer = ctx.after(wait, { type: 'relist' } satisfies RelistTimer, { periodic })
    this.state.relist.set({ ...row, timer })
  }

  onTimer(ctx: Context): void {
    const { dirty, relist } = this.state
    if (!relist.get().hasListedAll) {
      relist.set({ ...relist.get(), timer: 0 })
      this.listAll(ctx)
      return
    }
    const podUids = dirty.keys()
    const wanting = podUids.filter((uid) => dirty.get(uid))
    for (const uid of podUids) dirty.delete(uid)
    relist.set({ ...relist.get(), timer: 0, askedAt: ctx.now, wanting })
    const call: CriCall = { type: 'cri', call: 'ListContainers', podUids }
    ctx.send(this.state.runtimeName, call)
  }

  /**
   * The runtime can not be asked: the pods that it was asked about (all, if undefined: those of the relist under
   * way) are looked at again with the next relist.
   */
  onUnavailable(podUids: readonly string[] | undefined, ctx: Context): void {
    const { relist, pods } = this.state
    const row = relist.get()
    const asked = podUids ?? pods.keys()
    for (const uid of asked) this.mark(uid, row.wanting.includes(uid), ctx)
    if (asked.length === 0) this.schedule(ctx)
    relist.set({ ...relist.get(), wanting: [] })
  }

  /** Takes an answer into the cache; tells which pods it concerns. */
  take(answer: Extract<CriAnswer, { call: 'ListContainers' }>): readonly Relisted[] {
    const { relist, images } = this.state
    const row = relist.get()
    const isWhole = answer.images !== undefined
    for (const image of answer.images ?? []) images.set(image.name, image)
    relist.set({
      ...row,
      lastAt: row.askedAt,
      wanting: isWhole ? row.wanting : [],
      hasListedAll: row.hasListedAll || isWhole,
    })
    return answer.pods.map((pod) => ({
      uid: pod.podUid,
      hasChanged: this.store(pod),
      isWanted: row.wanting.includes(pod.podUid),
    }))
  }

  /** Takes what the runtime says of one pod into the cache; true if it is news. */
  store({ podUid, sandbox, containers }: PodRuntimeStatus & { podUid: string }): boolean {
    const before = this.state.runtime.get(podUid)
    if (before && isSame(before, { sandbox, containers })) return false
    if (sandbox === undefined && containers.length === 0) return this.state.runtime.delete(podUid)
    this.state.runtime.set(podUid, { sandbox, containers })
    return true
  }
}

/** The runtime's rows are never mutated: the same object is the same state. */
function isSame(a: PodRuntimeStatus, b: PodRuntimeStatus): boolean {
  return (
    a.sandbox === b.sandbox &&
    a.containers.length === b.containers.length &&
    a.containers.every((container, index) => container === b.containers[index])
  )
}

/** Kubelets did not start in the same moment: their seconds begin at different times. */
function phaseOf(index: number): Micros {
  return (index * 137_000) % SECOND
}

function untilNext(now: Micros, phase: Micros): Micros {
  const period = TIMINGS.plegRelist
  return period - ((((now - phase) % period) + period) % period)
}

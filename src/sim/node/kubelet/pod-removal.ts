import type { Context } from '../../kernel/types.ts'
import type { CriCall } from '../cri.ts'
import type { KubeletState, PodWorker } from './kubelet-state.ts'

/** The pod is gone from the API and nothing of it runs: its remains go from kubelet and runtime. */
export function removePod(state: KubeletState, worker: PodWorker, ctx: Context): void {
  const { uid } = worker
  state.movePod(worker, 'REMOVE', ctx)
  for (const timer of [worker.retry, worker.deadlineTimer]) if (timer !== 0) ctx.cancel(timer)
  for (const { pending, containerId, probe } of state.probes.by('pod', uid)) {
    ctx.cancel(pending)
    state.probes.delete(`${containerId}/${probe}`)
  }
  for (const container of [
    ...(worker.pod.spec.initContainers ?? []),
    ...worker.pod.spec.containers,
  ]) {
    state.backOffs.delete(`${uid}/${container.name}`)
    state.backOffs.delete(`${uid}_${container.image}`)
    state.pullErrors.delete(`${uid}_${container.image}`)
  }
  state.pods.delete(uid)
  state.statuses.delete(uid)
  state.runtime.delete(uid)
  state.dirty.delete(uid)
  const call: CriCall = { type: 'cri', call: 'RemovePodSandbox', podUid: uid }
  ctx.send(state.runtimeName, call)
}

import type { Pod, PodStatus } from '../../../protocol/objects/pod.ts'
import { objectPath } from '../../api/resources.ts'
import { isEqual } from '../../apiserver/is-equal.ts'
import type { ApiResponse } from '../../apiserver/wire.ts'
import type { Context } from '../../kernel/types.ts'
import type { KubeletState, PodWorker, StatusRow } from './kubelet-state.ts'
import { statusPatch } from './status-patch.ts'

/**
 * Tells the API server how the pods are: one PATCH at a time for each pod, the newest status always.
 * Upstream: kubernetes/pkg/kubelet/status status_manager.go, v1.36.
 * Simplified: upstream reads the pod before each patch; here the newest copy that came by is patched.
 */
export class StatusManager {
  private readonly state: KubeletState

  constructor(state: KubeletState) {
    this.state = state
  }

  /** Notes a pod's status, and sends it if it differs from the last. */
  set(worker: PodWorker, status: PodStatus, isFinished: boolean, ctx: Context): void {
    const { uid, pod } = worker
    const row = this.state.statuses.get(uid)
    if (!row) {
      const first: StatusRow = {
        status,
        version: 1,
        sent: 0,
        isSending: false,
        apiPod: pod,
        isFinished,
        isDeleting: false,
      }
      this.state.statuses.set(uid, first)
      this.send(uid, ctx)
      return
    }
    const hasChanged = !isEqual(row.status, status)
    if (!hasChanged && row.isFinished === isFinished) return
    const version = hasChanged ? row.version + 1 : row.version
    this.state.statuses.set(uid, {
      ...row,
      status: hasChanged ? status : row.status,
      version,
      isFinished: row.isFinished || isFinished,
    })
    this.send(uid, ctx)
  }

  /** The watch brought a newer copy of the pod. */
  onPod(pod: Pod, ctx: Context): void {
    const row = this.state.statuses.get(pod.metadata.uid)
    if (!row) return
    if (revisionOf(pod) > revisionOf(row.apiPod)) {
      const isOverwritten = statusPatch(pod.status, row.status, pod.metadata.uid) !== undefined
      // What another wrote over is told again at the next batch (upstream: needsReconcile).
      const sent = isOverwritten && row.sent === row.version ? row.sent - 1 : row.sent
      this.state.statuses.set(pod.metadata.uid, { ...row, apiPod: pod, sent })
    }
    if (row.isFinished) this.send(pod.metadata.uid, ctx)
  }

  /** What could not be told while the API server was out of reach. */
  resend(ctx: Context): void {
    const unsent = this.state.statuses.keys().filter((uid) => {
      const row = this.state.statuses.get(uid)
      return row && !row.isSending && (row.sent < row.version || this.mayDelete(row))
    })
    if (unsent.length === 0) return
    ctx.rouse()
    for (const uid of unsent) this.send(uid, ctx)
  }

  onPatched(uid: string, version: number, response: ApiResponse, ctx: Context): void {
    const row = this.state.statuses.get(uid)
    if (!row) return
    if (response.code === 404 || response.code === 409) {
      this.state.statuses.delete(uid)
      return
    }
    if (response.code !== 200) {
      this.state.statuses.set(uid, { ...row, isSending: false })
      return
    }
    const pod = response.body as Pod
    const apiPod = revisionOf(pod) > revisionOf(row.apiPod) ? pod : row.apiPod
    this.state.statuses.set(uid, { ...row, apiPod, sent: version, isSending: false })
    this.send(uid, ctx)
  }

  onDeleted(uid: string, response: ApiResponse): void {
    const row = this.state.statuses.get(uid)
    if (!row) return
    if (response.code === 200 || response.code === 404) this.state.statuses.delete(uid)
    else this.state.statuses.set(uid, { ...row, isDeleting: false })
  }

  private send(uid: string, ctx: Context): void {
    const row = this.state.statuses.get(uid)
    if (!row || row.isSending) return
    const { apiPod } = row
    const { namespace, name } = apiPod.metadata
    if (row.sent === row.version) {
      if (this.mayDelete(row)) this.delete(uid, row, ctx)
      return
    }
    const body = statusPatch(apiPod.status, row.status, uid)
    if (!body) {
      this.state.statuses.set(uid, { ...row, sent: row.version })
      this.send(uid, ctx)
      return
    }
    this.state.statuses.set(uid, { ...row, isSending: true })
    this.state.client.send(
      ctx,
      {
        method: 'PATCH',
        path: objectPath('Pod', namespace, name, 'status'),
        contentType: 'application/strategic-merge-patch+json',
        body,
      },
      { for: 'status', uid, version: row.version },
    )
  }

  private mayDelete(row: StatusRow): boolean {
    return row.isFinished && !row.isDeleting && row.apiPod.metadata.deletionTimestamp !== undefined
  }

  /** Nothing of the pod runs any more, and all was told: the object itself goes. */
  private delete(uid: string, row: StatusRow, ctx: Context): void {
    this.state.statuses.set(uid, { ...row, isDeleting: true })
    const { namespace, name } = row.apiPod.metadata
    const body = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      gracePeriodSeconds: 0,
      preconditions: { uid },
    }
    const path = objectPath('Pod', namespace, name)
    this.state.client.send(ctx, { method: 'DELETE', path, body }, { for: 'delete', uid })
  }
}

function revisionOf(pod: Pod): number {
  return Number(pod.metadata.resourceVersion)
}

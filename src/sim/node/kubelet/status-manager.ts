import type { Pod, PodStatus } from '../../../protocol/objects/pod.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import { objectPath } from '../../api/resources.ts'
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
      this.send(uid, first, ctx)
      return
    }
    const hasChanged = !isEqualJson(row.status, status)
    if (!hasChanged && row.isFinished === isFinished) return
    const version = hasChanged ? row.version + 1 : row.version
    const next: StatusRow = {
      ...row,
      status: hasChanged ? status : row.status,
      version,
      isFinished: row.isFinished || isFinished,
    }
    this.send(uid, next, ctx)
  }

  /** The watch brought a newer copy of the pod. */
  onPod(pod: Pod, ctx: Context): void {
    const { uid } = pod.metadata
    let row = this.state.statuses.get(uid)
    if (!row) return
    if (revisionOf(pod) > revisionOf(row.apiPod)) {
      // What another wrote over is told again at the next batch (upstream: needsReconcile).
      const isOverwritten =
        row.sent === row.version && statusPatch(pod.status, row.status, uid) !== undefined
      row = { ...row, apiPod: pod, sent: isOverwritten ? row.sent - 1 : row.sent }
      if (!row.isFinished) this.state.statuses.set(uid, row)
    }
    if (row.isFinished) this.send(uid, row, ctx)
  }

  /** What could not be told while the API server was out of reach. */
  resend(ctx: Context): void {
    const unsent: (readonly [string, StatusRow])[] = []
    this.state.statuses.forEachUnordered((row, uid) => {
      const isBehind = row.sent < row.version || this.mayDelete(row)
      if (isBehind && !row.isSending) unsent.push([uid, row])
    })
    if (unsent.length === 0) return
    unsent.sort(([a], [b]) => (a < b ? -1 : 1))
    ctx.rouse()
    for (const [uid, row] of unsent) this.send(uid, row, ctx)
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
    const told = { ...row, apiPod, sent: version, isSending: false }
    // The patch was made from a copy that somebody had written over by then: the next batch tells the rest.
    if (version === row.version && isToldOtherwise(apiPod, row, uid))
      this.state.statuses.set(uid, { ...told, sent: version - 1 })
    else this.send(uid, told, ctx)
  }

  onDeleted(uid: string, response: ApiResponse): void {
    const row = this.state.statuses.get(uid)
    if (!row) return
    if (response.code === 200 || response.code === 404) this.state.statuses.delete(uid)
    else this.state.statuses.set(uid, { ...row, isDeleting: false })
  }

  /** Keeps the row, and sends what is to be told next of it. */
  private send(uid: string, row: StatusRow, ctx: Context): void {
    if (row.isSending) {
      this.state.statuses.set(uid, row)
      return
    }
    const { apiPod } = row
    const { namespace, name } = apiPod.metadata
    const body = row.sent === row.version ? undefined : statusPatch(apiPod.status, row.status, uid)
    if (!body) {
      const told = { ...row, sent: row.version }
      if (this.mayDelete(told)) this.delete(uid, told, ctx)
      else this.state.statuses.set(uid, told)
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

/** Conditions are what others write too, so only where one of them differs all is compared. */
function isToldOtherwise(apiPod: Pod, { status }: StatusRow, uid: string): boolean {
  const stored = apiPod.status.conditions ?? []
  const differs = status.conditions?.some(
    (condition) => stored.find(({ type }) => type === condition.type)?.status !== condition.status,
  )
  return differs === true && statusPatch(apiPod.status, status, uid) !== undefined
}

function revisionOf(pod: Pod): number {
  return Number(pod.metadata.resourceVersion)
}

import type { Deployment } from '../../protocol/objects/workload.ts'
import { conditionOf } from './conditions.ts'

/** What `kubectl rollout status` says. Upstream: `kubectl/pkg/polymorphichelpers`, v0.36. */
export interface RolloutStatus {
  /** A line with its end; empty when there is an error. */
  readonly message: string
  readonly done: boolean
  /** The rollout has failed, or is not the one that was asked for. */
  readonly error?: string
}

const REVISION = 'deployment.kubernetes.io/revision'

/** How far a Deployment's rollout is; `revision` is the one asked for, 0 for the newest. */
export function deploymentRolloutStatus(deployment: Deployment, revision = 0): RolloutStatus {
  const { metadata, spec, status } = deployment
  if (revision > 0) {
    const running = Number(metadata.annotations?.[REVISION] ?? 0)
    if (running !== revision) {
      return failed(
        `desired revision (${revision}) is different from the running revision (${running})`,
      )
    }
  }
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return waiting('Waiting for deployment spec update to be observed...')
  }
  if (conditionOf(deployment, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    return failed(`deployment "${metadata.name}" exceeded its progress deadline`)
  }
  const replicas = status?.replicas ?? 0
  const updated = status?.updatedReplicas ?? 0
  const available = status?.availableReplicas ?? 0
  const rollout = `Waiting for deployment "${metadata.name}" rollout to finish:`
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return waiting(
      `${rollout} ${updated} out of ${spec.replicas} new replicas have been updated...`,
    )
  }
  if (replicas > updated) {
    return waiting(`${rollout} ${replicas - updated} old replicas are pending termination...`)
  }
  if (available < updated) {
    return waiting(`${rollout} ${available} of ${updated} updated replicas are available...`)
  }
  return { message: `deployment "${metadata.name}" successfully rolled out\n`, done: true }
}

function waiting(message: string): RolloutStatus {
  return { message: `${message}\n`, done: false }
}

function failed(error: string): RolloutStatus {
  return { message: '', done: false, error }
}

import type { Pod } from '../../../protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../../protocol/objects/workload.ts'
import { isEqualJson } from '../../api/equal-json.ts'
import { formatLabelSelector } from '../../api/label-selector.ts'
import {
  annotationLines,
  conditionLines,
  controllerLines,
  headLines,
  labelLines,
  longTime,
} from './lines.ts'
import { templateLines } from './pod.ts'

const HASH_LABEL = 'pod-template-hash'

/** Upstream: kubectl/pkg/describe describeDeployment, v1.36. */
export function deploymentLines(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
): readonly string[] {
  const { metadata, spec, status } = deployment
  const own = sets.filter(({ metadata: { ownerReferences } }) =>
    ownerReferences?.some(({ uid }) => uid === metadata.uid),
  )
  const isNew = (set: ReplicaSet) => isEqualJson(withoutHash(set), templateOf(deployment))
  const current = own.find(isNew)
  // Old sets count only while they have pods.
  const old = own.filter((set) => set !== current)
  const rolling = spec.strategy?.rollingUpdate
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status
  const counts = [
    `${spec.replicas ?? 1} desired`,
    `${updatedReplicas} updated`,
    `${replicas} total`,
    `${availableReplicas} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ]
  return [
    ...headLines(metadata),
    `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Selector:\t${formatLabelSelector(spec.selector)}`,
    `Replicas:\t${counts.join(' | ')}`,
    `StrategyType:\t${spec.strategy?.type ?? ''}`,
    `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`,
    ...(rolling
      ? [
          `RollingUpdateStrategy:\t${rolling.maxUnavailable ?? ''} max unavailable, ${rolling.maxSurge ?? ''} max surge`,
        ]
      : []),
    ...templateLines(spec.template),
    ...conditionLines(status.conditions),
    ...(own.length > 0
      ? [
          `OldReplicaSets:\t${setsText(old)}`,
          `NewReplicaSet:\t${setsText(current ? [current] : [])}`,
        ]
      : []),
  ]
}

/** Upstream: kubectl/pkg/describe describeReplicaSet, v1.36. */
export function replicaSetLines(set: ReplicaSet, pods: readonly Pod[]): readonly string[] {
  const { metadata, spec, status } = set
  const own = pods.filter(({ metadata: { ownerReferences } }) =>
    ownerReferences?.some(({ uid, controller }) => controller && uid === metadata.uid),
  )
  const count = (phase: string) => own.filter((pod) => pod.status.phase === phase).length
  return [
    ...headLines(metadata),
    `Selector:\t${formatLabelSelector(spec.selector)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...controllerLines(metadata),
    `Replicas:\t${status.replicas ?? 0} current / ${spec.replicas ?? 1} desired`,
    `Pods Status:\t${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`,
    ...templateLines(spec.template),
    ...conditionLines(status.conditions),
  ]
}

function setsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) =>
      `${metadata.name} (${status.replicas ?? 0}/${spec.replicas ?? 1} replicas created)`,
  )
  return texts.join(', ') || '<none>'
}

function templateOf({ spec }: { readonly spec: Deployment['spec'] }): unknown {
  const { metadata, spec: pod } = spec.template
  return { labels: metadata?.labels ?? {}, annotations: metadata?.annotations ?? {}, pod }
}

function withoutHash({ spec }: ReplicaSet): unknown {
  const { metadata, spec: pod } = spec.template
  const { [HASH_LABEL]: _, ...labels } = metadata?.labels ?? {}
  return { labels, annotations: metadata?.annotations ?? {}, pod }
}

import {
  choice,
  flag,
  int32,
  int64,
  intOrString,
  merged,
  nested,
  object,
  pointer,
  required,
  requiredPointer,
  retainingKeys,
} from './dsl.ts'
import { condition, kindSchema, labelSelector } from './meta.ts'
import { podTemplateSpec } from './pod.ts'

/** Deployment and ReplicaSet of `k8s.io/api/apps/v1` (v1.36). */

const rollingUpdateDeployment = object('RollingUpdateDeployment', {
  maxUnavailable: pointer(
    intOrString(
      'Pods that may be missing during an update: a number or a percentage; 25% by default.',
    ),
  ),
  maxSurge: pointer(
    intOrString(
      'Pods that may be too many during an update: a number or a percentage; 25% by default.',
    ),
  ),
})

export const deploymentSchema = kindSchema('Deployment', {
  spec: nested(
    object('DeploymentSpec', {
      replicas: pointer(int32('Number of pods; 1 by default.')),
      selector: requiredPointer(
        nested(labelSelector, "Selects the pods; must match the template's labels, cannot change."),
      ),
      template: required(nested(podTemplateSpec, 'The pods to be made.')),
      strategy: retainingKeys(
        nested(
          object('DeploymentStrategy', {
            type: choice('DeploymentStrategyType', ['Recreate', 'RollingUpdate'], 'How to update.'),
            rollingUpdate: pointer(nested(rollingUpdateDeployment, 'For RollingUpdate only.')),
          }),
          'How old pods are replaced by new ones.',
        ),
      ),
      minReadySeconds: int32('Seconds a new pod must be ready to count as available.'),
      revisionHistoryLimit: pointer(int32('Old ReplicaSets to keep; 10 by default.')),
      paused: flag('Changes of the template are not rolled out while true.'),
      progressDeadlineSeconds: pointer(
        int32(
          'Seconds without progress after which the rollout is told as failed; 600 by default.',
        ),
      ),
    }),
    'What the Deployment is to be.',
  ),
  status: nested(
    object('DeploymentStatus', {
      observedGeneration: int64('Generation that the controller has acted on.'),
      replicas: int32('Pods of the Deployment.'),
      updatedReplicas: int32('Pods of the newest template.'),
      readyReplicas: int32('Ready pods.'),
      availableReplicas: int32('Pods that were ready for minReadySeconds.'),
      unavailableReplicas: int32('Pods that are still missing.'),
      terminatingReplicas: pointer(int32('Pods that are ending.')),
      conditions: merged(
        condition('DeploymentCondition', ['lastUpdateTime', 'lastTransitionTime']),
        'type',
        'Available, Progressing, ReplicaFailure.',
      ),
      collisionCount: pointer(int32('Hash collisions so far.')),
    }),
    'What the Deployment is; set by the system.',
  ),
})

export const replicaSetSchema = kindSchema('ReplicaSet', {
  spec: nested(
    object('ReplicaSetSpec', {
      replicas: pointer(int32('Number of pods; 1 by default.')),
      minReadySeconds: int32('Seconds a new pod must be ready to count as available.'),
      selector: requiredPointer(
        nested(labelSelector, "Selects the pods; must match the template's labels, cannot change."),
      ),
      template: nested(podTemplateSpec, 'The pods to be made.'),
    }),
    'What the ReplicaSet is to be.',
  ),
  status: nested(
    object('ReplicaSetStatus', {
      replicas: required(int32('Pods of the ReplicaSet.')),
      fullyLabeledReplicas: int32('Pods with all labels of the template.'),
      readyReplicas: int32('Ready pods.'),
      availableReplicas: int32('Pods that were ready for minReadySeconds.'),
      terminatingReplicas: pointer(int32('Pods that are ending.')),
      observedGeneration: int64('Generation that the controller has acted on.'),
      conditions: merged(
        condition('ReplicaSetCondition', ['lastTransitionTime']),
        'type',
        'ReplicaFailure.',
      ),
    }),
    'What the ReplicaSet is; set by the system.',
  ),
})

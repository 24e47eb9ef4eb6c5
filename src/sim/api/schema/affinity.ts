import {
  atomicObject,
  choice,
  int32,
  nested,
  object,
  objects,
  pointer,
  required,
  strings,
  text,
} from './dsl.ts'
import { labelSelector } from './meta.ts'

/** Affinities of `k8s.io/api/core/v1` (v1.36). */

const nodeSelectorRequirement = object('NodeSelectorRequirement', {
  key: required(text('Label key that the selector applies to.')),
  operator: required(
    choice(
      'NodeSelectorOperator',
      ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'],
      'The relation of the key to the values.',
    ),
  ),
  values: strings('Values; one number for Gt and Lt, none for Exists and DoesNotExist.'),
})

const nodeSelectorTerm = atomicObject('NodeSelectorTerm', {
  matchExpressions: objects(nodeSelectorRequirement, "Requirements on the node's labels."),
  matchFields: objects(
    nodeSelectorRequirement,
    "Requirements on the node's fields (metadata.name).",
  ),
})

const nodeSelector = atomicObject('NodeSelector', {
  nodeSelectorTerms: required(objects(nodeSelectorTerm, 'Terms; one of them must match.')),
})

const nodeAffinity = object('NodeAffinity', {
  requiredDuringSchedulingIgnoredDuringExecution: pointer(
    nested(nodeSelector, 'The pod is scheduled only where this matches.'),
  ),
  preferredDuringSchedulingIgnoredDuringExecution: objects(
    object('PreferredSchedulingTerm', {
      weight: required(int32('Weight, 1 to 100.')),
      preference: required(nested(nodeSelectorTerm, 'A node selector term.')),
    }),
    'Nodes that are preferred, each term with its weight.',
  ),
})

const podAffinityTerm = object('PodAffinityTerm', {
  labelSelector: pointer(nested(labelSelector, 'Selects the pods in question.')),
  namespaces: strings("Namespaces of those pods; none means this pod's own."),
  topologyKey: required(text('Node label that says what counts as the same place.')),
  namespaceSelector: pointer(nested(labelSelector, 'Selects namespaces by label.')),
  matchLabelKeys: strings('Pod label keys whose values are added to the selector.'),
  mismatchLabelKeys: strings('Pod label keys whose values are excluded by the selector.'),
})

const weightedPodAffinityTerm = object('WeightedPodAffinityTerm', {
  weight: required(int32('Weight, 1 to 100.')),
  podAffinityTerm: required(nested(podAffinityTerm, 'The term.')),
})

function podAffinity(name: string, what: string) {
  return object(name, {
    requiredDuringSchedulingIgnoredDuringExecution: objects(podAffinityTerm, `Must hold: ${what}.`),
    preferredDuringSchedulingIgnoredDuringExecution: objects(
      weightedPodAffinityTerm,
      `Preferred: ${what}.`,
    ),
  })
}

export const affinity = object('Affinity', {
  nodeAffinity: pointer(nested(nodeAffinity, 'Which nodes the pod wants.')),
  podAffinity: pointer(
    nested(podAffinity('PodAffinity', 'be near these pods'), 'Which pods it wants to be near.'),
  ),
  podAntiAffinity: pointer(
    nested(podAffinity('PodAntiAffinity', 'be away from these pods'), 'Which pods it avoids.'),
  ),
})

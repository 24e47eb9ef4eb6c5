/**
 * Where the recordings (Kubernetes 1.20.2 over a fake container runtime) and 1.36 differ, in one
 * place, each with its reason. Recorded texts are put into the words of 1.36; nothing is bent the other way.
 */

/** A recorded event message in the words of 1.36. */
export function modernMessage(message: string): string {
  return MESSAGE_CHANGES.reduce((text, [pattern, words]) => text.replace(pattern, words), message)
}

const MESSAGE_CHANGES: readonly (readonly [RegExp, string])[] = [
  // 1.26: the number of replicas before is told, too.
  [/^(Scaled (?:up|down) replica set \S+) from \d+ to (\d+)$/, '$1 to $2'],
  // An aggregated event is rewritten with each further one; only its last words are left at the end.
  [/^\(combined from similar events\):.*$/, '(combined from similar events)'],
  // 1.35: `Created container: main` (kubelet/container events).
  [/^Created container (\S+)$/, 'Container created'],
  [/^Created container: (\S+)$/, 'Container created'],
  [/^Started container (\S+)$/, 'Container started'],
  [/^Container started$/, 'Container started'],
  // 1.26: container and pod are named.
  [/^Back-off restarting failed container.*$/, 'Back-off restarting failed container'],
  // The recording's runtime has every image; ours pulls it the first time.
  [/^Container image "(\S+)" already present on machine.*$/, 'Image $1 present'],
  [/^Successfully pulled image "(\S+?)".*$/, 'Image $1 present'],
  // containerd gives images their full names; the recording's runtime does not.
  [/^docker\.io\/(?:library\/)?/, ''],
  // A missing claim is told by PreFilter since 1.22: once, not per node; since 1.34 DynamicResources adds its own "not found".
  [/(persistentvolumeclaim "[^"]+" not found)\. not found$/, '$1.'],
  [/: \d+ (persistentvolumeclaim "[^"]+" not found)/, ': $1'],
  // containerd and Docker word it differently.
  [/^(Failed to pull image "\S+"): rpc error: .*$/, '$1'],
  // 1.22: inter-pod affinity gives one reason per node.
  [/\d+ node\(s\) didn't match pod affinity\/anti-affinity(?: rules)?, /, ''],
  [/, \d+ node\(s\) didn't match pod affinity\/anti-affinity(?: rules)?(?=[.,])/, ''],
  // 1.24 and later: taints in the plural, selectors named, preemption told.
  [
    /node\(s\) had taint \{(\S+?)(?:: (\S*))?\}, that the pod didn't tolerate/g,
    'node(s) had untolerated taint(s)',
  ],
  [/node\(s\) had untolerated taint(?:\(s\))?(?: \{[^}]*\})?/g, 'node(s) had untolerated taint(s)'],
  [/node\(s\) didn't match node selector/g, "node(s) didn't match Pod's node affinity/selector"],
  [
    /node\(s\) didn't match Pod's node affinity(?!\/)/g,
    "node(s) didn't match Pod's node affinity/selector",
  ],
  [/\. (?:no new claims to deallocate, )?preemption: .*$/, '.'],
]

/** Reasons of events that one of the two sides alone has, and why that is right. */
export const EVENTS_OF_ONE_SIDE: { readonly [reason: string]: string } = {
  Pulling: 'the recording’s runtime has every image',
  FailedMount: 'a race of the recording’s kubelets (secret cache), gone with projected tokens',
  NodeHasSufficientMemory: 'told once when a node registers; the recording began later',
  NodeHasNoDiskPressure: 'told once when a node registers; the recording began later',
  NodeHasSufficientPID: 'told once when a node registers; the recording began later',
  NodeAllocatableEnforced: 'told once when a node registers; the recording began later',
  RegisteredNode: 'told once when a node registers; the recording began later',
  Starting: 'kubelet and kube-proxy starts are outside the recording',
  NodeSchedulable:
    'told at the kubelet’s next beat of 10 s, which the recording does not fix; some are of a cordon before it began',
  NodeNotSchedulable: 'told at the kubelet’s next beat of 10 s, which the recording does not fix',
  ImageGCFailed: 'the recording’s runtime has no image file system',
  FailedToUpdateEndpoint: 'the Endpoints API is not modelled (deprecated since 1.33)',
  FailedToUpdateEndpointSlices: 'a conflict between two syncs of 1.20',
}

/** Resources whose writes are not compared, and why. */
export const RESOURCES_ASIDE: { readonly [resource: string]: string } = {
  events: 'compared as events',
  leases: 'heartbeats',
  endpoints: 'the Endpoints API is not modelled (deprecated since 1.33)',
  serviceaccounts: 'the namespace is made before the recording begins',
  secrets: 'token Secrets are gone since 1.24',
  configmaps: 'kube-root-ca.crt comes with the namespace',
  namespaces: 'the namespace is made before the recording begins',
}

/** Writes that only one of the two versions makes, and why. */
export const WRITES_ASIDE: readonly (readonly [RegExp, string])[] = [
  [/namespace-controller: delete services/, 'Services can be deleted as a collection since 1.23'],
  [/deletecollection services/, 'Services can be deleted as a collection since 1.23'],
  [
    /^node-controller: patch pods\/status/,
    'the condition DisruptionTarget comes before an eviction since 1.26',
  ],
  [
    /^node-controller: update pods\/status/,
    'that a pod is not ready with its node is told by its own write; whether one is needed depends on the pod',
  ],
]

/** Kinds of the recordings that this edition does not have. */
export const KINDS_ABSENT = new Set([
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'ControllerRevision',
  'Endpoints',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'ResourceQuota',
  'LimitRange',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'PriorityClass',
])

/** Paths of final objects that are not compared, and why they differ. */
export const FINAL_PATHS_ASIDE: readonly (readonly [RegExp, string])[] = [
  [
    /^metadata\.(uid|resourceVersion|creationTimestamp|managedFields|selfLink|generation)/,
    'given by each run; pods have generations since 1.33',
  ],
  [/^metadata\.deletionTimestamp/, 'time'],
  [/^metadata\.ownerReferences\.\d+\.uid/, 'given by each run'],
  [/Timestamp$|Time$|timeAdded$|At$/, 'time'],
  [/endpoints\.kubernetes\.io\/last-change-trigger-time/, 'time'],
  [/^metadata\.labels\.kubernetes\.io\/metadata\.name/, 'since 1.21'],
  [
    /^status\.(hostIP|hostIPs|podIP|podIPs|observedGeneration|terminatingReplicas)/,
    'addresses; fields since 1.28 and 1.33',
  ],
  [/^status\.conditions.*(observedGeneration|PodReadyToStartContainers)/, 'since 1.29 and 1.33'],
  [/^status\.initContainerStatuses\.[^.]+\.started/, 'init containers tell it since 1.28'],
  [
    /^endpoints\.\d+\.(conditions\.(serving|terminating)|nodeName|zone|topology|targetRef\.resourceVersion)/,
    'discovery/v1 has other fields than v1beta1',
  ],
  [
    /^status\.conditions\.(Ready|ContainersReady)\.(message|reason)/,
    'PodFailed is told of failed pods since 1.22',
  ],
  [/^apiVersion/, 'EndpointSlices are v1 since 1.21'],
  [/containerID$|imageID$/, 'given by the runtime'],
  [
    /^status\.(initContainerStatuses|containerStatuses)\.[^.]+\.(resources|allocatedResources|volumeMounts|user)/,
    'since 1.33',
  ],
  [/^spec\.volumes|volumeMounts/, 'the token comes as a projected volume since 1.21'],
  [/^spec\.nodeName/, 'the choice among equal nodes is random'],
  [
    /^spec\.(clusterIP|clusterIPs|ipFamilies|ipFamilyPolicy|internalTrafficPolicy)/,
    'addresses; dual stack since 1.23',
  ],
  [/pod-template-hash/, 'the hash of a template changes with every version of its type'],
]

/** Answers of which 1.36 gives another code or other words altogether: the recorded message, and the code of 1.36. */
export const STATUS_CODES_CHANGED: readonly (readonly [RegExp, number, string])[] = [
  [/^Invalid JSON Patch$/, 400, 'a merge patch is read strictly since 1.25'],
]

/** Answers that are not compared, by their name, and why. */
export const ANSWERS_ASIDE: readonly (readonly [RegExp, string])[] = [
  [/pod-unknown-field/, 'since 1.27 kubectl asks the server for strict validation'],
  [/\(version/, 'of another version'],
  [/\(get all\)/, 'kinds that this edition does not have are among all'],
  [/\(get events\)/, 'events are compared by themselves'],
  [
    /answer 1[56] \(apply --server-side/,
    'since 1.23 a scale through /scale is owned, so that applying another number conflicts',
  ],
  [/pod-env-name/, 'since 1.34 any printable name will do'],
  [/pod-label-number/, 'kubectl read metadata by itself before 1.25'],
  [/pod-bad-resource-name/, 'since 1.33 such a name is told once'],
  [/pod-init-probe/, 'since 1.28 sidecars may have probes'],
  [/pod-request-over-limit/, 'since 1.28 the limit is named'],
  [/svc-clusterip-range/, 'since 1.33 addresses are objects, with other words'],
]

/** Lines of `kubectl describe` that only one of the two sides has, by their titles. */
export const DESCRIBED_ASIDE: ReadonlySet<string> = new Set([
  // Not told since 1.33.
  '  Kube-Proxy Version',
  // The recording's nodes had no ranges for pods.
  'PodCIDR',
  'PodCIDRs',
  // Machines of another make.
  'ProviderID',
  '  hugepages-1Gi',
  '  hugepages-2Mi',
])

/** What kubectl 1.20 or its server said, in the words of 1.36; both sides are read with it. */
export function modernAnswer(text: string): string {
  return ANSWER_CHANGES.reduce((words, [pattern, now]) => words.replace(pattern, now), text)
}

const ANSWER_CHANGES: readonly (readonly [RegExp, string])[] = [
  // 1.34: the namespace is told.
  [/^(\S+ "[^"]+" (?:force )?deleted) from \S+ namespace$/gm, '$1'],
  [/^warning: /gm, 'Warning: '],
  // 1.22: the page moved.
  [
    /https?:\/\/k8s\.io\/docs\/reference\/using-api\/api-concepts\/#conflicts/,
    'https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
  ],
  // Revisions belong to one run.
  [/in record \(\d+\)/, 'in record (REVISION)'],
  // 1.28: init containers may be sidecars, which may have probes.
  [
    /Invalid value: \S+?: must not be set for init containers/g,
    'Forbidden: may not be set for init containers without restartPolicy=Always',
  ],
  // 1.28: the limit is named.
  [/(less than or equal to \S+ limit) of \S+/g, '$1'],
  // 1.22: all that can not be mapped is told in one way.
  [/error: unable to recognize "STDIN": (no matches for kind .*)/, '$1'],
  [
    /error: resource mapping not found for .* from "STDIN": (.*)\nensure CRDs are installed first/,
    '$1',
  ],
  // Who changed a field is told with the time since 1.22.
  [/( using \S+) at \d{4}-\S+Z/g, '$1'],
  // Built with modules, the scheme's file has another name.
  [/"k8s\.io\/kubernetes\/(pkg\/api\/legacyscheme)/, '"$1'],
  // 1.23: JSON is read by another library, whose words for what it can not read are others.
  [
    /( in version "?\S+ cannot be handled as a \S+): (?:v1\.|json: |quantities |illegal |parsing time|unmarshalerDecoder|.*error found in #)[\s\S]*$/,
    '$1: unreadable',
  ],
]

import { processes } from './processes.ts'

/** The steps of the story in words. `{{count}}` counts pods, `{{more}}` the further objects of a file. */
export const story = {
  plan: {
    create: '{{name}} comes into being',
    createPod: 'Pod {{name}} comes into being',
    scaleUp: '{{name}} grows',
    scaleDown: '{{name}} shrinks',
    rollout: '{{name}} rolls out a new version',
    delete: '{{name}} is deleted',
    deletePod: 'Pod {{name}} is deleted',
    replacePod: 'Pod {{name}} is deleted and replaced',
    remove: '{{kind}} {{name}} is deleted',
    service: 'Service {{name}} comes into being',
    store: '{{kind}} {{name}} is stored',
    cordon: 'Node {{name}} is cordoned',
    uncordon: 'Node {{name}} is uncordoned',
    nodeCrash: 'Node {{name}} crashes',
    networkCut: 'Node {{name}} is cut off',
    kubeletStop: 'The kubelet of {{name}} stops',
    nodeReturn: 'Node {{name}} comes back',
    networkHeal: 'Node {{name}} is connected again',
    kubeletReturn: 'The kubelet of {{name}} is back',
    killContainer: 'A container of {{name}} is killed',
  },
  create: {
    '1': {
      title: 'kubectl asks the API server to create {{kind}} {{name}}',
      title_many: 'kubectl asks the API server for {{kind}} {{name}} and {{more}} more',
      what: 'kubectl read the manifest, found that {{kind}} {{name}} does not exist yet, and sent it to the API server as an HTTP POST.',
      what_many:
        'kubectl read the manifest and takes its objects one by one: it looks whether each exists, and sends those that do not to the API server as an HTTP POST.',
      why: 'Whoever wants something from a cluster asks the API server: it is the only door. A manifest says what shall be, not how to get there.',
    },
    '2': {
      title: 'The API server checks {{kind}} {{name}} and stores it in etcd',
      title_many: 'The API server checks the objects and stores them in etcd',
      what: 'Authentication, authorization, defaulting, admission and validation let it pass; etcd wrote it down. No pod exists by this alone.',
      what_many:
        'Each object passes authentication, authorization, defaulting, admission and validation, and etcd writes it down. kubectl sends them one after another; nobody waits for the last: the first are being worked on already.',
      why: 'Only the API server talks to etcd. What is stored there is the wish; making it true is the work of others, who watch.',
    },
    '3': {
      title_one: 'The controller manager creates the pod',
      title_other: 'The controller manager creates {{count}} pods',
      what_one:
        'The deployment controller made a ReplicaSet, and the replicaset controller made its pod: each through the API server. The pod has no node yet.',
      what_other:
        'The deployment controller made a ReplicaSet, and the replicaset controller made its {{count}} pods: each through the API server. The pods have no node yet.',
      why: 'Controllers hold open watches: the API server pushed the new object to them, nobody polled. They compare what shall be with what is, and write what is missing.',
    },
    '4': {
      title_one: 'The scheduler binds the pod to a node',
      title_other: 'The scheduler binds the pods to nodes',
      what: 'For each pod the scheduler dropped the nodes that do not fit, scored the others, and wrote its choice into the pod as spec.nodeName, through the API server.',
      why: 'The scheduler watches for pods without a node. It decides and writes; it starts nothing and tells no node.',
    },
    '5': {
      title: 'Each kubelet learns of its pods by its own watch',
      what: 'The API server pushed each pod to the kubelet of its node, because that kubelet watches for pods whose spec.nodeName is its own.',
      why: 'Nothing passes between scheduler and kubelet. Study notes often say that the scheduler tells the kubelet: it does not even know how to reach it.',
    },
    '6': {
      title: 'The kubelets have sandboxes and containers made',
      what: 'By CRI each kubelet had the container runtime set up a sandbox (CNI gave it an IP address), pull the images, then create and start the containers.',
      why: 'The kubelet runs no container itself: it compares the pod with what runs on its machine and asks the runtime for what is missing.',
    },
    '7': {
      title_one: 'The pod runs, is reported and can be reached',
      title_other: 'The pods run, are reported and can be reached',
      what: 'Each kubelet wrote the state of its pods to the API server. Where a Service selects them, its EndpointSlice now lists them, and every kube-proxy learned of it by its watch.',
      why: 'The circle is closed: what is now matches what was asked for. All controllers go on watching in case that changes.',
    },
  },
  createPod: {
    skipped:
      'Step 3 is left out: a bare pod has no controller. Nobody made it but you, and nobody will replace it.',
    '1': {
      title: 'kubectl asks the API server to create Pod {{name}}',
      title_many: 'kubectl asks the API server for Pod {{name}} and {{more}} more',
      what: 'kubectl read the manifest, found that the pod does not exist yet, and sent it to the API server as an HTTP POST.',
      why: 'Whoever wants something from a cluster asks the API server: it is the only door.',
    },
    '2': {
      title: 'The API server checks Pod {{name}} and stores it in etcd',
      title_many: 'The API server checks the objects and stores them in etcd',
      what: 'Authentication, authorization, defaulting, admission and validation let it pass; etcd wrote it down. The pod exists, but it has no node and nothing runs.',
      why: 'Only the API server talks to etcd. What is stored there is the wish; making it true is the work of others, who watch.',
    },
    '3': {
      title: 'No controller is needed',
      what: 'A bare pod has no controller.',
      why: 'Only pods of a template are made by a controller.',
    },
    '4': {
      title_one: 'The scheduler binds the pod to a node',
      title_other: 'The scheduler binds the pods to nodes',
      what: 'The scheduler dropped the nodes that do not fit, scored the others, and wrote its choice into the pod as spec.nodeName, through the API server.',
      why: 'The scheduler watches for pods without a node. It decides and writes; it starts nothing and tells no node.',
    },
    '5': {
      title: 'The kubelet learns of the pod by its own watch',
      what: 'The API server pushed the pod to the kubelet of its node, because that kubelet watches for pods whose spec.nodeName is its own.',
      why: 'Nothing passes between scheduler and kubelet. Study notes often say that the scheduler tells the kubelet: it does not even know how to reach it.',
    },
    '6': {
      title: 'The kubelet has sandbox and containers made',
      what: 'By CRI the kubelet had the container runtime set up a sandbox (CNI gave it an IP address), pull the images, then create and start the containers.',
      why: 'The kubelet runs no container itself: it compares the pod with what runs on its machine and asks the runtime for what is missing.',
    },
    '7': {
      title_one: 'The pod runs, is reported and can be reached',
      title_other: 'The pods run, are reported and can be reached',
      what: 'The kubelet wrote the state of the pod to the API server. Where a Service selects it, its EndpointSlice now lists it, and every kube-proxy learned of it by its watch.',
      why: 'What is now matches what was asked for. If its node is lost, nobody will make this pod anew: that is what Deployments are for.',
    },
  },
  scaleUp: {
    '1': {
      title: 'kubectl asks for more replicas of {{name}}',
      what: 'kubectl sent the new number of replicas to the API server.',
      why: 'Scaling is one number in the spec. Everything else follows from it.',
    },
    '2': {
      title: 'The API server stores the new number of replicas',
      what: 'spec.replicas of {{kind}} {{name}} changed in etcd, and its generation rose by one.',
      why: 'The generation rises with every change of the spec; controllers report the one they have seen as observedGeneration.',
    },
    '3': {
      title_one: 'The controllers create one more pod',
      title_other: 'The controllers create {{count}} more pods',
      what: 'The deployment controller scaled the ReplicaSet, and the replicaset controller created what was missing.',
      why: 'Both were told by their watches that what shall be and what is no longer match.',
    },
    '4': {
      title_one: 'The scheduler binds the new pod to a node',
      title_other: 'The scheduler binds the new pods to nodes',
      what: 'For each new pod the scheduler filtered and scored the nodes and wrote its choice into spec.nodeName.',
      why: 'Pods that run already are never moved: the scheduler looks at pods without a node only.',
    },
    '5': {
      title: 'Each kubelet learns of its new pods by its own watch',
      what: 'The API server pushed each new pod to the kubelet of its node.',
      why: 'Each kubelet watches for pods whose spec.nodeName is its own. Nothing passes between scheduler and kubelet.',
    },
    '6': {
      title: 'The kubelets have the new containers made',
      what: 'Sandboxes by CRI and CNI, images pulled if they were not there, containers created and started.',
      why: 'Nodes that ran this image before have it on disk, and are quicker.',
    },
    '7': {
      title_one: 'The new pod runs and can be reached',
      title_other: 'The new pods run and can be reached',
      what: 'The kubelets reported them ready; EndpointSlices of Services that select them list them.',
      why: 'What is now matches the new number of replicas.',
    },
  },
  scaleDown: {
    '1': {
      title: 'kubectl asks for fewer replicas of {{name}}',
      what: 'kubectl sent the new number of replicas to the API server.',
      why: 'Scaling is one number in the spec. Everything else follows from it.',
    },
    '2': {
      title: 'The API server stores the new number of replicas',
      what: 'spec.replicas of {{kind}} {{name}} changed in etcd. All pods still run.',
      why: 'The wish is stored; taking pods away is the work of the controllers who watch.',
    },
    '3': {
      title_one: 'The replicaset controller picks a pod and deletes it',
      title_other: 'The replicaset controller picks {{count}} pods and deletes them',
      what: 'It ranked the pods (not running before running, not ready before ready, crowded nodes first, younger first) and asked the API server to delete the first of them. They are marked with a deletionTimestamp.',
      why: 'A delete only marks: the node must end the containers first. Marked pods leave their Services at once.',
    },
    '4': {
      title: 'The kubelets stop the containers',
      what: 'Each kubelet learned of the mark by its watch and had the runtime send SIGTERM; after the grace period (30 s unless the pod says otherwise) comes SIGKILL.',
      why: 'The grace period lets a program finish what it is doing.',
    },
    '5': {
      title_one: 'The pod is gone',
      title_other: 'The {{count}} pods are gone',
      what: 'When nothing ran any more the kubelets deleted the pods for good, with a grace period of 0; etcd forgot them.',
      why: 'Only the kubelet knows that nothing runs any more, so only it may remove the pod.',
    },
  },
  rollout: {
    '1': {
      title: 'kubectl asks for a new version of {{name}}',
      title_undo: 'kubectl asks to go back to an earlier version of {{name}}',
      what: 'kubectl sent a changed pod template to the API server.',
      what_undo:
        'kubectl took the pod template of the earlier ReplicaSet and sent it to the API server as the wanted one.',
      why: 'A pod is hardly ever changed in place: a new template means new pods.',
    },
    '2': {
      title: 'The API server stores the new pod template',
      what: '{{kind}} {{name}} has another template in etcd; all pods still run as before.',
      why: 'The deployment controller watches. It looks for the ReplicaSet that has this template, and makes one if there is none.',
    },
    newSet: {
      title: 'A ReplicaSet for the new version: {{name}}, replicas: {{to}}',
      what: 'The deployment controller created ReplicaSet {{name}} from the new template. Its name ends in the hash of the template.',
      why: 'Each version has a ReplicaSet of its own. maxSurge says by how many pods the two may exceed the wanted number together: so many may start at once.',
      why_recreate:
        'Each version has a ReplicaSet of its own. The strategy is Recreate: all old pods are gone, so the new ones may come, all at once.',
    },
    up: {
      title: '{{name}} grows from {{from}} to {{to}}',
      what: 'The deployment controller scaled up ReplicaSet {{name}}.',
      why: 'Old pods that went made room under the limit that maxSurge sets.',
      why_again:
        'This version was there before: its ReplicaSet was kept with 0 replicas and is used again. maxSurge says how many may start at once.',
      why_recreate:
        'The strategy is Recreate: all old pods are gone, so the others may come, all at once.',
    },
    down: {
      title: '{{name}} shrinks from {{from}} to {{to}}',
      what: 'The deployment controller scaled down ReplicaSet {{name}}.',
      why: 'Enough pods of the wanted version are available for this many to go: maxUnavailable sets the limit.',
      why_recreate:
        'The strategy is Recreate: all old pods must go before new ones come. Meanwhile nobody serves.',
    },
    ready: {
      title_one: 'One pod of the wanted version is ready',
      title_other: '{{count}} pods of the wanted version are ready',
      what: 'All pods that the wanted version has so far are ready and reported.',
      why: 'Only pods that are available count; now old ones may go.',
    },
    done: {
      title: 'The rollout of {{name}} is complete',
      what: 'All {{count}} replicas are of the wanted version and available; the other ReplicaSet stays, with 0 replicas.',
      why: 'It is kept as the way back: kubectl rollout undo scales it up again.',
    },
  },
  delete: {
    '1': {
      title: 'kubectl asks the API server to delete {{kind}} {{name}}',
      title_many: 'kubectl asks the API server to delete {{kind}} {{name}} and {{more}} more',
      what: 'kubectl sent an HTTP DELETE.',
      why: 'Deleting, too, is a wish told to the API server.',
    },
    '2': {
      title: '{{kind}} {{name}} is struck out',
      title_many: 'The objects are struck out',
      what: 'The API server removed it from etcd, or marked it if something holds it back. Its pods still run.',
      why: 'Background deletion removes the owner first and what it owns afterwards.',
    },
    '3': {
      title_one: 'What it owned follows: its pod is marked for deletion',
      title_other: 'What it owned follows: {{count}} pods are marked for deletion',
      what: 'The garbage collector (of a namespace: the namespace controller) saw what lost its owner and deleted it through the API server. The pods now carry a deletionTimestamp.',
      why: 'Owner references are the only thread between them: nothing else says that these pods belonged to {{name}}.',
    },
    '4': {
      title: 'The kubelets stop the containers',
      what: 'Each kubelet learned of the mark by its watch and had the runtime send SIGTERM; after the grace period (30 s unless the pod says otherwise) comes SIGKILL.',
      why: 'The grace period lets a program finish what it is doing.',
    },
    '5': {
      title_one: 'The pod is gone',
      title_other: 'The {{count}} pods are gone',
      what: 'When nothing ran any more the kubelets deleted the pods for good; etcd forgot them.',
      why: 'Only the kubelet knows that nothing runs any more, so only it may remove the pod.',
    },
  },
  deletePod: {
    '1': {
      title: 'kubectl asks the API server to delete Pod {{name}}',
      what: 'kubectl sent an HTTP DELETE.',
      why: 'Deleting, too, is a wish told to the API server.',
    },
    '2': {
      title: 'Pod {{name}} is marked for deletion',
      what: 'The pod got a deletionTimestamp and a grace period; it still runs.',
      why: 'The API server may not remove a pod that runs on a node: the node must end it first.',
    },
    '3': {
      title: 'The kubelet stops the containers',
      what: 'It learned of the mark by its watch and had the runtime send SIGTERM; after the grace period comes SIGKILL.',
      why: 'The grace period lets a program finish what it is doing.',
    },
    '4': {
      title: 'Pod {{name}} is gone',
      what: 'The kubelet deleted it for good; etcd forgot it. Nobody makes it anew.',
      why: 'The pod had no controller.',
    },
  },
  replacePod: {
    '1': {
      title: 'kubectl asks the API server to delete Pod {{name}}',
      what: 'kubectl sent an HTTP DELETE.',
      why: 'Deleting, too, is a wish told to the API server.',
    },
    '2': {
      title: 'Pod {{name}} is marked for deletion',
      what: 'The pod got a deletionTimestamp and a grace period; it still runs.',
      why: 'The API server may not remove a pod that runs on a node: the node must end it first.',
    },
    '3': {
      title: 'The replicaset controller creates a replacement',
      what: 'A pod that is marked counts no more. One too few: the controller created another, with another name.',
      why: 'Its watch told it of the mark at once; it does not wait until the old pod is gone.',
    },
    '4': {
      title: 'The scheduler binds the replacement to a node',
      what: 'It may be another node than before.',
      why: 'The new pod knows nothing of the old one.',
    },
    '5': {
      title: 'The replacement runs and can be reached',
      what: 'Its kubelet reported it ready; the EndpointSlices list it.',
      why: 'What is matches what was asked for again.',
    },
    '6': {
      title: 'The old pod is gone',
      what: 'Its containers ended within the grace period, and its kubelet deleted it for good.',
      why: 'Only the kubelet knows that nothing runs any more.',
    },
  },
  remove: {
    '1': {
      title: 'kubectl asks the API server to delete {{kind}} {{name}}',
      title_many: 'kubectl asks the API server to delete {{kind}} {{name}} and {{more}} more',
      what: 'kubectl sent an HTTP DELETE.',
      why: 'Deleting, too, is a wish told to the API server.',
    },
    '2': {
      title: '{{kind}} {{name}} is deleted',
      title_many: 'The objects are deleted',
      what: 'The API server removed it from etcd and told everyone who watches.',
      why: 'Nothing runs for it that would have to end first.',
    },
  },
  service: {
    '1': {
      title: 'kubectl asks the API server to create Service {{name}}',
      title_many: 'kubectl asks the API server for Service {{name}} and {{more}} more',
      what: 'kubectl sent it to the API server as an HTTP POST.',
      why: 'A Service is a lasting name and address for pods that come and go.',
    },
    '2': {
      title: 'The API server gives Service {{name}} an address and stores it',
      what: 'It took a free ClusterIP from its range and wrote the Service to etcd.',
      why: 'The address belongs to no machine: every kube-proxy makes rules for it.',
    },
    '3': {
      title: 'The endpointslice controller lists the pods behind Service {{name}}',
      what: 'It looked for pods that the selector matches and wrote those it found into an EndpointSlice.',
      why: 'kube-proxy and CoreDNS watch EndpointSlices; they never look at the selector.',
    },
  },
  store: {
    '1': {
      title: 'kubectl asks the API server for {{kind}} {{name}}',
      title_many: 'kubectl asks the API server for {{kind}} {{name}} and {{more}} more',
      what: 'kubectl sent it to the API server.',
      why: 'Whoever wants something from a cluster asks the API server.',
    },
    '2': {
      title: 'The API server checks {{kind}} {{name}} and stores it in etcd',
      title_many: 'The API server checks the objects and stores them in etcd',
      what: 'It passed all stages and was written down; whoever watches is told.',
      why: 'No controller has to make anything for it.',
    },
  },
  cordon: {
    '1': {
      title: 'kubectl asks to cordon node {{name}}',
      what: 'kubectl sent a patch: spec.unschedulable is true.',
      why: 'Cordoning is a mark on the Node object, nothing more.',
    },
    '2': {
      title: 'Node {{name}} takes no new pods',
      what: 'The mark is stored. Pods that run there stay; the scheduler passes the node by from now on.',
      why: 'The scheduler watches nodes too, and its filter NodeUnschedulable drops this one.',
    },
  },
  uncordon: {
    '1': {
      title: 'kubectl asks to uncordon node {{name}}',
      what: 'kubectl sent a patch that takes the mark away.',
      why: 'Cordoning is a mark on the Node object, nothing more.',
    },
    '2': {
      title: 'Node {{name}} takes pods again',
      what: 'The mark is gone; waiting pods get another try.',
      why: 'The scheduler was told by its watch and puts back into its queue what may fit now.',
    },
  },
  nodeCrash: {
    '1': {
      title: 'The machine {{name}} stops',
      what: 'Everything on it is dead at once: kubelet, runtime, all containers. The cluster does not know yet: the API still says Ready and Running.',
      why: 'You crashed it. Nobody reports the death of a machine; others can only notice that it is silent.',
    },
    '2': {
      title: 'Its lease ran out: node {{name}} is Unknown',
      what: 'The node controller saw no renewal for the grace period of 50 s and set the conditions of the node to Unknown. Its pods no longer count as ready, and Services send them no more traffic.',
      why: 'A Lease is a sign of life: the kubelet renews it every 10 s. The control plane has nothing else to tell a living node from a dead one.',
    },
    '3': {
      title: 'Node {{name}} is tainted unreachable',
      what: 'At its next round, 5 s later, the node controller put two taints on it. NoSchedule keeps new pods away; NoExecute drives away those that are there, once the time that they tolerate it is over: 300 s by default.',
      why: 'When a pod is created the API server gives it 300 s of toleration for this, unless it brings its own. The wait keeps a short outage from causing a great move.',
    },
    '4': {
      title_one: 'After 300 s the pod on {{name}} is evicted',
      title_other: 'After 300 s the {{count}} pods on {{name}} are evicted',
      what_one:
        'The taint eviction controller deleted it through the API server. It stays there as Terminating, because no kubelet says that it ended.',
      what_other:
        'The taint eviction controller deleted them through the API server. They stay there as Terminating, because no kubelet says that they ended.',
      why: 'The API server can not know what still runs on a silent machine. It forgets such a pod only when its kubelet, or you, says so.',
    },
    '5': {
      title_one: 'The controllers create a replacement',
      title_other: 'The controllers create {{count}} replacements',
      what: 'Pods marked as deleted do not count: their ReplicaSets had too few, and the replicaset controller created new ones.',
      why: 'The replicaset controller neither knows nor cares why pods went: it only counts.',
    },
    '6': {
      title_one: 'The scheduler binds the replacement to another node',
      title_other: 'The scheduler binds the replacements to other nodes',
      what: 'Node {{name}} was dropped for its taint; the nodes that are left were scored.',
      why: 'Pods tolerate the NoExecute taint for a while, but not the NoSchedule taint: nothing new goes to a node that is away.',
    },
    '7': {
      title_one: 'The replacement runs and can be reached',
      title_other: 'The replacements run and can be reached',
      what: 'The work of node {{name}} is done elsewhere now, and Services know the new addresses.',
      why: 'What is matches what was asked for again: about six minutes after the crash.',
    },
  },
  networkCut: {
    '1': {
      title: 'Node {{name}} is cut off',
      what: 'No message goes in or out. Its containers run on, and its kubelet goes on with what it knew last.',
      why: 'You cut its network. From outside this looks just like a crash.',
    },
    '2': {
      title: 'Its lease ran out: node {{name}} is Unknown',
      what: 'The node controller saw no renewal for the grace period of 50 s and set the conditions of the node to Unknown.',
      why: 'The kubelet tries to renew its Lease, but the requests do not arrive. The control plane can not tell this from a crash.',
    },
    '3': {
      title: 'Node {{name}} is tainted unreachable',
      what: 'At its next round, 5 s later, the node controller put two taints on it. NoSchedule keeps new pods away; NoExecute drives away those that are there, once the time that they tolerate it is over: 300 s by default.',
      why: 'The wait keeps a short outage from causing a great move.',
    },
    '4': {
      title_one: 'After 300 s the pod on {{name}} is evicted',
      title_other: 'After 300 s the {{count}} pods on {{name}} are evicted',
      what_one:
        'It is marked as deleted in the API, but its kubelet does not hear of it: the containers still run.',
      what_other:
        'They are marked as deleted in the API, but their kubelet does not hear of it: the containers still run.',
      why: 'A cut-off node acts on old data. The same program may now run twice under different pod names.',
    },
    '5': {
      title_one: 'The controllers create a replacement',
      title_other: 'The controllers create {{count}} replacements',
      what: 'Pods marked as deleted do not count: their ReplicaSets had too few, and the replicaset controller created new ones.',
      why: 'The replicaset controller neither knows nor cares why pods went: it only counts.',
    },
    '6': {
      title_one: 'The scheduler binds the replacement to another node',
      title_other: 'The scheduler binds the replacements to other nodes',
      what: 'Node {{name}} was dropped for its taint; the nodes that are left were scored.',
      why: 'Pods tolerate the NoExecute taint for a while, but not the NoSchedule taint: nothing new goes to a node that is away.',
    },
    '7': {
      title_one: 'The replacement runs and can be reached',
      title_other: 'The replacements run and can be reached',
      what: 'The work of node {{name}} is done elsewhere now, and Services know the new addresses.',
      why: 'What is matches what was asked for again, as far as the control plane can see.',
    },
  },
  kubeletStop: {
    '1': {
      title: 'The kubelet of {{name}} stops',
      what: 'Its containers run on, but nobody reports, probes or restarts them.',
      why: 'You stopped it. Containers belong to the runtime, not to the kubelet.',
    },
    '2': {
      title: 'Its lease ran out: node {{name}} is Unknown',
      what: 'The node controller saw no renewal for the grace period of 50 s and set the conditions of the node to Unknown.',
      why: 'A silent kubelet looks like a dead machine from outside.',
    },
    '3': {
      title: 'Node {{name}} is tainted unreachable',
      what: 'At its next round, 5 s later, the node controller put two taints on it. NoSchedule keeps new pods away; NoExecute drives away those that are there, once the time that they tolerate it is over: 300 s by default.',
      why: 'The wait keeps a short outage from causing a great move.',
    },
    '4': {
      title_one: 'After 300 s the pod on {{name}} is evicted',
      title_other: 'After 300 s the {{count}} pods on {{name}} are evicted',
      what_one:
        'It is marked as deleted in the API; its containers still run, since no kubelet ends them.',
      what_other:
        'They are marked as deleted in the API; their containers still run, since no kubelet ends them.',
      why: 'Only the kubelet could carry it out.',
    },
    '5': {
      title_one: 'The controllers create a replacement',
      title_other: 'The controllers create {{count}} replacements',
      what: 'Pods marked as deleted do not count: their ReplicaSets had too few, and the replicaset controller created new ones.',
      why: 'The replicaset controller neither knows nor cares why pods went: it only counts.',
    },
    '6': {
      title_one: 'The scheduler binds the replacement to another node',
      title_other: 'The scheduler binds the replacements to other nodes',
      what: 'Node {{name}} was dropped for its taint; the nodes that are left were scored.',
      why: 'Pods tolerate the NoExecute taint for a while, but not the NoSchedule taint: nothing new goes to a node that is away.',
    },
    '7': {
      title_one: 'The replacement runs and can be reached',
      title_other: 'The replacements run and can be reached',
      what: 'The work of node {{name}} is done elsewhere now, and Services know the new addresses.',
      why: 'What is matches what was asked for again.',
    },
  },
  nodeReturn: {
    '1': {
      title: 'The machine {{name}} boots',
      what: 'Its kubelet and its runtime start anew. No container runs: all ended with the crash.',
      why: 'You brought it back.',
    },
    '2': {
      title: 'The kubelet of {{name}} reports: Ready',
      title_unmissed: 'Node {{name}} was back in time: nobody had missed it',
      what: 'It renewed its Lease and wrote its status; the API says Ready.',
      what_unmissed:
        'Its kubelet renewed the Lease before the grace period of 50 s was over. The API said Ready all the time.',
      why: 'The kubelet speaks for its node: one sign of life is enough.',
      why_unmissed: 'The wait is there for this: a short outage shall move no pods.',
    },
    '3': {
      title_one: 'The evicted pod of {{name}} is gone for good',
      title_other: 'The {{count}} evicted pods of {{name}} are gone for good',
      what: 'The kubelet read from the API server what was deleted meanwhile, found nothing of it running, and removed it for good.',
      why: 'The API server had waited for a kubelet that could say so: Terminating until then.',
    },
    '4': {
      title: 'The containers of {{name}} run again',
      what: 'For the pods that are still bound to this node the kubelet had new sandboxes and containers made. The restarts are counted.',
      why: 'The pods themselves were never gone: they are in etcd, bound to this node. A kubelet only has to make it true again.',
    },
    '5': {
      title: 'The taints of {{name}} are taken away',
      what: 'At its next round the node controller saw that the node is ready, and removed its unreachable taints. New pods may come.',
      why: 'Pods that were made elsewhere meanwhile do not come back by themselves: the scheduler never moves a pod.',
    },
  },
  networkHeal: {
    '1': {
      title: 'The network of {{name}} is mended',
      what: 'Messages go through again. Its kubelet, which had tried all the time, connects to the API server anew.',
      why: 'You mended it.',
    },
    '2': {
      title_one: 'The evicted pod of {{name}} is gone for good',
      title_other: 'The {{count}} evicted pods of {{name}} are gone for good',
      what: 'Its watch told the kubelet what was deleted meanwhile: it ended the containers, which had run all the time, and removed them for good.',
      why: 'Until now the work was done twice: here, cut off, and by the replacement elsewhere.',
    },
    '3': {
      title: 'The kubelet of {{name}} reports: Ready',
      title_unmissed: 'Node {{name}} was back in time: nobody had missed it',
      what: 'It renewed its Lease and wrote its status; the API says Ready.',
      what_unmissed:
        'Its kubelet renewed the Lease before the grace period of 50 s was over. The API said Ready all the time.',
      why: 'The kubelet speaks for its node: one sign of life is enough.',
      why_unmissed: 'The wait is there for this: a short outage shall move no pods.',
    },
    '4': {
      title: 'The taints of {{name}} are taken away',
      what: 'At its next round the node controller saw that the node is ready, and removed its unreachable taints. New pods may come.',
      why: 'Pods that were made elsewhere meanwhile do not come back by themselves: the scheduler never moves a pod.',
    },
  },
  kubeletReturn: {
    '1': {
      title: 'The kubelet of {{name}} starts again',
      what: 'It asks the runtime what runs on its machine and the API server what shall run there.',
      why: 'You started it. A kubelet needs no memory of its own.',
    },
    '2': {
      title: 'The kubelet of {{name}} reports: Ready',
      title_unmissed: 'Node {{name}} was back in time: nobody had missed it',
      what: 'It renewed its Lease and wrote its status; the API says Ready.',
      what_unmissed:
        'Its kubelet renewed the Lease before the grace period of 50 s was over. The API said Ready all the time.',
      why: 'The kubelet speaks for its node: one sign of life is enough.',
      why_unmissed: 'The wait is there for this: a short outage shall move no pods.',
    },
    '3': {
      title_one: 'The evicted pod of {{name}} is gone for good',
      title_other: 'The {{count}} evicted pods of {{name}} are gone for good',
      what: 'It learned what was deleted meanwhile: it ended the containers, which had run all the time, and removed them for good.',
      why: 'Until now the work was done twice: here, without a kubelet, and by the replacement elsewhere.',
    },
    '4': {
      title: 'The taints of {{name}} are taken away',
      what: 'At its next round the node controller saw that the node is ready, and removed its unreachable taints. New pods may come.',
      why: 'Pods that were made elsewhere meanwhile do not come back by themselves: the scheduler never moves a pod.',
    },
  },
  killContainer: {
    '1': {
      title: 'A container of {{name}} is killed',
      what: 'The process is gone. Pod and sandbox stay, with the same IP address.',
      why: 'You killed it. Only the kubelet of its node will take care of that.',
    },
    '2': {
      title: 'The kubelet has it started again',
      what: 'The kubelet learned from the runtime that the container ended. The restart policy of the pod says Always (the default), so it had a new one made. The restart is counted.',
      why: 'A restart happens on the spot: no scheduler, no controller, no new pod.',
    },
    '3': {
      title: '{{name}} is reported ready again',
      what: 'The kubelet wrote the new state to the API server.',
      why: 'What is matches what was asked for again.',
    },
  },
  trouble: {
    unschedulable: {
      title: 'Pod {{name}} fits on no node',
      what: 'The scheduler says: {{message}}',
      why: 'Each part of the message counts the nodes that were dropped for one reason; preemption would be to throw out pods of lower priority. The pod stays Pending, and is tried again when something changes that may help: a node comes, a pod goes.',
    },
    image: {
      title: 'The image {{image}} can not be pulled',
      what: 'Attempt {{count}} failed. The kubelet says: {{message}}',
      why: 'The kubelet tries again after a pause that doubles each time, from 10 s up to 5 minutes.',
    },
    config: {
      title: 'Container {{container}} can not be made',
      what: '{{reason}}: {{message}}',
      why: 'Something that the pod refers to is missing or wrong. The kubelet tries again with every sync.',
    },
    crash: {
      title: 'Container {{container}} of {{name}} ended with code {{message}}',
      what: 'The runtime reported {{reason}}, and the kubelet wrote it into the status of the pod.',
      why: 'The restart policy of the pod says {{policy}}: the kubelet starts the container again, the first time at once.',
      why_never: 'The restart policy of the pod says Never: nobody starts the container again.',
    },
    backOff: {
      title: 'CrashLoopBackOff: {{container}} of {{name}} ended again, and waits {{pause}}',
      what_one:
        'It ended with {{message}}, after one restart. The kubelet waits {{pause}} before it starts it again.',
      what_other:
        'It ended with {{message}}, after {{count}} restarts. The kubelet waits {{pause}} before it starts it again.',
      why: 'A program that always crashes shall not keep its node busy: the pause doubles with every crash, from 10 s up to 5 minutes. Ten minutes without a crash reset it.',
    },
    failed: {
      title: 'Pod {{name}} failed',
      what: '{{reason}} {{message}}',
      why: 'Its containers ended with an error and its restart policy starts none again.',
    },
    unhealthy: {
      title: 'A probe of {{name}} fails',
      what: 'The kubelet says: {{message}}',
      why: 'A failed readiness probe takes the pod out of its Services; a failed liveness or startup probe has the container restarted after some tries.',
    },
    warning: {
      title: '{{reason}}: {{kind}} {{name}}',
      what: '{{message}}',
      why: 'It will be tried again.',
    },
  },
  late: {
    bound: {
      title: 'Pod {{name}} gets a place on {{node}}',
      what: 'The scheduler found a node for it and wrote its choice through the API server.',
      why: 'Something changed in the cluster: the pod got another try.',
    },
    ready: {
      title: 'Pod {{name}} is ready',
      what: 'Its kubelet on {{node}} reported it.',
      why: 'What is matches what was asked for.',
    },
  },
  other: {
    created: {
      title: '{{kind}} {{name}} is created',
      what: 'A controller saw that it is needed and created it through the API server.',
      why: 'Controllers keep comparing what shall be with what is.',
    },
    changed: {
      title: '{{kind}} {{name}} is changed',
      what: 'Its spec changed in etcd.',
      why: 'Controllers keep comparing what shall be with what is.',
    },
    deleted: {
      title: '{{kind}} {{name}} is deleted',
      what: 'It is gone from etcd; whoever watches is told.',
      why: 'Nobody needs it any more.',
    },
    podMarked: {
      title: 'Pod {{name}} is marked for deletion',
      what: 'It has a deletionTimestamp; its kubelet will end it.',
      why: 'A controller deleted it.',
    },
  },
  node: {
    ready: {
      title: 'Node {{name}} is ready',
      what: 'Its kubelet reported that it can run pods.',
      why: 'The kubelet speaks for its node.',
    },
    notReady: {
      title: 'Node {{name}} is not ready',
      what: 'The API now says that the node can not run pods.',
      why: 'Its kubelet said so, or has been silent for too long.',
    },
  },
  ...processes,
  refused: {
    title: 'The command was refused',
    what: '{{output}}',
    why: 'kubectl printed what the API server answered. This request changed nothing.',
  },
} as const

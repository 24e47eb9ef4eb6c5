/** Steps of the story in which a process is stopped or started. */
export const processes = {
  stopped: {
    'kube-apiserver': {
      title: 'The API server stops',
      what: 'Its connections are closed, and whoever asks is refused. Pods run on, but nothing can be read or changed.',
      why: 'You stopped it. Everyone works through the API server; each goes on with what it knew and tries again, with ever longer pauses.',
    },
    etcd: {
      title: 'etcd stops',
      what: 'The API server can store nothing. Writes are refused; watches and caches stay as they are.',
      why: 'You stopped it. The data lie on its disk; the API server keeps none of its own.',
    },
    'kube-scheduler': {
      title: 'The scheduler stops',
      what: 'Pods that have a node are not concerned. New ones stay Pending.',
      why: 'You stopped it. Nobody else chooses nodes, and no error is told: there is nobody to tell it.',
    },
    'kube-controller-manager': {
      title: 'The controller manager stops',
      what: 'What runs, runs on. Nothing is replaced, scaled, rolled out or cleaned up.',
      why: 'You stopped it. All loops that compare what is with what was asked for were in this process.',
    },
    'cloud-controller-manager': {
      title: 'The cloud controller manager stops',
      what: 'Load balancers that exist go on. New ones are not rented, and machines that the cloud gave up are not noticed.',
      why: 'You stopped it. It alone talks to the cloud.',
    },
    coredns: {
      title: 'CoreDNS stops',
      what: 'Names of Services do not resolve any more. Their addresses still work.',
      why: 'You stopped it. Names and addresses are two things: the rules for addresses are on every node.',
    },
    'kube-proxy': {
      title: 'kube-proxy of {{node}} stops',
      what: 'The rules that it wrote stay in the kernel of {{node}}, and grow old: pods that come and go are not noticed there.',
      why: 'You stopped it. Traffic never went through kube-proxy; it only writes the rules.',
    },
    cni: {
      title: 'The network plugin of {{node}} is gone',
      what: 'Pods that run there keep their addresses. New ones can not get any, and the network of those that end can not be taken down.',
      why: 'You stopped it. The runtime calls it once for each pod that comes and once for each that goes.',
    },
    'container-runtime': {
      title: 'The container runtime of {{node}} stops',
      what: 'Its containers run on under their shims. The kubelet can neither start nor stop any, and will report the node as not ready.',
      why: 'You stopped it. The daemon starts and supervises processes; it is not their parent.',
    },
  },
  started: {
    'kube-apiserver': {
      title: 'The API server starts again',
      what: 'It reads everything from etcd and then takes requests. Its clients come back one after another and list anew.',
      why: 'You started it. It remembers no changes from before, so watches can not be resumed.',
    },
    etcd: {
      title: 'etcd starts again',
      what: 'Its data are as they were. The API server finds it within a second, and writes succeed again.',
      why: 'You started it. Every write was on disk before it was confirmed.',
    },
    'kube-scheduler': {
      title: 'The scheduler starts again',
      what: 'It lists nodes and pods, and then takes the pods that wait.',
      why: 'You started it. Its queue was in memory; the API server is what it is made anew from.',
    },
    'kube-controller-manager': {
      title: 'The controller manager starts again',
      what: 'It lists everything, and each controller looks at each of its objects.',
      why: 'You started it. Controllers compare states and need no events of what happened meanwhile.',
    },
    'cloud-controller-manager': {
      title: 'The cloud controller manager starts again',
      what: 'It lists Services and nodes and brings the cloud in line with them.',
      why: 'You started it. It compares states and needs no events of what happened meanwhile.',
    },
    coredns: {
      title: 'CoreDNS starts again',
      what: 'It lists Services and EndpointSlices. Then names resolve again.',
      why: 'You started it. It keeps nothing on disk.',
    },
    'kube-proxy': {
      title: 'kube-proxy of {{node}} starts again',
      what: 'It lists Services and EndpointSlices and writes the rules anew. Until then the old ones hold.',
      why: 'You started it. It compares states and needs no events of what happened meanwhile.',
    },
    cni: {
      title: 'The network plugin of {{node}} is back',
      what: 'New pods get addresses again; what failed is tried again.',
      why: 'You brought it back. The kubelet tries again after a pause.',
    },
    'container-runtime': {
      title: 'The container runtime of {{node}} starts again',
      what: 'It finds its containers by their shims. The kubelet asks for all of them, and goes on with what waits.',
      why: 'You started it. Which containers there are, lies on its disk.',
    },
  },
} as const

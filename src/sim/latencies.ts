import type { LatencyModel } from './kernel/links.ts'
import { MICROSECOND, MILLISECOND, type Micros, SECOND } from './kernel/types.ts'

/** Every duration of the model in one place. Values are Kubernetes 1.36's defaults where it has them. */

/** Between two machines of one data centre, one way. */
const NETWORK: Micros = 250 * MICROSECOND
/** Between two processes of one machine. */
const LOOPBACK: Micros = 40 * MICROSECOND
/** From the user's machine to the cluster. */
const USER_NETWORK: Micros = 5 * MILLISECOND

/** Constant per pair, so that messages between two components stay in order. */
export const latencyModel: LatencyModel = (from, to) => {
  if (from.host === to.host) return LOOPBACK
  return from.host === 'user' || to.host === 'user' ? USER_NETWORK : NETWORK
}

export const TIMINGS = {
  /** Handling a request in kube-apiserver before storage is asked. */
  apiServerHandling: 300 * MICROSECOND,
  /** Encoding and the like after storage answered. */
  apiServerAnswering: 100 * MICROSECOND,
  /** One write in etcd: mostly the fsync of its write-ahead log. */
  etcdFsync: 2 * MILLISECOND,
  etcdRead: 100 * MICROSECOND,
  /** Client time-out of a request to a server that does not answer (kubelet's lease and status clients: 10 s). */
  requestTimeout: 10 * SECOND,
  /** HTTP/2 health check of client-go: read idle 30 s, ping time-out 15 s. */
  connectionLoss: 45 * SECOND,
  /** Thinking time of one reconcile. */
  reconcile: 500 * MICROSECOND,
  /** One scheduling cycle before the binding is sent. */
  schedulingCycle: 1 * MILLISECOND,
  schedulingBackOffInitial: 1 * SECOND,
  schedulingBackOffMax: 10 * SECOND,
  /** After so long an unschedulable pod is tried again whatever happened; looked at every `unschedulableFlush`. */
  unschedulableMax: 300 * SECOND,
  unschedulableFlush: 30 * SECOND,

  /** How often watches that ask for bookmarks get one. */
  watchBookmarks: 60 * SECOND,
  /** `--etcd-compaction-interval` */
  etcdCompaction: 5 * 60 * SECOND,
  /** `--event-ttl` */
  eventTtl: 60 * 60 * SECOND,
  /** Keys that expire within this time of one another share a lease (`--lease-reuse-duration-seconds`). */
  etcdLeaseSharing: 60 * SECOND,

  // kubelet
  nodeLeaseRenew: 10 * SECOND,
  nodeLeaseDuration: 40 * SECOND,
  nodeStatusReport: 5 * 60 * SECOND,
  nodeStatusUpdate: 10 * SECOND,
  podSyncHandling: 1 * MILLISECOND,
  housekeeping: 2 * SECOND,
  /** A runtime that does not answer for so long makes the node unready (baseRuntimeSyncTimeoutPeriod). */
  runtimeSilenceMax: 30 * SECOND,
  plegRelist: 1 * SECOND,
  imageBackOffInitial: 10 * SECOND,
  imageBackOffMax: 300 * SECOND,
  crashBackOffInitial: 10 * SECOND,
  crashBackOffMax: 300 * SECOND,
  crashBackOffReset: 600 * SECOND,
  /** Retry of a pod's sync after an error without a back-off of its own. */
  podErrorBackOff: 10 * SECOND,
  /** A pod's sync is retried no later than this. */
  podResyncMax: 60 * SECOND,
  mountBackOffInitial: 500 * MILLISECOND,
  mountBackOffMax: 122 * SECOND,

  // container runtime and CNI
  sandboxCreate: 40 * MILLISECOND,
  cniAdd: 30 * MILLISECOND,
  cniDel: 15 * MILLISECOND,
  containerCreate: 25 * MILLISECOND,
  containerStart: 60 * MILLISECOND,
  containerStopOverhead: 10 * MILLISECOND,

  // controllers
  /** `--kube-api-qps=20` of kube-controller-manager: each controller's client, once its burst is used up. */
  controllerRequestInterval: 50 * MILLISECOND,
  /** `--kube-api-burst` of kube-controller-manager, in requests. */
  controllerRequestBurst: 30,
  /** From so many nodes on, the managers are set up as clusters of this size have them: `--kube-api-qps=100 --kube-api-burst=100`. */
  largeClusterNodes: 1000,
  largeControllerRequestInterval: 10 * MILLISECOND,
  largeControllerRequestBurst: 100,
  nodeMonitorPeriod: 5 * SECOND,
  nodeMonitorGracePeriod: 50 * SECOND,
  nodeStartupGracePeriod: 60 * SECOND,
  defaultTolerationSeconds: 300,
  podGcPeriod: 20 * SECOND,
  podGcQuarantine: 40 * SECOND,
  /** From the garbage collector's noticing a change to its acting on it. */
  gcAttempt: 5 * MILLISECOND,

  // cloud
  /** Time the simulated cloud takes to set up a load balancer. */
  cloudLoadBalancer: 3 * SECOND,
} as const

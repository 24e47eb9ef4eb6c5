import type { PlanName, Tally } from './tables.ts'

/** One chapter of a plan: when it is complete, and who plays in it. */
export interface Chapter {
  readonly isComplete: (tally: Tally) => boolean
  readonly actors: readonly ActorRole[]
  /** True if this run of the plan has nothing to tell here, and the next chapters may pass it. */
  readonly isSkipped?: (tally: Tally) => boolean
}

/** A component, or the ones of the pods' nodes. */
type ActorRole =
  | 'kubectl'
  | 'kube-apiserver'
  | 'etcd'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubelet'
  | 'container-runtime'
  | 'cni'
  | 'kube-proxy'

const asks: Chapter = {
  isComplete: (tally) => tally.asked > 0,
  actors: ['kubectl', 'kube-apiserver'],
}
const stores: Chapter = {
  isComplete: (tally) => tally.stored > 0 && tally.stored >= tally.expected,
  actors: ['kube-apiserver', 'etcd'],
}
const createsPods: Chapter = {
  isComplete: (tally) => tally.wanted > 0 && tally.created >= tally.wanted,
  actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
}
const never: Chapter = { ...createsPods, isComplete: () => false, isSkipped: () => true }
const bindsPods: Chapter = {
  isComplete: (tally) => allCame(tally, tally.bound, tally.unschedulable),
  actors: ['kube-scheduler', 'kube-apiserver', 'etcd'],
}
const kubeletsLearn: Chapter = {
  isComplete: (tally) => allCame(tally, tally.learned, tally.unschedulable),
  actors: ['kube-apiserver', 'kubelet'],
}
const containersStart: Chapter = {
  isComplete: (tally) => allCame(tally, tally.started, tally.unschedulable + tally.notStarting),
  actors: ['kubelet', 'container-runtime', 'cni'],
}
const podsRun: Chapter = {
  isComplete: (tally) => allCame(tally, tally.finished, tally.unschedulable + tally.notWell),
  actors: ['kubelet', 'kube-apiserver', 'kube-controller-manager', 'kube-proxy'],
}
/** From the controllers to running pods; left out where no pods are wanted. */
const untilPodsRun = [createsPods, bindsPods, kubeletsLearn, containersStart, podsRun].map(
  (chapter): Chapter => ({
    ...chapter,
    isSkipped: (tally) =>
      tally.stored > 0 &&
      tally.stored >= tally.expected &&
      tally.wanted === 0 &&
      tally.created === 0,
  }),
)
const marksPods: Chapter = {
  isComplete: (tally) => tally.toMark > 0 && tally.marked >= tally.toMark,
  actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
  isSkipped: (tally) => tally.toMark === 0 && tally.stored > 0,
}
const kubeletsStop: Chapter = {
  isComplete: (tally) => tally.toMark > 0 && tally.stopping >= tally.toMark,
  actors: ['kube-apiserver', 'kubelet', 'container-runtime'],
  isSkipped: (tally) => tally.toMark === 0 && tally.stored > 0,
}
const podsGo: Chapter = {
  isComplete: (tally) => tally.toMark > 0 && tally.gone >= tally.toMark,
  actors: ['kubelet', 'kube-apiserver', 'etcd'],
  isSkipped: (tally) => tally.toMark === 0 && tally.stored > 0,
}
const breaks: Chapter = { isComplete: () => true, actors: ['kubelet'] }
const nothingToReplace = (tally: Tally): boolean =>
  tally.toMark > 0 && tally.marked >= tally.toMark && tally.wanted === 0
const nothingToEvict = (tally: Tally): boolean => tally.settled > 0 && tally.toMark === 0

const nodeLost: readonly Chapter[] = [
  breaks,
  {
    isComplete: (tally) => tally.noticed > 0,
    actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
  },
  {
    isComplete: (tally) => tally.settled > 0,
    actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
  },
  {
    isComplete: (tally) => tally.toMark > 0 && tally.marked >= tally.toMark,
    actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
    isSkipped: nothingToEvict,
  },
  {
    ...createsPods,
    isComplete: (tally) => tally.marked >= tally.toMark && createsPods.isComplete(tally),
    isSkipped: (tally) => nothingToEvict(tally) || nothingToReplace(tally),
  },
  { ...bindsPods, isSkipped: (tally) => nothingToEvict(tally) || nothingToReplace(tally) },
  { ...podsRun, isSkipped: (tally) => nothingToEvict(tally) || nothingToReplace(tally) },
]

const reportsReady: Chapter = {
  isComplete: (tally) => tally.noticed > 0,
  actors: ['kubelet', 'kube-apiserver', 'etcd'],
}
const leftoversGo: Chapter = {
  isComplete: (tally) => tally.toMark > 0 && tally.gone >= tally.toMark,
  actors: ['kubelet', 'kube-apiserver', 'etcd'],
  isSkipped: (tally) => tally.toMark === 0,
}
const containersRunAgain: Chapter = {
  isComplete: (tally) => tally.wanted > 0 && tally.finished >= tally.wanted,
  actors: ['kubelet', 'container-runtime', 'cni'],
  isSkipped: (tally) => tally.wanted === 0,
}
const taintsGo: Chapter = {
  isComplete: (tally) => tally.settled > 0,
  actors: ['kube-controller-manager', 'kube-apiserver', 'etcd'],
  isSkipped: (tally) => tally.expected === 0,
}

/** The chapters of each story, in order. */
export const PLANS: { readonly [P in PlanName]: readonly Chapter[] } = {
  create: [asks, stores, ...untilPodsRun],
  createPod: [asks, stores, never, bindsPods, kubeletsLearn, containersStart, podsRun],
  scaleUp: [asks, stores, ...untilPodsRun],
  scaleDown: [asks, stores, marksPods, kubeletsStop, podsGo],
  rollout: [asks, stores],
  delete: [asks, stores, marksPods, kubeletsStop, podsGo],
  deletePod: [asks, stores, kubeletsStop, podsGo],
  replacePod: [asks, stores, createsPods, bindsPods, podsRun, podsGo],
  remove: [asks, stores],
  service: [asks, stores, { ...createsPods, isComplete: (tally) => tally.noticed > 0 }],
  store: [asks, stores],
  cordon: [asks, stores],
  uncordon: [asks, stores],
  nodeCrash: nodeLost,
  networkCut: nodeLost,
  kubeletStop: nodeLost,
  nodeReturn: [breaks, reportsReady, leftoversGo, containersRunAgain, taintsGo],
  networkHeal: [breaks, leftoversGo, reportsReady, taintsGo],
  kubeletReturn: [breaks, reportsReady, leftoversGo, taintsGo],
  killContainer: [
    breaks,
    { isComplete: (tally) => tally.started > 0, actors: ['kubelet', 'container-runtime'] },
    { isComplete: (tally) => tally.finished > 0, actors: ['kubelet', 'kube-apiserver'] },
  ],
}

const RETURNS: ReadonlySet<PlanName> = new Set(['nodeReturn', 'networkHeal', 'kubeletReturn'])

/** True for plans by which a lost node comes back. */
export function isReturn(plan: PlanName): boolean {
  return RETURNS.has(plan)
}

/** Plans whose chapters need not come in order: they run side by side, and count as they come. */
export const UNORDERED: ReadonlySet<PlanName> = new Set(['replacePod', ...RETURNS])

/** True for plans that end pods which were there before. */
export function endsPods(plan: PlanName): boolean {
  return ENDING.has(plan)
}
const ENDING: ReadonlySet<PlanName> = new Set([
  'scaleDown',
  'rollout',
  'delete',
  'deletePod',
  'replacePod',
  'nodeCrash',
  'networkCut',
  'kubeletStop',
])

/** All pods that shall come have come this far or can not. */
function allCame(tally: Tally, passed: number, stuck: number): boolean {
  return passed > 0 && tally.created >= tally.wanted && passed + stuck >= tally.created
}

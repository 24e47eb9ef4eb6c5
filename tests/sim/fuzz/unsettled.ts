import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../../src/protocol/objects/workload.ts'
import { isComplete } from '../invariants.ts'
import { isReady, type ScenarioWorld } from '../scenario.ts'

/** What is not yet as the cluster's objects ask for, in words: empty once a mended cluster has converged. */
export function unsettled(world: ScenarioWorld): readonly string[] {
  return [
    ...nodesNotReady(world),
    ...deploymentsIncomplete(world),
    ...podsLeaving(world),
    ...strangers(world),
    ...wrongEndpoints(world),
  ]
}

function nodesNotReady(world: ScenarioWorld): readonly string[] {
  return world.cluster.workers
    .map((name) => world.the('Node', name))
    .filter(({ spec, status }) => {
      const ready = status.conditions?.find(({ type }) => type === 'Ready')
      return ready?.status !== 'True' || (spec.taints ?? []).length > 0
    })
    .map(({ metadata }) => `node ${metadata.name} is not ready, or tainted`)
}

/** A Deployment whose containers can not run, or not for long, need not become complete. */
function deploymentsIncomplete(world: ScenarioWorld): readonly string[] {
  return world
    .list('Deployment')
    .filter((each) => !isComplete(each) && !isHopeless(each) && !isStuck(world, each))
    .map(
      ({ metadata, status }) =>
        `deployment ${metadata.name} is not complete: ${JSON.stringify({ ...status, conditions: undefined })}`,
    )
}

function isHopeless({ spec }: Deployment): boolean {
  const [main] = spec.template.spec.containers
  if (main?.image === 'nginx:doesnotexist') return true
  const script = main?.command?.at(-1)
  if (script?.includes('exit')) return true
  // What does not serve, or another program than the image's own, does not answer probes.
  const serves = script === undefined && /nginx|web|slow|httpd/.test(main?.image ?? '')
  return !serves && (main?.readinessProbe ?? main?.startupProbe) !== undefined
}

/**
 * Upstream leaves this as it is, and so do we: a Deployment that became Recreate in the middle of a rollout and
 * was scaled at the same time. Its ReplicaSets tell of another size, so each sync takes it for a scaling, and
 * scaling several at once is done for RollingUpdate only (pkg/controller/deployment/sync.go isScalingEvent and scale, v1.36).
 */
function isStuck(world: ScenarioWorld, { metadata, spec }: Deployment): boolean {
  if (spec.strategy?.type !== 'Recreate') return false
  const active = world
    .list('ReplicaSet')
    .filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid))
    .filter((set) => (set.spec.replicas ?? 0) > 0)
  const isOtherSize = (set: ReplicaSet) =>
    set.metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] !==
    String(spec.replicas)
  return active.length > 1 && active.some(isOtherSize)
}

function podsLeaving(world: ScenarioWorld): readonly string[] {
  return world
    .list('Pod')
    .filter(({ metadata }) => metadata.deletionTimestamp)
    .map(({ metadata }) => `pod ${metadata.name} is still leaving`)
}

/** Containers run for the pods that the API has, on the nodes that it says, and for no others. */
function strangers(world: ScenarioWorld): readonly string[] {
  const podsOf = (node: string) =>
    new Set(
      world
        .list('Pod', '')
        .filter(({ spec }) => spec.nodeName === node)
        .map(({ metadata }) => metadata.name),
    )
  return world.cluster.workers.flatMap((node) => {
    const known = podsOf(node)
    return world
      .containers(node)
      .filter((container) => container.endsWith(' running'))
      .filter((container) => !known.has(container.slice(0, container.indexOf('/'))))
      .map((container) => `${container} on ${node}, of no pod`)
  })
}

function wrongEndpoints(world: ScenarioWorld): readonly string[] {
  return world.list('Service').flatMap(({ metadata, spec }) => {
    const app = spec.selector?.app
    if (app === undefined) return []
    const wanted = world
      .pods(app)
      .filter(isServing)
      .map(({ status }) => status.podIP ?? '')
      .sort()
    const served = world.endpoints(metadata.name)
    return wanted.join() === served.join()
      ? []
      : [`service ${metadata.name} leads to ${served}, not ${wanted}`]
  })
}

function isServing(pod: Pod): boolean {
  return isReady(pod) && !pod.metadata.deletionTimestamp
}

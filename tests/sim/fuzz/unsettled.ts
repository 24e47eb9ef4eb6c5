import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type { Deployment } from '../../../src/protocol/objects/workload.ts'
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
    .filter((deployment) => !isComplete(deployment) && !isHopeless(deployment))
    .map(
      ({ metadata, status }) =>
        `deployment ${metadata.name} is not complete: ${JSON.stringify({ ...status, conditions: undefined })}`,
    )
}

function isHopeless({ spec }: Deployment): boolean {
  const [main] = spec.template.spec.containers
  return (
    main?.image === 'nginx:doesnotexist' ||
    (main?.command?.at(-1) ?? '').includes('exit') ||
    // A pod of other containers may be probed for what they do not serve.
    (main?.readinessProbe !== undefined && !/nginx|web|slow|httpd/.test(main.image ?? '')) ||
    (main?.startupProbe !== undefined && !/nginx|web|slow|httpd/.test(main.image ?? ''))
  )
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

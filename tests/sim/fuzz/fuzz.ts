import { expect } from 'vitest'
import type { FailureName } from '../../../src/protocol/messages.ts'
import { DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import type { KeyValue } from '../../../src/sim/etcd/wire.ts'
import type { EventRecord } from '../../../src/sim/kernel/history.ts'
import { brokenRules } from '../invariants.ts'
import { expectReversible, ScenarioWorld } from '../scenario.ts'
import { manifestBy } from './manifests.ts'
import { createRandom, type Random } from './random.ts'
import { unsettled } from './unsettled.ts'

const CHECK_EVERY = 200
const WAITS = ['50ms', '300ms', '2s', '7s', '30s', '75s']
const BREAKING: readonly FailureName[] = ['crash-node', 'cut-network', 'stop-kubelet']
const MENDING: readonly FailureName[] = ['restart-node', 'heal-network', 'start-kubelet']
/** Longer than any back-off and toleration, and than the progress deadline. */
const CONVERGES_WITHIN = '25m'

/**
 * One random life of a cluster: manifests, acts and failures drawn from a seed. Rules that hold always are
 * checked on the way; then all is mended, and the cluster must come to what its objects ask for; then
 * the run is taken back to its start, forward again, and replayed.
 */
export function fuzz(seed: number): void {
  const random = createRandom(seed)
  const nodes = random.between(2, 4)
  const world = new ScenarioWorld({ seed, topology: { ...DEFAULT_TOPOLOGY, workers: nodes } })
  const acts: string[] = []
  try {
    watchRules(world)
    for (let i = random.between(2, 4); i > 0; i--) acts.push(applySomething(world, random))
    world.run(random.pick(WAITS))
    for (let i = random.between(6, 14); i > 0; i--) {
      const act = random.pick(ACTS)
      acts.push(act(world, random))
      world.run(random.pick(WAITS))
    }
    mend(world)
    acts.push('mended')
    world.until('convergence', () => unsettled(world).length === 0, CONVERGES_WITHIN)
    expect(brokenRules(world.cluster)).toEqual([])
    expectReversible(world)
  } catch (error) {
    throw new Error(report(seed, acts, world, error as Error))
  }
}

function report(
  seed: number,
  acts: readonly string[],
  world: ScenarioWorld,
  { message, stack = '' }: Error,
): string {
  const where = stack.split('\n').find((line) => line.includes('/src/')) ?? ''
  return [
    `FUZZ_SEED=${seed} npx vitest run tests/sim/fuzz`,
    message + where,
    ...acts.map((act) => `  ${act}`),
    ...unsettled(world).slice(0, 5),
  ].join('\n')
}

/** Looks at every event for revisions, and now and then at everything. */
function watchRules(world: ScenarioWorld): void {
  let countdown = CHECK_EVERY
  let revision = world.cluster.etcd.revision.get()
  world.witness((record) => {
    revision = checkRevisions(record, revision)
    if (--countdown > 0) return
    countdown = CHECK_EVERY
    const broken = brokenRules(world.cluster)
    if (broken.length > 0)
      throw new Error(`at ${world.cluster.kernel.position}: ${broken.join('; ')}`)
  })
}

/** Every write has a revision of its own, greater than all before. */
function checkRevisions({ changes }: EventRecord, before: number): number {
  let revision = before
  for (const { table, after } of changes) {
    if (table.name !== 'etcd/kv' || after === undefined) continue
    const { key, modRevision } = after as KeyValue
    if (modRevision <= revision)
      throw new Error(`${key} was written at ${modRevision} after ${revision}`)
    revision = modRevision
  }
  return revision
}

function mend(world: ScenarioWorld): void {
  for (const process of processesOf(world)) world.fail('start-component', process)
  for (const node of world.cluster.workers) {
    for (const failure of MENDING) world.fail(failure, node)
    // A machine that was down when its processes were started could not start them.
    for (const part of ON_WORKERS) world.fail('start-component', `${node}/${part}`)
    world.kubectl(`uncordon ${node}`).kubectl(`taint node ${node} broken-`)
  }
  world.run('1s')
  for (const { metadata, spec } of world.list('Deployment'))
    if (spec.paused) world.kubectl(`rollout resume deployment/${metadata.name}`)
}

/** Does something and says what. */
type Act = (world: ScenarioWorld, random: Random) => string

function say(world: ScenarioWorld, line: string): string {
  world.kubectl(line)
  return `kubectl ${line}`
}

function applySomething(world: ScenarioWorld, random: Random): string {
  const manifest = manifestBy(random)
  world.apply(...manifest)
  return `apply ${JSON.stringify(manifest)}`
}

function breakNode(world: ScenarioWorld, random: Random): string {
  const failure = random.pick([...BREAKING, ...BREAKING, ...MENDING])
  const node = random.pick(world.cluster.workers)
  world.fail(failure, node)
  return `${failure} ${node}`
}

const CONTROL_PLANE = [
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'kube-controller-manager',
  'cloud-controller-manager',
  'coredns',
]
const ON_WORKERS = ['kubelet', 'kube-proxy', 'cni', 'container-runtime']

function processesOf(world: ScenarioWorld): readonly string[] {
  return [
    ...CONTROL_PLANE,
    ...world.cluster.workers.flatMap((node) => ON_WORKERS.map((part) => `${node}/${part}`)),
  ]
}

function breakProcess(world: ScenarioWorld, random: Random): string {
  const failure = random.pick(['stop-component', 'start-component'] as const)
  const target = random.pick(processesOf(world))
  world.fail(failure, target)
  return `${failure} ${target}`
}

/** A process is stopped and comes back, as in a restart or an update. */
function restartProcess(world: ScenarioWorld, random: Random): string {
  const target = random.pick(processesOf(world))
  const pause = random.pick(WAITS)
  world.fail('stop-component', target).run(pause).fail('start-component', target)
  return `restart ${target} after ${pause}`
}

function onDeployment(line: (name: string, random: Random) => string): Act {
  return (world, random) => {
    const deployments = world.list('Deployment')
    if (deployments.length === 0) return applySomething(world, random)
    return say(world, line(random.pick(deployments).metadata.name, random))
  }
}

function onPod(line: (name: string, random: Random) => string): Act {
  return (world, random) => {
    const pods = world.list('Pod')
    if (pods.length === 0) return applySomething(world, random)
    return say(world, line(random.pick(pods).metadata.name, random))
  }
}

function killContainer(world: ScenarioWorld, random: Random): string {
  const pods = world.list('Pod')
  if (pods.length === 0) return applySomething(world, random)
  const target = `default/${random.pick(pods).metadata.name}/main`
  world.fail('kill-container', target)
  return `kill-container ${target}`
}

const CASCADES = ['background', 'foreground', 'orphan']
const IMAGES = ['nginx:1.27', 'nginx:1.28', 'httpd:2.4', 'redis:7.4', 'nginx:doesnotexist']

const ACTS: readonly Act[] = [
  applySomething,
  applySomething,
  breakNode,
  breakNode,
  breakNode,
  breakProcess,
  breakProcess,
  restartProcess,
  restartProcess,
  killContainer,
  onDeployment((name, random) => `scale deployment ${name} --replicas=${random.between(0, 6)}`),
  onDeployment((name, random) => `set image deployment/${name} main=${random.pick(IMAGES)}`),
  onDeployment((name) => `rollout undo deployment/${name}`),
  onDeployment((name) => `rollout restart deployment/${name}`),
  onDeployment((name, random) => `rollout ${random.pick(['pause', 'resume'])} deployment/${name}`),
  onDeployment((name, random) => `delete deployment ${name} --cascade=${random.pick(CASCADES)}`),
  onPod((name) => `delete pod ${name}`),
  onPod((name) => `delete pod ${name} --grace-period=0 --force`),
  onPod(
    (name, random) => `label pod ${name} app=${random.pick(['solo', 'web', 'api'])} --overwrite`,
  ),
  (world, random) =>
    say(world, `${random.pick(['cordon', 'uncordon'])} ${random.pick(world.cluster.workers)}`),
  (world, random) => {
    const node = random.pick(world.cluster.workers)
    const taint = random.pick(['broken=yes:NoExecute', 'broken=yes:NoSchedule', 'broken-'])
    return say(world, `taint node ${node} ${taint} --overwrite`)
  },
]

import type { Pod } from '../src/protocol/objects/pod.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../src/sim/cluster.ts'
import { SECOND } from '../src/sim/kernel/types.ts'
import { median, type Row, timed } from './measure.ts'

/** Pods fit: 110 a node at most, and small requests. */
const REPLICAS_PER_DEPLOYMENT = 100
const GIVE_UP: number = 1800 * SECOND

/** A manifest of as many Deployments as make up the pods. */
export function manifestOf(pods: number): string {
  const each = Math.min(REPLICAS_PER_DEPLOYMENT, pods)
  return Array.from({ length: Math.ceil(pods / each) }, (_, i) => {
    const name = `web-${i + 1}`
    const replicas = Math.min(each, pods - i * each)
    return [
      'apiVersion: apps/v1',
      'kind: Deployment',
      `metadata: { name: ${name} }`,
      `spec: { replicas: ${replicas}, selector: { matchLabels: { app: ${name} } },`,
      `  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [ { name: main, image: "nginx:1.27", resources: { requests: { cpu: 10m, memory: 16Mi } } } ] } } }`,
    ].join('\n')
  }).join('\n---\n')
}

/** A settled cluster that was told to run so many pods. */
export function clusterWith(pods: number, nodes: number, seed = 1): Cluster {
  const cluster = new Cluster({ seed, topology: { ...DEFAULT_TOPOLOGY, workers: nodes } })
  cluster.settle()
  cluster.act({ type: 'apply', manifest: manifestOf(pods) })
  return cluster
}

/** Runs until so many pods are Running. */
export function runUntilRunning(cluster: Cluster, pods: number): number {
  let running = 0
  const isRunning = (value: unknown) =>
    (value as { readonly value?: Pod } | undefined)?.value?.status?.phase === 'Running'
  return cluster.kernel.run({
    until: GIVE_UP,
    stop: (record) => {
      for (const { table, key, before, after } of record.changes) {
        if (table.name !== 'etcd/kv' || !key.startsWith('/registry/pods/')) continue
        running += Number(isRunning(after)) - Number(isRunning(before))
      }
      return running >= pods
    },
  })
}

/** From apply to all pods Running, journal on. */
export function benchCluster(
  pods: number,
  nodes: number,
  goalSeconds: number,
  times: number,
): readonly Row[] {
  const runs = Array.from({ length: times }, (_, i) => {
    const cluster = clusterWith(pods, nodes, i + 1)
    const { result: events, seconds } = timed(() => runUntilRunning(cluster, pods))
    return { seconds, events }
  })
  const seconds = median(runs.map((run) => run.seconds))
  const name = `${pods} pods on ${nodes} nodes`
  return [
    { name, value: seconds, unit: 's', goal: `<= ${goalSeconds}` },
    { name: `${name}: events per pod`, value: (runs[0]?.events ?? 0) / pods, unit: 'events' },
    { name: `${name}: per pod`, value: (seconds / pods) * 1e6, unit: 'us' },
  ]
}

/** One step back, and a jump across many events either way. */
export function benchTravel(): readonly Row[] {
  const cluster = clusterWith(1500, 100)
  const { kernel } = cluster
  runUntilRunning(cluster, 1500)
  const far = Math.min(100_000, kernel.position - kernel.history.base)
  const end = kernel.position
  const backs = Array.from({ length: 200 }, () => timed(() => kernel.back()).seconds * 1000)
  kernel.seek(end)
  const back = timed(() => kernel.seek(end - far)).seconds * 1000
  const forward = timed(() => kernel.seek(end)).seconds * 1000
  return [
    { name: 'one step back (worst of 200)', value: Math.max(...backs), unit: 'ms', goal: '<= 1' },
    { name: `seek back across ${far} events`, value: back, unit: 'ms', goal: '<= 200' },
    { name: `seek forward across ${far} events`, value: forward, unit: 'ms', goal: '<= 200' },
  ]
}

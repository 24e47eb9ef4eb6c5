// Runs N pods in webernetes until all are Running; prints {seconds, cpuSeconds} as JSON. Bundled by bench/peer.ts before it runs.
import { BaseImage, Cluster } from '@ngrok/webernetes'

const pods = Number(process.argv[2] ?? 10)

class Server extends BaseImage {
  static imageName = 'nginx'
  static imageVersion = '1.27'
  defaultCommand = ['server']
  async exec(context) {
    return await context.waitUntilKilled()
  }
}

const cluster = new Cluster()
cluster.registerImage(Server)
await cluster.init()

const cpu = process.cpuUsage()
const start = performance.now()
const running = new Set()
const done = new Promise((resolve) => {
  cluster.informer('pods', (_, pod) => {
    if (pod.metadata?.namespace === 'default' && pod.status?.phase === 'Running')
      running.add(pod.metadata.name)
    if (running.size >= pods) resolve()
  })
})
await cluster.apply([
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: pods,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
      },
    },
  },
])
await done
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6 })}\n`)
process.exit(0)

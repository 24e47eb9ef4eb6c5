import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { clusterWith, runUntilRunning } from './cluster.ts'
import { median, type Row, timed } from './measure.ts'

const FOLDER = join(process.cwd(), 'bench', 'webernetes')
const TIMES = 3

interface Measured {
  readonly seconds: number
  readonly cpuSeconds: number
}

/** The same pods on three nodes here and in @ngrok/webernetes; it runs on real timers, so CPU time is told beside. */
export function benchPeer(): readonly Row[] {
  if (!existsSync(join(FOLDER, 'node_modules')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], {
      cwd: FOLDER,
      stdio: 'inherit',
    })
  const outfile = join(FOLDER, 'node_modules', '.cache', 'run.mjs')
  // Its modules lack file extensions: Node can not load them as they are.
  buildSync({
    entryPoints: [join(FOLDER, 'run.mjs')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    banner: { js: REQUIRE },
  })
  return [10, 100].flatMap((pods) => compare(pods, outfile))
}

/** Bundled CommonJS dependencies ask for Node's modules by `require`. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

function compare(pods: number, script: string): readonly Row[] {
  const theirs = Array.from(
    { length: TIMES },
    () =>
      JSON.parse(execFileSync('node', [script, String(pods)], { encoding: 'utf8' })) as Measured,
  )
  const ours = Array.from({ length: TIMES }, (_, i) => {
    const cluster = clusterWith(pods, 3, i + 1)
    const cpu = process.cpuUsage()
    const { seconds } = timed(() => runUntilRunning(cluster, pods))
    const { user, system } = process.cpuUsage(cpu)
    return { seconds, cpuSeconds: (user + system) / 1e6 }
  })
  const [wall, cpu] = (['seconds', 'cpuSeconds'] as const).map(
    (field) =>
      [median(ours.map((run) => run[field])), median(theirs.map((run) => run[field]))] as const,
  )
  const name = `${pods} pods on 3 nodes`
  return [
    { name: `${name}: pilothouse`, value: wall?.[0] ?? 0, unit: 's' },
    { name: `${name}: webernetes`, value: wall?.[1] ?? 0, unit: 's' },
    {
      name: `${name}: webernetes / pilothouse`,
      value: (wall?.[1] ?? 0) / (wall?.[0] ?? 1),
      unit: 'x wall',
    },
    {
      name: `${name}: webernetes / pilothouse`,
      value: (cpu?.[1] ?? 0) / (cpu?.[0] ?? 1),
      unit: 'x CPU',
    },
  ]
}

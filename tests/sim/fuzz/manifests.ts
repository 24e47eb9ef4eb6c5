import { deploymentOf, podOf, serviceOf, shell } from '../scenario.ts'
import type { Random } from './random.ts'

const NAMES = ['web', 'api', 'cache']

/** A random manifest: a Deployment with or without a Service, a Service alone, or bare pods. */
export function manifestBy(random: Random): readonly object[] {
  const name = random.pick(NAMES)
  switch (random.between(0, 5)) {
    case 0:
      return [barePod(random)]
    case 1:
      return [serviceOf(name)]
    case 2:
      return [deploymentBy(random, name), serviceOf(name)]
    default:
      return [deploymentBy(random, name)]
  }
}

function deploymentBy(random: Random, name: string): object {
  const strategy = random.pick([
    undefined,
    { type: 'Recreate', rollingUpdate: null },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: '50%' } },
  ])
  const spec = {
    ...(strategy && { strategy }),
    ...(random.chance(0.2) && { minReadySeconds: random.between(1, 10) }),
    ...(random.chance(0.2) && { revisionHistoryLimit: random.between(0, 2) }),
  }
  const podSpec = {
    ...(random.chance(0.2) && { terminationGracePeriodSeconds: random.between(0, 5) }),
    ...(random.chance(0.2) && { initContainers: [{ name: 'before', ...shell('sleep 1') }] }),
  }
  return deploymentOf(name, random.between(0, 5), containerBy(random), spec, podSpec)
}

function containerBy(random: Random): object {
  const http = { httpGet: { path: '/', port: 80 }, periodSeconds: random.between(1, 5) }
  const image = random.pick([
    { image: 'nginx:1.27' },
    { image: 'nginx:1.28' },
    { image: 'pilothouse/web' },
    { image: 'pilothouse/slow-start' },
    { image: 'pilothouse/stubborn' },
    { image: 'nginx:doesnotexist' },
    shell('sleep 3600'),
    shell('sleep 5; exit 1'),
  ])
  const isServer = /nginx|web|slow/.test(JSON.stringify(image))
  return {
    ...image,
    ...(random.chance(0.3) && {
      resources: { requests: { cpu: random.pick(['50m', '200m', '500m']), memory: '64Mi' } },
    }),
    ...(isServer && random.chance(0.4) && { readinessProbe: http }),
    ...(isServer && random.chance(0.2) && { startupProbe: { ...http, failureThreshold: 30 } }),
  }
}

function barePod(random: Random): object {
  const restartPolicy = random.pick(['Always', 'OnFailure', 'Never'])
  const script = random.pick(['sleep 3600', 'sleep 20', 'exit 1', 'sleep 4; exit 2'])
  return podOf(`bare-${random.between(1, 3)}`, shell(script), { restartPolicy })
}

// Goal: every example that the page offers works, and a whole shop can be stepped through. Method: apply each and let it settle.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import { isReady, type ScenarioWorld, scenario } from '../scenario.ts'

const FOLDER = new URL('../../../examples/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')
/** Examples that show something which does not end well. */
const SYSTEM = ['kubernetes', 'kube-dns']
const UNWELL = ['crashing.yaml', 'too-big.yaml']

function untilAllReady(world: ScenarioWorld): void {
  const pods = (): readonly Pod[] => world.list('Pod', '')
  world.until('all pods ready', () => pods().length > 0 && pods().every(isReady), '3m')
  world.run('10s')
}

describe('examples', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'))) {
    if (UNWELL.includes(name)) continue
    scenario(`${name} becomes ready and stays so`, {}, (world) => {
      world.apply(read(name))
      untilAllReady(world)
      for (const { metadata, spec, status } of world.list('Deployment', ''))
        expect([metadata.name, status.availableReplicas]).toEqual([metadata.name, spec.replicas])
      for (const { metadata } of world.list('Service', ''))
        if (!SYSTEM.includes(metadata.name))
          expect(world.endpoints(metadata.name, metadata.namespace)).not.toEqual([])
      expect(world.printed.filter(({ exitCode }) => exitCode !== 0)).toEqual([])
    })
  }

  scenario('crashing.yaml crashes again and again', {}, (world) => {
    world.apply(read('crashing.yaml')).run('2m')
    expect(world.pods('unlucky')[0]?.status.containerStatuses?.[0]?.restartCount).toBeGreaterThan(2)
  })

  scenario('too-big.yaml waits, and says why', {}, (world) => {
    world.apply(read('too-big.yaml')).run('10s')
    const [pod] = world.pods('giant')
    expect(world.events(pod?.metadata.name ?? '')[0]).toMatch(
      /^FailedScheduling: 0\/3 nodes are available: 3 Insufficient cpu/,
    )
  })

  scenario('the shop has ten Services, and each of its pods is served by one', {}, (world) => {
    world.apply(read('shop.yaml'))
    untilAllReady(world)
    const services = world.list('Service', 'shop')
    expect(services.length).toBeGreaterThanOrEqual(10)
    const served = new Set(
      services.flatMap(({ metadata }) => world.endpoints(metadata.name, 'shop')),
    )
    expect(served.size).toBeGreaterThanOrEqual(10)
  })
})

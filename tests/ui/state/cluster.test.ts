import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Frame } from '../../../src/protocol/messages.ts'
import {
  applyFrame,
  crashCluster,
  emptyCluster,
  startCluster,
  useCluster,
} from '../../../src/ui/state/cluster.ts'
import { nodesInOrder, podsByNode } from '../../../src/ui/state/selectors.ts'
import { fixtureFrame, fixturePod } from '../fixtures/fixture-worker.ts'

const topology = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 1024 ** 3, podsMax: 110 }

function podChange(name: string, node: string | null) {
  const row = node === null ? null : fixturePod(name, node)
  return { table: 'pods', key: `default/${name}`, row } as const
}

beforeEach(() => useCluster.setState(emptyCluster, true))

describe('applyFrame', () => {
  test('sets, replaces and removes rows; untouched tables keep their identity', () => {
    // given
    applyFrame(fixtureFrame({ changes: [podChange('a', 'worker-1'), podChange('b', '')] }))
    const before = useCluster.getState().rows

    // when
    applyFrame(fixtureFrame({ changes: [podChange('a', null), podChange('b', 'worker-2')] }))

    // then
    const { rows } = useCluster.getState()
    expect([...rows.pods.keys()]).toEqual(['default/b'])
    expect(rows.pods.get('default/b')?.nodeName).toBe('worker-2')
    expect(rows.nodes).toBe(before.nodes)
    expect([...before.pods.keys()]).toEqual(['default/a', 'default/b'])
  })

  test('a frame that resets forgets every row first', () => {
    applyFrame(fixtureFrame({ changes: [podChange('a', 'worker-1')] }))
    applyFrame(fixtureFrame({ reset: true, changes: [podChange('b', 'worker-1')] }))
    expect([...useCluster.getState().rows.pods.keys()]).toEqual(['default/b'])
  })

  test('output is taken back with the steps that printed it', () => {
    // given
    const said = {
      command: 'get pods',
      text: 'No resources found',
      exitCode: 0,
      session: 7,
      isOver: true,
    }
    const line = { ...said, position: 105, atMicros: 1_000 }
    applyFrame(fixtureFrame({ position: 110, output: [line] }))
    applyFrame(fixtureFrame({ position: 120, output: [{ ...line, position: 118, text: 'later' }] }))

    // when
    applyFrame(fixtureFrame({ position: 115, motion: 'back' }))

    // then
    expect(useCluster.getState().output.map((entry) => entry.text)).toEqual(['No resources found'])
  })

  test('any split of the same changes into frames gives the same rows', () => {
    const change = fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.constantFrom('', 'worker-1', 'worker-2')))
      .map(([name, node]) => podChange(name, node))
    fc.assert(
      fc.property(fc.array(fc.array(change)), (frames) => {
        useCluster.setState(emptyCluster, true)
        for (const changes of frames) applyFrame(fixtureFrame({ changes }))
        const split = new Map(useCluster.getState().rows.pods)
        useCluster.setState(emptyCluster, true)
        applyFrame(fixtureFrame({ changes: frames.flat() }))
        expect(new Map(useCluster.getState().rows.pods)).toEqual(split)
      }),
    )
  })
})

test('a new run forgets the old one, a crash keeps its picture', () => {
  applyFrame(fixtureFrame({ changes: [podChange('a', 'worker-1')], playing: 'running-to-quiet' }))
  crashCluster({ message: 'assert', stack: '', recording: null })
  expect(useCluster.getState().rows.pods.size).toBe(1)
  expect(useCluster.getState().playing).toBeNull()

  startCluster(7, topology)
  const { rows, crashed, ready, seed } = useCluster.getState()
  expect({ pods: rows.pods.size, crashed, ready, seed }).toEqual({
    pods: 0,
    crashed: null,
    ready: false,
    seed: 7,
  })
})

describe('selectors', () => {
  test('pods by node, in order, the same answer for the same table', () => {
    applyFrame(
      fixtureFrame({
        changes: [
          podChange('web-10', 'worker-1'),
          podChange('web-9', 'worker-1'),
          podChange('x', ''),
        ],
      }),
    )
    const { pods } = useCluster.getState().rows
    expect(
      podsByNode(pods)
        .get('worker-1')
        ?.map((pod) => pod.name),
    ).toEqual(['web-9', 'web-10'])
    expect(
      podsByNode(pods)
        .get('')
        ?.map((pod) => pod.name),
    ).toEqual(['x'])
    expect(podsByNode(pods)).toBe(podsByNode(pods))
  })

  test('nodes count as people do', () => {
    const named = (name: string) => [name, { name }] as const
    const nodes = new Map([named('worker-10'), named('worker-2')]) as unknown
    const sorted = nodesInOrder(nodes as Parameters<typeof nodesInOrder>[0])
    expect(sorted.map((node) => node.name)).toEqual(['worker-2', 'worker-10'])
  })
})

test('frames keep what playback shows', () => {
  const playing: Frame['playing'] = { type: 'speed', factor: 10 }
  applyFrame(fixtureFrame({ playing, isQuiet: true, nextAtMicros: 5_000_000 }))
  expect(useCluster.getState()).toMatchObject({ playing, isQuiet: true, nextAtMicros: 5_000_000 })
})

import { describe, expect, test } from 'vitest'
import { Page } from './page.ts'
import { slowPage } from './slow-page.ts'

test('a long boot tells how far it is, and nothing of the cluster before it has settled', () => {
  const page = slowPage()
  page.boot(40)
  page.until('frame')
  const progress = page.of('booting')
  expect(progress.length).toBeGreaterThan(2)
  expect(progress[0]?.nodesReady).toBeLessThan(40)
  expect(progress.at(-1)).toMatchObject({ nodes: 40, nodesReady: 40 })
  const times = progress.map(({ atMicros }) => atMicros)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(page.updates.map(({ type }) => type).lastIndexOf('booting')).toBeLessThan(
    page.updates.findIndex(({ type }) => type === 'frame'),
  )
})

test('booted in slices a cluster is the same as booted in one', () => {
  const page = slowPage()
  page.boot(3)
  page.until('frame')
  page.send({ type: 'save', requestId: 1 })
  page.until('reply')
  const inOne = new Page().boot().ask((requestId) => ({ type: 'save', requestId }))
  expect(page.of('reply')[0]?.reply).toEqual(inOne)
})

test('what is asked of a cluster that boots is answered when it stands', () => {
  const page = slowPage()
  page.boot(20)
  page.until('booting')
  page.send({ type: 'objects', requestId: 7, kind: 'Node' })
  expect(page.of('reply')).toEqual([])
  page.until('reply')
  const [{ requestId, reply } = {}] = page.of('reply')
  expect(requestId).toBe(7)
  expect(reply?.type === 'objects' && reply.objects.length).toBe(20)
})

test('another boot takes the place of one that is under way; what was asked of that is refused', () => {
  const page = slowPage()
  page.boot(40)
  page.until('booting')
  page.send({ type: 'save', requestId: 3 })
  page.boot(2)
  page.until('frame')
  expect(page.of('reply')[0]).toMatchObject({ requestId: 3, reply: { type: 'refused' } })
  const nodes = page.of('frame')[0]?.changes.filter(({ table }) => table === 'nodes')
  expect(nodes).toHaveLength(2)
})

describe('given a cluster that was prepared on a guess', () => {
  const topology = (workers: number) => ({
    workers,
    cpuMilli: 4000,
    memoryBytes: 8 * 2 ** 30,
    podsMax: 110,
  })
  const kept = (page: ReturnType<typeof slowPage>) => {
    page.send({ type: 'save', requestId: 1, isHere: true })
    return page.of('reply').at(-1)?.reply
  }

  test('when it is the one that is booted, then a run goes on in it and ends as it did', () => {
    // given
    const former = new Page().boot()
    former.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n')
    for (let i = 0; i < 5; i++) former.step('message')
    const reply = former.ask((requestId) => ({ type: 'save', requestId, isHere: true }))
    if (reply.type !== 'saved') throw new Error('not saved')
    const { recording } = reply
    const page = slowPage()
    page.send({ type: 'prepare', seed: 1, topology: topology(3) })
    page.rest()

    // when
    const booting = page.updates.length
    page.send({ type: 'boot', seed: 1, topology: topology(3), recording })
    page.until('frame')

    // then
    expect(booting).toBe(0)
    expect(kept(page)).toEqual(reply)
  })

  test('when another is booted, then nothing is left of the guess', () => {
    const page = slowPage()
    page.send({ type: 'prepare', seed: 9, topology: topology(4) })
    page.rest()
    page.boot(3)
    page.until('frame')
    const inOne = new Page().boot()
    expect(kept(page)).toEqual(
      inOne.ask((requestId) => ({ type: 'save', requestId, isHere: true })),
    )
  })
})

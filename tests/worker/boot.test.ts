import { expect, test } from 'vitest'
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

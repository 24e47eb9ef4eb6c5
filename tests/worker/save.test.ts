import { expect, test } from 'vitest'
import type { Update } from '../../src/protocol/messages.ts'
import { Page } from './page.ts'
import { slowPage } from './slow-page.ts'

type SlowPage = ReturnType<typeof slowPage>

function savedBy(page: SlowPage) {
  const last = page.of('reply').at(-1)?.reply
  if (last?.type !== 'saved') throw new Error('not saved')
  return last.recording
}

function framesOf(updates: readonly Update[]): number {
  return updates.filter(({ type }) => type === 'frame').length
}

test('a run is kept while it plays: pictures go on meanwhile, and what is kept is the very state there', () => {
  // given
  const page = slowPage()
  page.boot(30)
  page.until('frame')
  page.send({ type: 'play', pace: { type: 'speed', factor: 10 } })
  page.until('frame')

  // when
  const before = page.updates.length
  page.send({ type: 'save', requestId: 1 })
  page.until('reply')

  // then
  expect(framesOf(page.updates.slice(before))).toBeGreaterThan(3)
  const recording = savedBy(page)
  const again = new Page().order({ type: 'boot', ...recording, recording })
  const reply = again.ask((requestId) => ({ type: 'save', requestId }))
  expect(reply).toEqual({ type: 'saved', recording })
})

test('of the very place, it is kept before anything else moves', () => {
  const page = slowPage()
  page.boot(30)
  page.until('frame')
  const position = page.of('frame').at(-1)?.position
  page.send({ type: 'save', requestId: 1, isHere: true })
  page.send({ type: 'step', grain: 'message', direction: 'forward' })
  expect(savedBy(page).position).toBe(position)
})

test('otherwise a command does not wait for it', () => {
  const page = slowPage()
  page.boot(30)
  page.until('frame')
  const { length } = page.updates
  page.send({ type: 'save', requestId: 1 })
  page.send({
    type: 'act',
    requestId: 2,
    action: { type: 'kubectl', args: ['get', 'nodes'] },
  })
  page.until('reply')
  const replies = page.updates
    .slice(length)
    .flatMap((update) => (update.type === 'reply' ? [update.requestId] : []))
  expect(replies).toEqual([2, 1])
})

// @vitest-environment happy-dom
// Goal: the speaker's window follows the stage and drives it. Method: both ends in one document, over a channel of the test.
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { create } from 'zustand'
import { SpeakerPage } from '../../../src/ui/presenter/speaker/SpeakerPage.tsx'
import { useSpeaker } from '../../../src/ui/presenter/speaker/speaker-state.ts'
import { useSpeakerLink } from '../../../src/ui/presenter/speaker-link.ts'
import { emptyStage, useStage } from '../../../src/ui/presenter/stage-state.ts'
import { emptyCluster, useCluster } from '../../../src/ui/state/cluster.ts'
import { render, settle } from '../fixtures/render.tsx'

/** As the browser's: everybody hears but who spoke. */
class Channel {
  static all = new Set<Channel>()
  onmessage: ((event: { readonly data: unknown }) => void) | null = null
  constructor() {
    Channel.all.add(this)
  }
  postMessage(data: unknown) {
    const copy = structuredClone(data)
    for (const other of Channel.all) if (other !== this) other.onmessage?.({ data: copy })
  }
  close() {
    Channel.all.delete(this)
  }
}

const useStagePresence = create(() => ({ isThere: false }))

function OnStage() {
  useSpeakerLink()
  return null
}

/** Both windows; the stage comes when it is told to. */
function Windows() {
  const isThere = useStagePresence((state) => state.isThere)
  return (
    <>
      <SpeakerPage />
      {isThere && <OnStage />}
    </>
  )
}

function fakeTimers() {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
  })
}

function text(): string {
  return document.body.textContent ?? ''
}

async function pass(ms: number): Promise<void> {
  await act(async () => vi.advanceTimersByTimeAsync(ms))
}

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', Channel)
  Channel.all.clear()
  useStage.setState(emptyStage)
  useStagePresence.setState({ isThere: false })
  useCluster.setState({ ...emptyCluster, ready: true })
  useSpeaker.setState({ connection: 'waiting', stage: null, situation: null })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the speaker’s window', () => {
  it('waits for a stage, joins it, and is told what is on it', async () => {
    fakeTimers()
    await render(<Windows />)
    expect(text()).toContain('Waiting for the stage')

    await settle(() => useStagePresence.setState({ isThere: true }))
    await pass(1500)

    expect(text()).toContain('In step with the stage')
    await settle(() => useStage.setState({ isBlack: true }))
    await pass(500)
    expect(useSpeaker.getState().situation?.isBlack).toBe(true)
  })

  it('drives the stage by its buttons and by a clicker’s keys', async () => {
    fakeTimers()
    useStagePresence.setState({ isThere: true })
    const host = await render(<Windows />)
    await pass(1500)
    const black = [...host.querySelectorAll('button')].find((it) => it.textContent === 'Black')

    await settle(() => black?.click())
    expect(useStage.getState().isBlack).toBe(true)
    await settle(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: '.' })))
    expect(useStage.getState().isBlack).toBe(false)
  })

  it('says so when the presentation is left, and obeys nobody then', async () => {
    fakeTimers()
    useStagePresence.setState({ isThere: true })
    const host = await render(<Windows />)
    await pass(1500)
    const stage = useSpeaker.getState().stage
    await settle(() => {
      for (const channel of Channel.all) {
        channel.onmessage?.({ data: { type: 'gone', stage, why: 'left' } })
      }
    })

    expect(text()).toContain('The presentation has been left')
    expect(
      [...host.querySelectorAll('footer button')].every((it) => it.hasAttribute('disabled')),
    ).toBe(true)
  })

  it('notices a stage that does not answer any more', async () => {
    fakeTimers()
    await render(<Windows />)
    const dead = new Channel()
    await settle(() => dead.postMessage({ type: 'alive', stage: 'a' }))
    expect(useSpeaker.getState().connection).toBe('connected')

    await pass(6000)

    expect(useSpeaker.getState().connection).toBe('lost')
    await settle(() => dead.postMessage({ type: 'alive', stage: 'b' }))
    expect(useSpeaker.getState()).toMatchObject({ connection: 'connected', stage: 'b' })
  })
})

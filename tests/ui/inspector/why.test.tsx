// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { connect, type WorkerLike } from '../../../src/client/connection.ts'
import type { Command, Reply, Update } from '../../../src/protocol/messages.ts'
import type { CauseLink } from '../../../src/protocol/views.ts'
import { playback } from '../../../src/ui/machines/playback.ts'
import { InspectorPanel } from '../../../src/ui/panels/inspector/InspectorPanel.tsx'
import { YamlLines } from '../../../src/ui/panels/inspector/YamlLines.tsx'
import { emptyCluster } from '../../../src/ui/state/cluster.ts'
import { plugIn } from '../../../src/ui/state/commands.ts'
import { beginVeil, useVeil } from '../../../src/ui/state/veil.ts'
import { useWhy } from '../../../src/ui/state/why.ts'
import { render, settle } from '../fixtures/render.tsx'

const chain: readonly CauseLink[] = [
  {
    position: 30,
    atMicros: 3000,
    component: 'kube-scheduler',
    text: { key: 'why:assigned', params: { node: 'worker-1', pod: 'Pod web' } },
  },
  {
    position: 20,
    atMicros: 2000,
    component: 'user',
    text: { key: 'facts:act.kubectl', params: { command: 'apply -f web.yaml' } },
  },
]

/** A worker that knows one chain. */
function knowing(answer: readonly CauseLink[]) {
  const received: Command[] = []
  const listeners = new Set<(event: { readonly data: Update }) => void>()
  const worker: WorkerLike = {
    addEventListener: (type: string, listener: never) => {
      if (type === 'message') listeners.add(listener)
    },
    terminate: () => undefined,
    postMessage: (command) => {
      received.push(command)
      if (command.type !== 'why') return
      const reply: Reply = { type: 'why', chain: answer, change: null }
      for (const listener of listeners)
        listener({ data: { type: 'reply', requestId: command.requestId, reply } })
    },
  }
  plugIn(connect(worker))
  return received
}

const pod = { kind: 'Pod', namespace: 'default', name: 'web' }

beforeEach(() => {
  useWhy.getState().forget()
  useVeil.setState({ stretches: [] })
})

describe('why', () => {
  it('opens its tab with the chain, nearest cause first, and goes to a link', async () => {
    // given
    knowing(chain)
    const orders: unknown[] = []
    playback.send({ type: 'restore' })
    playback.send({ type: 'frame', playing: null })
    const listening = playback.on('order', ({ command }) => orders.push(command))
    const element = await render(<InspectorPanel />)

    // when
    await settle(() =>
      useWhy.getState().ask({ type: 'object', object: pod, path: 'spec.nodeName' }),
    )
    const links = [...element.querySelectorAll<HTMLElement>('.why-chain .cause')]
    await settle(() => links[1]?.click())
    listening.unsubscribe()

    // then
    expect(element.querySelector('.why-head')?.textContent).toContain('spec.nodeName')
    expect(links.map((link) => link.querySelector('.cause-text')?.textContent)).toEqual([
      'The scheduler picks worker-1 for Pod web',
      'You: kubectl apply -f web.yaml',
    ])
    expect(orders).toEqual([{ type: 'seek', position: 20 }])
  })

  it('says so when nothing is known', async () => {
    knowing([])
    const element = await render(<InspectorPanel />)
    await settle(() => useWhy.getState().ask({ type: 'object', object: pod }))
    expect(element.querySelector('.why-answer')?.textContent).toContain('Nothing is known of this')
  })

  it('does not give away a fault that a lesson hides', async () => {
    knowing(chain)
    beginVeil(10, emptyCluster.rows)
    await useWhy.getState().ask({ type: 'object', object: pod })
    expect(useWhy.getState().chain).toEqual([])
  })

  it('the answer to a former question comes too late', async () => {
    knowing(chain)
    const first = useWhy.getState().ask({ type: 'object', object: pod })
    const second = useWhy.getState().ask({ type: 'position', position: 7 })
    await Promise.all([first, second])
    expect(useWhy.getState()).toMatchObject({ question: { type: 'position' }, isAsking: false })
  })
})

describe('YAML', () => {
  it('is asked about line by line, with keys alone', async () => {
    // given
    const asked: string[] = []
    const element = await render(
      <YamlLines text={'spec:\n  nodeName: worker-1\n'} onAsk={(path) => asked.push(path)} />,
    )
    const list = element.querySelector<HTMLElement>('[role="listbox"]')

    // when
    await settle(() => list?.focus())
    for (const key of ['ArrowDown', 'Enter'])
      await settle(() => list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))

    // then
    expect(asked).toEqual(['spec.nodeName'])
    expect(list?.getAttribute('aria-activedescendant')).toBe('yaml-line-1')
  })
})

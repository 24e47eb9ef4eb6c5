// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../../src/client/connection.ts'
import { openMenuAt } from '../../../src/ui/menus/menu-state.ts'
import { TargetMenu } from '../../../src/ui/menus/TargetMenu.tsx'
import { breakpointsNow, useBreakpoints } from '../../../src/ui/state/breakpoints.ts'
import { applyFrame } from '../../../src/ui/state/cluster.ts'
import { plugIn } from '../../../src/ui/state/commands.ts'
import { createFixtureWorker, fixtureFrame } from '../fixtures/fixture-worker.ts'
import { render, settle } from '../fixtures/render.tsx'
import { clusterRows } from '../fixtures/rows.ts'

const worker = createFixtureWorker()

beforeEach(() => {
  plugIn(connect(worker))
  worker.received.length = 0
  applyFrame(fixtureFrame({ reset: true, changes: clusterRows(2, 2) }))
})

const entries = () =>
  [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].map(
    (entry) => entry.querySelector('.menu-text')?.textContent,
  )

describe('TargetMenu', () => {
  it('offers the failures of a node and orders the one that is chosen', async () => {
    // given
    await render(<TargetMenu />)
    const object = { kind: 'Node', name: 'worker-1' }

    // when
    await settle(() => openMenuAt({ type: 'object', object }, { x: 10, y: 10 }))
    const offered = entries()
    const first = document.querySelector<HTMLElement>('[role="menuitem"]')
    await settle(() => first?.click())

    // then
    expect(offered).toEqual([
      'Crash node',
      'Restart node',
      'Cut network',
      'Stop kubelet',
      'Cordon',
      'Why?',
      'Stop here when something happens',
      'Show YAML',
    ])
    expect(worker.received).toMatchObject([
      { type: 'act', action: { type: 'fail', failure: 'crash-node', target: 'worker-1' } },
    ])
  })

  it('offers the failures of its node with those of a pod', async () => {
    await render(<TargetMenu />)
    const object = { kind: 'Pod', namespace: 'default', name: 'web-584967c4-xxxx0' }

    await settle(() => openMenuAt({ type: 'object', object }, { x: 10, y: 10 }))

    expect(entries().slice(0, 3)).toEqual(['Kill container', 'Delete pod', 'Crash node'])
  })

  it('offers a breakpoint at any component, and takes it away again', async () => {
    // given
    useBreakpoints.setState({ list: [] })
    await render(<TargetMenu />)
    const target = { type: 'component', name: 'kube-scheduler' } as const

    // when
    await settle(() => openMenuAt(target, { x: 10, y: 10 }))
    const item = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].at(-1)
    const offered = item?.textContent
    await settle(() => item?.click())

    // then
    expect(offered).toBe('Stop here when something happens')
    expect(breakpointsNow()).toMatchObject([{ type: 'component', component: 'kube-scheduler' }])
    await settle(() => openMenuAt(target, { x: 11, y: 10 }))
    expect(entries().at(-1)).toBe('Do not stop here any more')
  })
})

// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import type { ComponentRow, NodeRow } from '../../../src/protocol/views.ts'
import { ComponentBox } from '../../../src/ui/diagram/parts/ComponentBox.tsx'
import { nodeStates } from '../../../src/ui/diagram/parts/node-state.ts'
import { applyFrame, useCluster } from '../../../src/ui/state/cluster.ts'
import { beginVeil, endVeil, settleVeil, useToldNode, useVeil } from '../../../src/ui/state/veil.ts'
import { fixtureFrame } from '../fixtures/fixture-worker.ts'
import { render, settle } from '../fixtures/render.tsx'
import { nodeRow } from '../fixtures/rows.ts'

const KUBELET = 'worker-2/kubelet'
const PROXY = 'worker-2/kube-proxy'

beforeEach(() => {
  useVeil.setState({ stretches: [] })
  applyFrame(fixtureFrame({ reset: true, position: 100 }))
  becomes(KUBELET, 'running')
  becomes(PROXY, 'running')
})

test('given a kubelet that a lesson stopped in secret, then its box does not say so until the veil is lifted', async () => {
  faultStops(KUBELET)
  const element = await render(<ComponentBox name={KUBELET} form="chip" />)
  expect(stateIn(element)).toBe('running')

  await settle(() => useVeil.setState({ stretches: [] }))
  expect(stateIn(element)).toBe('stopped')
})

test('given the same, when the reader stops another component, then that one is marked', async () => {
  faultStops(KUBELET)
  const element = await render(<ComponentBox name={PROXY} form="chip" />)
  await settle(() => becomes(PROXY, 'stopped'))
  expect(stateIn(element)).toBe('stopped')
})

test('given a component that was stopped before the fault, then its mark stays', async () => {
  becomes(PROXY, 'stopped')
  faultStops(KUBELET)
  const element = await render(<ComponentBox name={PROXY} form="chip" />)
  expect(stateIn(element)).toBe('stopped')
})

test('given the same fault, then the node tells what the API knows and not that its kubelet is stopped', async () => {
  faultStops(KUBELET)
  const element = await render(<ToldNode node={lostNode} />)
  expect(element.textContent).toBe('node.unknown')

  await settle(() => useVeil.setState({ stretches: [] }))
  expect(element.textContent).toBe('node.unknown node.kubeletStopped')
})

test('given a network that a lesson cut in secret, then the node does not say so until the veil is lifted', async () => {
  nodeBecomes(nodeRow('worker-2'))
  beginVeil(100, useCluster.getState().rows)
  const cut = nodeRow('worker-2', { ready: 'Unknown', isNetworkCut: true })
  nodeBecomes(cut)
  endVeil(110)
  settleVeil(useCluster.getState().rows)
  const element = await render(<ToldNode node={cut} />)
  expect(element.textContent).toBe('node.unknown')

  await settle(() => useVeil.setState({ stretches: [] }))
  expect(element.textContent).toBe('node.unknown node.cut')
})

const lostNode = nodeRow('worker-2', { ready: 'Unknown', isKubeletRunning: false })

function ToldNode({ node }: { readonly node: NodeRow }) {
  const told = useToldNode(node)
  return <p>{told && nodeStates(told).join(' ')}</p>
}

function faultStops(name: string): void {
  beginVeil(100, useCluster.getState().rows)
  becomes(name, 'stopped')
  endVeil(110)
  settleVeil(useCluster.getState().rows)
}

function becomes(name: string, state: ComponentRow['state']): void {
  const row: ComponentRow = {
    name,
    kind: name === KUBELET ? 'kubelet' : 'kube-proxy',
    host: 'worker-2',
    state,
    summary: { key: 'diagram:component.running' },
  }
  const position = useCluster.getState().position + 1
  applyFrame(fixtureFrame({ position, changes: [{ table: 'components', key: name, row }] }))
}

function nodeBecomes(row: NodeRow): void {
  const position = useCluster.getState().position + 1
  applyFrame(fixtureFrame({ position, changes: [{ table: 'nodes', key: row.name, row }] }))
}

function stateIn(element: HTMLElement): string | undefined {
  return element.querySelector<HTMLElement>('[data-component]')?.dataset.state
}

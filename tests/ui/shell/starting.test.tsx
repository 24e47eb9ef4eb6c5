// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { EmptyStep } from '../../../src/ui/panels/step/EmptyStep.tsx'
import { Starting } from '../../../src/ui/shell/Starting.tsx'
import { useSession } from '../../../src/ui/state/session-state.ts'
import { render, settle } from '../fixtures/render.tsx'

test('while it takes long, the step says nothing of a cluster at rest', async () => {
  const booting = { atMicros: 0, nodes: 5000, nodesReady: 0, cancel: () => undefined }
  const page = await render(<EmptyStep />)
  expect(page.textContent).toContain('The cluster is at rest')
  await settle(() => useSession.setState({ booting }))
  expect(page.textContent).toContain('The cluster is starting')
  expect(page.textContent).not.toContain('at rest')
})

beforeEach(() => useSession.setState({ booting: null }))

test('a boot of a moment has words and no bar', async () => {
  const page = await render(<Starting />)
  expect(page.querySelector('[role=status]')?.textContent).toBe('Starting the cluster…')
  expect(page.querySelector('[role=progressbar]')).toBeNull()
})

test('a long one has a bar, its numbers in words, and a way out', async () => {
  const cancel = vi.fn()
  const page = await render(<Starting />)
  await settle(() =>
    useSession.setState({
      booting: { atMicros: 12_400_000, nodes: 5000, nodesReady: 1250, cancel },
    }),
  )
  const bar = page.querySelector('[role=progressbar]')
  expect(bar?.getAttribute('aria-valuenow')).toBe('1250')
  expect(bar?.getAttribute('aria-valuetext')).toBe('1,250 of 5,000 nodes are ready')
  expect(page.textContent).toContain('cluster time 12s')
  await settle(() => page.querySelector('button')?.click())
  expect(cancel).toHaveBeenCalledOnce()
})

// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type { Action } from '../../../src/ui/actions/action.ts'
import { useKeys } from '../../../src/ui/shell/keys.ts'
import { closeDialog, openDialog } from '../../../src/ui/state/dialogs.ts'
import { render } from '../fixtures/render.tsx'

const run = vi.fn()
const actions = [{ id: 'run-to-quiet', chords: [{ key: 'r' }], run }] as unknown as Action[]

function Page() {
  useKeys(actions)
  return null
}

function type(key: string) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
}

afterEach(() => {
  closeDialog()
  run.mockClear()
})

test('given a page, then a letter does what it stands for', async () => {
  await render(<Page />)
  type('r')
  expect(run).toHaveBeenCalledOnce()
})

test('given a palette that was asked for and is still on its way, then what is typed for it does nothing to the page', async () => {
  await render(<Page />)
  openDialog('palette')
  type('r')
  expect(run).not.toHaveBeenCalled()
})

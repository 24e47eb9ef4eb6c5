/** Everything that the reader can do, in the order of the help. */
import type { Action } from './action.ts'
import { pageActions } from './page.ts'
import { runActions } from './run.ts'

export const actions: readonly Action[] = [...runActions, ...pageActions]

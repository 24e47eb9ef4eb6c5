import type { SuiteAdapter } from '../suite-adapter.ts'
import { quantitySuite } from './quantity.ts'

/** Every golden suite that our code can answer. One line each, in alphabetical order. */
export const suiteAdapters: readonly SuiteAdapter[] = [
  //
  quantitySuite,
]

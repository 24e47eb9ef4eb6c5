import type { SuiteAdapter } from '../suite-adapter.ts'

/** Every golden suite that our code can answer. One line each, in alphabetical order. */
export const suiteAdapters: readonly SuiteAdapter[] = []

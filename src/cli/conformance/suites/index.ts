import type { SuiteAdapter } from '../suite-adapter.ts'
import { fieldSelectorSuite } from './field-selector.ts'
import { humanDurationSuite } from './human-duration.ts'
import { intOrStringSuite } from './int-or-string.ts'
import { labelSelectorSuite } from './label-selector.ts'
import { printersSuite } from './printers.ts'
import { quantitySuite } from './quantity.ts'
import { templateHashSuite } from './template-hash.ts'

/** Every golden suite that our code can answer. One line each, in alphabetical order. */
export const suiteAdapters: readonly SuiteAdapter[] = [
  fieldSelectorSuite,
  humanDurationSuite,
  intOrStringSuite,
  labelSelectorSuite,
  printersSuite,
  quantitySuite,
  templateHashSuite,
]

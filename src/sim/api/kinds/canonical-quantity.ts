import type { Quantity } from '../../../protocol/objects/meta.ts'
import { formatQuantity, parseQuantity, roundUpQuantity } from '../quantity.ts'

const MILLI = -3

/** A quantity as it is stored: canonical, rounded up to thousandths. What is none is left for decoding to refuse. */
export function canonicalQuantity(text: Quantity): Quantity {
  const quantity = parseQuantity(text)
  return 'error' in quantity ? text : formatQuantity(roundUpQuantity(quantity, MILLI).rounded)
}

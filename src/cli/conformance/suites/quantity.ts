import type { JsonObject } from '../../../protocol/objects/meta.ts'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  multiplyQuantity,
  newMilliQuantity,
  newQuantity,
  parseQuantity,
  quantityAsFloat,
  quantityAsInt64,
  quantityMilliValue,
  quantityOf,
  quantityScaledValue,
  roundUpQuantity,
  subtractQuantities,
} from '../../../sim/api/quantity.ts'
import type { ParsedQuantity, QuantityFormat } from '../../../sim/api/quantity-parse.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** Parsing, arithmetic and printing of quantities. */
export const quantitySuite: SuiteAdapter = {
  suite: 'quantity',
  run(input) {
    switch (input.op) {
      case 'parse':
        return parsed(String(input.s))
      case 'arith':
        return arithmetic(quantityOf(String(input.a)), quantityOf(String(input.b)))
      case 'sum':
        return sum((input.items as readonly string[]).map(quantityOf))
      case 'new':
      case 'newMilli':
        return made(input)
      case 'scaled':
        return scaled(quantityOf(String(input.s)), Number(input.scale))
      case 'mul': {
        const { product, isExact } = multiplyQuantity(
          quantityOf(String(input.s)),
          BigInt(Number(input.by)),
        )
        return { ok: isExact, string: formatQuantity(product) }
      }
      default:
        return unmarshalled(String(input.raw))
    }
  },
}

function parsed(text: string): unknown {
  const quantity = parseQuantity(text)
  if ('error' in quantity) return { ok: false, error: quantity.error }
  return {
    ok: true,
    string: formatQuantity(quantity),
    json: formatQuantity(quantity),
    format: quantity.format,
    isZero: quantity.unscaled === 0n,
    sign: compareQuantities(quantity, newQuantity(0n, quantity.format)),
    value: String(quantityScaledValue(quantity, 0)),
    milliValue: String(quantityMilliValue(quantity)),
    asInt64: quantityAsInt64(quantity)?.toString() ?? null,
    float64: quantityAsFloat(quantity),
  }
}

function arithmetic(a: ParsedQuantity, b: ParsedQuantity): unknown {
  const added = addQuantities(a, b)
  const subtracted = subtractQuantities(a, b)
  return {
    cmp: compareQuantities(a, b),
    equal: compareQuantities(a, b) === 0,
    add: formatQuantity(added),
    addValue: String(quantityScaledValue(added, 0)),
    addMilliValue: String(quantityMilliValue(added)),
    sub: formatQuantity(subtracted),
    subValue: String(quantityScaledValue(subtracted, 0)),
    subMilliValue: String(quantityMilliValue(subtracted)),
  }
}

function sum(items: readonly ParsedQuantity[]): unknown {
  const zero = newQuantity(0n, 'DecimalSI')
  const total = items.reduce(addQuantities, zero)
  return {
    string: formatQuantity(total),
    value: String(quantityScaledValue(total, 0)),
    milliValue: String(quantityMilliValue(total)),
  }
}

function made(input: JsonObject): unknown {
  const make = input.op === 'new' ? newQuantity : newMilliQuantity
  const quantity = make(BigInt(String(input.v)), String(input.format) as QuantityFormat)
  const string = formatQuantity(quantity)
  return input.op === 'new'
    ? { string }
    : { string, value: String(quantityScaledValue(quantity, 0)) }
}

function scaled(quantity: ParsedQuantity, scale: number): unknown {
  const { rounded, isExact } = roundUpQuantity(quantity, scale)
  return {
    scaledValue: String(quantityScaledValue(quantity, scale)),
    roundUpExact: isExact,
    roundUpString: formatQuantity(rounded),
  }
}

/** JSON takes a quantity as a string or as a bare number, whose digits are read as they stand. */
function unmarshalled(raw: string): unknown {
  if (raw === 'null') return { error: null, string: '0' }
  const quantity = parseQuantity(raw.replace(/^"(.*)"$/, '$1').trim())
  return 'error' in quantity
    ? { error: quantity.error }
    : { error: null, string: formatQuantity(quantity) }
}

/** Deep equality of JSON-like values; absent and undefined fields are the same. Shared parts cost nothing. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isEqualJson(item, b[index]))
    )
  }
  return !Array.isArray(b) && areFieldsEqual(a as Fields, b as Fields)
}

type Fields = { readonly [field: string]: unknown }

function areFieldsEqual(a: Fields, b: Fields): boolean {
  let seen = 0
  for (const key in a) {
    if (a[key] === undefined) continue
    if (!isEqualJson(a[key], b[key])) return false
    seen++
  }
  for (const key in b) if (b[key] !== undefined) seen--
  return seen === 0
}

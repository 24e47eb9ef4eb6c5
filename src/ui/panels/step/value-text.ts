/** Longer values are cut: the whole is in the object's YAML. */
const LENGTH_MAX = 180

/** A field's value on one line: plain words as they are, the rest as flow YAML. */
export function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value || '""' : flow(value)
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX - 1)}…` : text
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    return `{ ${fields.map(([name, field]) => `${name}: ${flow(field)}`).join(', ')} }`
  }
  return String(value)
}

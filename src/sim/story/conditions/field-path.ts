/** A step of a path into an object. */
type PathStep =
  | { readonly type: 'key'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  /** The item of a list whose field is this. */
  | { readonly type: 'item'; readonly key: string; readonly value: string }

export type FieldPath = readonly PathStep[]

const STEP = /^(?:\.?([^.[\]]+)|\['([^']*)'\]|\[(\d+)\]|\[([\w.-]+)=([^\]]*)\])/

/**
 * Reads a path as diffs write them: `spec.nodeName`, `status.conditions[type=Ready].status`,
 * `metadata.labels['app.kubernetes.io/name']`, `spec.containers[0].image`. Undefined if it is none.
 */
export function parseFieldPath(path: string): FieldPath | undefined {
  const steps: PathStep[] = []
  let rest = path
  while (rest !== '') {
    const match = STEP.exec(rest)
    if (!match || (steps.length === 0 && rest.startsWith('.'))) return undefined
    const [whole, plain, quoted, index, key, value] = match
    const name = plain ?? quoted
    if (name !== undefined) steps.push({ type: 'key', name })
    else if (index !== undefined) steps.push({ type: 'index', index: Number(index) })
    else steps.push({ type: 'item', key: key ?? '', value: value ?? '' })
    rest = rest.slice(whole.length)
  }
  return steps.length > 0 ? steps : undefined
}

/** What an object has at a path; undefined if it has nothing there. */
export function fieldAt(object: unknown, path: FieldPath): unknown {
  let value = object
  for (const step of path) {
    value = stepInto(value, step)
    if (value === undefined || value === null) return undefined
  }
  return value
}

function stepInto(value: unknown, step: PathStep): unknown {
  switch (step.type) {
    case 'key':
      return isRecord(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined
    case 'index':
      return Array.isArray(value) ? value[step.index] : undefined
    case 'item':
      return Array.isArray(value)
        ? value.find((item) => isRecord(item) && String(item[step.key]) === step.value)
        : undefined
  }
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

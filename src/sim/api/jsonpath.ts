import {
  type Path,
  PathError,
  type PathNode,
  type PathTemplate,
  parseTemplate,
  type SliceBound,
} from './jsonpath-parse.ts'

/**
 * JSONPath templates, as `kubectl get -o jsonpath=...` prints them. Rules:
 * `client-go/util/jsonpath`, v0.36.
 */
export interface JsonPath {
  /** Fills the template from an object, or says in kubectl's words why that cannot be done. */
  print(object: unknown): { readonly output: string } | { readonly error: string }
}

interface JsonPathOptions {
  /** Whether a field that is not there prints as nothing, as with kubectl, or is an error. */
  readonly allowMissingKeys: boolean
}

/** Reads a template. */
export function compileJsonPath(
  template: string,
  options: JsonPathOptions = { allowMissingKeys: true },
): JsonPath | { readonly error: string } {
  const parsed = attempt(() => parseTemplate(template))
  if ('error' in parsed) return parsed
  return {
    print(object) {
      const printed = attempt(() => new Evaluation(parsed.value, options).block(0, object, false))
      return 'error' in printed ? printed : { output: printed.value.output }
    },
  }
}

/** Templates are the user's, so what is wrong with one is an answer, not a bug. */
function attempt<V>(action: () => V): { readonly value: V } | { readonly error: string } {
  try {
    return { value: action() }
  } catch (error) {
    if (error instanceof PathError) return { error: error.message }
    throw error
  }
}

class Evaluation {
  readonly #template: PathTemplate
  readonly #options: JsonPathOptions

  constructor(template: PathTemplate, options: JsonPathOptions) {
    this.#template = template
    this.#options = options
  }

  /**
   * Prints from a part on, to the `{end}` of a range or to the end; `next` is the part after it.
   */
  block(start: number, data: unknown, isInRange: boolean): { output: string; next: number } {
    let output = ''
    let index = start
    while (index < this.#template.length) {
      const part = this.#template[index] ?? ''
      index++
      if (typeof part === 'string') {
        output += part
        continue
      }
      if (isIdentifier(part[0], 'end')) {
        if (!isInRange) throw new PathError('not in range, nothing to end')
        return { output, next: index }
      }
      if (isIdentifier(part[0], 'range')) {
        const range = this.#range(index, this.#walk([data], part.slice(1)))
        output += range.output
        index = range.next
        continue
      }
      output += this.#walk([data], part).map(printed).join(' ')
    }
    return { output, next: index }
  }

  /**
   * A range without end runs its block for each item, and then once more for the whole object, as
   * upstream does.
   */
  #range(start: number, items: readonly unknown[]): { output: string; next: number } {
    let output = ''
    for (const item of items) output += this.block(start, item, true).output
    return { output, next: this.#afterEnd(start) ?? start }
  }

  #afterEnd(start: number): number | undefined {
    let depth = 1
    for (let index = start; index < this.#template.length; index++) {
      const part = this.#template[index]
      if (part === undefined || typeof part === 'string') continue
      if (isIdentifier(part[0], 'range')) depth++
      else if (isIdentifier(part[0], 'end') && --depth === 0) return index + 1
    }
    return undefined
  }

  #walk(values: readonly unknown[], path: Path): readonly unknown[] {
    let current = values
    for (const node of path) current = this.#step(current, node)
    return current
  }

  #step(values: readonly unknown[], node: PathNode): readonly unknown[] {
    switch (node.type) {
      case 'text':
        return [node.text]
      case 'literal':
        return values.map(() => node.value)
      case 'identifier':
        throw new PathError(`unrecognized identifier ${node.name}`)
      case 'field':
        return this.#field(values, node.name)
      case 'wildcard':
        return values.flatMap(childrenOf)
      case 'recursive':
        return values.flatMap(descendantsOf)
      case 'slice':
        return values.flatMap((value) => sliced(value, node.bounds))
      case 'union':
        return node.paths.flatMap((path) => this.#walk(values, path))
      case 'filter':
        return values.flatMap((value) => this.#filtered(value, node))
    }
  }

  #field(values: readonly unknown[], name: string): readonly unknown[] {
    if (values.length === 0) return []
    const found = values.filter(
      (value) => isObject(value) && !Array.isArray(value) && Object.hasOwn(value, name),
    )
    if (found.length === 0 && !this.#options.allowMissingKeys) {
      throw new PathError(`${name} is not found`)
    }
    return found.map((value) => (value as { readonly [key: string]: unknown })[name])
  }

  #filtered(value: unknown, node: Extract<PathNode, { type: 'filter' }>): readonly unknown[] {
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) {
      throw new PathError(`${printed(value)} is not array or slice and cannot be filtered`)
    }
    return value.filter((item: unknown) => this.#passes(item, node))
  }

  #passes(item: unknown, node: Extract<PathNode, { type: 'filter' }>): boolean {
    if (node.operator === 'exists') {
      const left = attempt(() => this.#walk([item], node.left))
      return !('error' in left) && left.value.length > 0
    }
    const left = this.#walk([item], node.left)
    if (left.length === 0) return false
    const right = left.length > 1 ? [] : this.#walk([item], node.right)
    if (left.length > 1 || right.length > 1) {
      throw new PathError('can only compare one element at a time')
    }
    return right.length === 1 && compared(left[0], node.operator, right[0])
  }
}

function isIdentifier(node: PathNode | undefined, name: string): boolean {
  return node?.type === 'identifier' && node.name === name
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** In order of keys, where Go's order is by chance. */
function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return []
  return sortedEntries(value).map(([, child]) => child)
}

function descendantsOf(value: unknown): readonly unknown[] {
  const children = childrenOf(value)
  return children.length === 0 ? [] : [value, ...children.flatMap(descendantsOf)]
}

function sliced(
  value: unknown,
  [from, to, stride]: readonly [SliceBound, SliceBound, SliceBound],
): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) throw new PathError(`${printed(value)} is not array or slice`)
  const length = value.length
  const start = from.isKnown ? from.value + (from.value < 0 ? length : 0) : 0
  const isFromEnd = to.value < 0 || (to.value === 0 && to.isDerived === true)
  const end = to.isKnown ? to.value + (isFromEnd ? length : 0) : length
  if (start === end) return []
  for (const [index, isOutside] of [
    [start, start < 0 || start >= length],
    [end - 1, end < 0 || end > length],
  ] as const) {
    if (isOutside) {
      throw new PathError(`array index out of bounds: index ${index}, length ${length}`)
    }
  }
  if (start > end) {
    throw new PathError(`starting index ${start} is greater than ending index ${end}`)
  }
  const step = stride.isKnown ? stride.value : 1
  if (step <= 0) throw new PathError('step must be > 0')
  return value.slice(start, end).filter((_, index) => index % step === 0)
}

function compared(left: unknown, operator: string, right: unknown): boolean {
  const kind = kindOf(left)
  if (kind === undefined || kindOf(right) === undefined) {
    throw new PathError('invalid type for comparison')
  }
  if (kind !== kindOf(right)) throw new PathError('incompatible types for comparison')
  const [a, b] = [left as number, right as number]
  if (operator === '==') return a === b
  if (operator === '!=') return a !== b
  if (kind === 'bool') throw new PathError('invalid type for comparison')
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default:
      throw new PathError(`unrecognized filter operator ${operator}`)
  }
}

function kindOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'string':
      return 'string'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    default:
      return undefined
  }
}

function printed(value: unknown): string {
  return isObject(value) || value === null ? sortedJson(value) : String(value)
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const fields = sortedEntries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${sortedJson(item)}`,
  )
  return `{${fields.join(',')}}`
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

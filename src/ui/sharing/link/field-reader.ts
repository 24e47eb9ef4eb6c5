/** Reads JSON from strangers: every value is asked for by type and bound, and told by its path if it is wrong. */
import { RunError } from './shared-run.ts'

/** A value at a place in a document. Nothing is taken from it that was not checked. */
export class Field {
  private readonly value: unknown
  private readonly path: string

  constructor(value: unknown, path = '') {
    this.value = value
    this.path = path
  }

  /** The document is wrong here. */
  fail(expected: string): never {
    throw new RunError('field', `${this.path || 'run'}: ${expected}`)
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null
  }

  /** A key of an object: only its own, never an inherited one. */
  at(key: string): Field {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail('an object')
    const own = Object.hasOwn(value, key) ? (value as { [key: string]: unknown })[key] : undefined
    return new Field(own, this.path === '' ? key : `${this.path}.${key}`)
  }

  list(max: number): readonly Field[] {
    const { value } = this
    if (!Array.isArray(value)) this.fail('a list')
    if (value.length > max) this.fail(`at most ${max} entries`)
    return value.map((entry: unknown, index) => new Field(entry, `${this.path}[${index}]`))
  }

  /** An entry of a list of exactly `length` entries. */
  tuple(length: number): readonly Field[] {
    const fields = this.list(length)
    if (fields.length !== length) this.fail(`${length} entries`)
    return fields
  }

  text(maxLength: number): string {
    const { value } = this
    if (typeof value !== 'string') this.fail('a text')
    if (value.length > maxLength) this.fail(`at most ${maxLength} characters`)
    return value
  }

  /** A text that things may be looked up by: none that every object answers to by itself, as `constructor`. */
  name(maxLength: number): string {
    const text = this.text(maxLength)
    return text in Object.prototype ? this.fail('another name') : text
  }

  whole(min: number, max: number): number {
    const { value } = this
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) this.fail('a whole number')
    if (value < min || value > max) this.fail(`from ${min} to ${max}`)
    return value
  }

  /** A number with a fraction. */
  decimal(min: number, max: number): number {
    const { value } = this
    if (typeof value !== 'number' || !(value >= min && value <= max))
      this.fail(`a number from ${min} to ${max}`)
    return value
  }

  oneOf<T extends string>(values: readonly T[]): T {
    const found = values.find((each) => each === this.value)
    return found ?? this.fail(`one of ${values.join(', ')}`)
  }

  /** What a list of texts holds at this index. */
  pick(texts: readonly string[]): string {
    return texts[this.whole(0, Math.max(0, texts.length - 1))] ?? this.fail('no such text')
  }
}

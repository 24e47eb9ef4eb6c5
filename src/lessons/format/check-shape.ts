import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import schemaJson from './lesson.schema.json' with { type: 'json' }
import { type Finding, type LessonPath, mistake } from './problem.ts'

const schema = structuredClone(schemaJson) as unknown as Schema
const validator = new Validator(schema, '2020-12', false)

/** Nobody reads more at once. */
const FINDINGS_MAX = 100

/** What the schema has against a value that was read from YAML; empty if it is shaped like a lesson. */
export function checkShape(value: unknown): readonly Finding[] {
  const { errors } = validator.validate(value)
  const findings = errors
    .filter(({ keyword }) => keyword in TOLD)
    // What is said within an alternative is told once, by the alternative.
    .filter(({ keywordLocation }) => !/(?<!\/properties)\/(oneOf|not)\/./.test(keywordLocation))
    .slice(0, FINDINGS_MAX)
    .flatMap((unit) => findingOf(unit, value) ?? [])
  return findings.filter((finding) => !isExplained(finding, findings))
}

/** What follows from another mistake: a key that is missing because it was misspelt, the value of a key that is none. */
function isExplained({ path, text }: Finding, findings: readonly Finding[]): boolean {
  const isKeyWrong = findings.some(
    (other) => other.text.key === 'authoring:keyPattern' && isSamePath(other.path, path),
  )
  if (isKeyWrong && text.key !== 'authoring:keyPattern') return true
  if (!['authoring:oneOfNone', 'authoring:required'].includes(text.key)) return false
  return findings.some(
    (other) =>
      other.text.key === 'authoring:unknownKeyMeant' &&
      isSamePath(other.path.slice(0, -1), path) &&
      (text.params?.key === undefined || text.params.key === other.text.params?.meant),
  )
}

function isSamePath(a: LessonPath, b: LessonPath): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index])
}

type Translate = (place: {
  readonly unit: OutputUnit
  readonly path: LessonPath
  /** What the schema says at the keyword. */
  readonly wanted: unknown
  readonly given: unknown
  /** The schema that the keyword stands in. */
  readonly around: Schema
}) => Finding | undefined

/** How each kind of misfit is told. Keywords that only pass on what is wrong deeper inside are not among them. */
const TOLD: { readonly [keyword: string]: Translate | undefined } = {
  type: ({ path, wanted, given }) =>
    mistake(path, `type.${kindOf(given)}`, { wanted: [wanted].flat().join(' / ') }),
  const: ({ path, wanted }) => mistake(path, 'const', { wanted: JSON.stringify(wanted) }),
  enum: ({ path, wanted, given }) => {
    const values = (wanted as readonly unknown[]).map(String)
    const params = { given: shown(given), values: values.join(', ') }
    const meant = closest(String(given), values)
    return meant ? mistake(path, 'enumMeant', { ...params, meant }) : mistake(path, 'enum', params)
  },
  required: ({ unit, path }) => mistake(path, 'required', { key: quotedIn(unit)[0] ?? '' }),
  dependentRequired: ({ unit, path }) => {
    const [given = '', missing = ''] = quotedIn(unit)
    return mistake(path, 'dependent', { given, missing })
  },
  additionalProperties: ({ unit, path, wanted, around }) => {
    if (wanted !== false) return undefined
    const key = /^Property "(.*)" does not/s.exec(unit.error)?.[1] ?? ''
    const keys = Object.keys(around.properties ?? {})
    const meant = closest(key, keys)
    const params = { key, keys: keys.join(', ') }
    const finding = meant
      ? mistake([...path, key], 'unknownKeyMeant', { ...params, meant })
      : mistake([...path, key], 'unknownKey', params)
    return { ...finding, isAboutKey: true }
  },
  oneOf: ({ path, wanted, given }) => {
    const keys = (wanted as readonly Schema[]).flatMap(({ required }) => required ?? [])
    const found = keys.filter((key) => isRecord(given) && Object.hasOwn(given, key))
    const params = { keys: keys.join(', '), found: found.join(', ') }
    return mistake(path, found.length === 0 ? 'oneOfNone' : 'oneOfMany', params)
  },
  not: ({ path }) => mistake(path, 'taskAndBreak'),
  pattern: ({ path, wanted, given, unit }) =>
    /propertyNames/.test(unit.keywordLocation)
      ? { ...mistake(path, 'keyPattern', { key: String(path.at(-1)) }), isAboutKey: true }
      : mistake(path, 'pattern', { given: shown(given), pattern: String(wanted) }),
  minLength: ({ path }) => mistake(path, 'empty'),
  maxLength: ({ path, wanted }) => mistake(path, 'tooLong', { max: Number(wanted) }),
  minItems: ({ path, wanted }) => mistake(path, 'tooFew', { min: Number(wanted) }),
  maxItems: ({ path, wanted }) => mistake(path, 'tooMany', { max: Number(wanted) }),
  minProperties: ({ path }) => mistake(path, 'empty'),
  maxProperties: ({ path, wanted }) => mistake(path, 'tooMany', { max: Number(wanted) }),
  minimum: ({ path, wanted }) => mistake(path, 'minimum', { min: Number(wanted) }),
  maximum: ({ path, wanted }) => mistake(path, 'maximum', { max: Number(wanted) }),
  exclusiveMinimum: ({ path, wanted }) => mistake(path, 'above', { min: Number(wanted) }),
}

function findingOf(unit: OutputUnit, root: unknown): Finding | undefined {
  const translate = TOLD[unit.keyword]
  if (!translate) return undefined
  const path = pathOf(unit.instanceLocation, root)
  const { wanted, around } = schemaAt(unit.keywordLocation)
  return translate({ unit, path, wanted, around, given: valueAt(root, path) })
}

/** The path of `#/beats/0/id`: numbers are list places where the value has a list. */
function pathOf(pointer: string, root: unknown): LessonPath {
  let value = root
  return partsOf(pointer).map((part) => {
    const key = Array.isArray(value) ? Number(part) : part
    value = valueAt(value, [key])
    return key
  })
}

function valueAt(root: unknown, path: LessonPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as { readonly [key: string | number]: unknown })[key]
        : undefined,
    root,
  )
}

/** What stands at a keyword of the schema, and the schema around it; references are followed. */
function schemaAt(keywordLocation: string): { readonly wanted: unknown; readonly around: Schema } {
  let around = schema
  let wanted: unknown = schema
  for (const part of partsOf(keywordLocation)) {
    if (isRecord(wanted) && !Array.isArray(wanted)) around = wanted as Schema
    wanted =
      part === '$ref'
        ? schema.$defs?.[String(around.$ref).replace('#/$defs/', '')]
        : valueAt(wanted, [part])
  }
  return { wanted, around }
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURI(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}

function quotedIn({ error }: OutputUnit): readonly string[] {
  return [...error.matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? '')
}

type KindOfValue = 'text' | 'number' | 'boolean' | 'nothing' | 'list' | 'mapping'

function kindOf(value: unknown): KindOfValue {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'mapping'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'number' : 'boolean'
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null
}

/** The word that was probably meant: at most two letters away. */
export function closest(word: string, words: readonly string[]): string | undefined {
  const near = words
    .map((each) => ({ each, distance: distance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance: away }) => away <= Math.min(2, each.length - 1))
    .toSorted((a, b) => a.distance - b.distance)
  return near[0]?.each
}

/** Levenshtein's: letters to change, add or leave out. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

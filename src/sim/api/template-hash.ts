import type { Json, JsonObject } from '../../protocol/objects/meta.ts'
import type { PodTemplateSpec } from '../../protocol/objects/pod.ts'
import { POD_TEMPLATE_STRUCTS } from './pod-template-structs.ts'
import { quantityOf } from './quantity.ts'
import type { ParsedQuantity } from './quantity-parse.ts'
import { safeEncode } from './random-name.ts'

/**
 * The `pod-template-hash` of ReplicaSets: FNV-1a over a dump of the template as Go's types, so that
 * a template has the
 * same hash here as on a cluster. Upstream: `controller.ComputeHash`, `util/hash.DeepHashObject`,
 * v1.36.
 */

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const COLLISION_BYTES = 8
const WORD_BITS = 64n
const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}'

/** Writes a JSON value, which may be missing, as Go would dump it. */
type Dump = (value: Json | undefined) => string

interface StructField {
  /** `Name:(type)`, with what stands before it. */
  readonly prefix: string
  /** Undefined for an embedded struct, which reads its parent's JSON. */
  readonly jsonName: string | undefined
  readonly dump: Dump
}

const structFields = new Map<string, readonly string[]>()
for (const struct of POD_TEMPLATE_STRUCTS.trim().split(/\n(?=\S)/)) {
  const [type = '', fields = ''] = struct.split(/:\s+/)
  structFields.set(type, fields.split(/,\s+/))
}
const dumpTemplate = dumpOf('v1.PodTemplateSpec')

// Memo by object: templates are immutable, and a Deployment's is asked for at every sync.
const hashByTemplate = new WeakMap<PodTemplateSpec, number>()

/** The hash as it stands in labels and in a ReplicaSet's name. */
export function podTemplateHash(template: PodTemplateSpec, collisionCount?: number): string {
  return safeEncode(String(templateFnv(template, collisionCount)))
}

/** The hash before it is spelled in letters. */
export function templateFnv(template: PodTemplateSpec, collisionCount?: number): number {
  let hash = hashByTemplate.get(template)
  if (hash === undefined) {
    hash = fnv1a(FNV_OFFSET, templateDump(template))
    hashByTemplate.set(template, hash)
  }
  if (collisionCount === undefined) return hash
  // A collision is told apart by eight more bytes, the count in the first four.
  for (let index = 0; index < COLLISION_BYTES; index++) {
    const byte = index < 4 ? (collisionCount >>> (index * 8)) & 0xff : 0
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0
  }
  return hash
}

/** The text that is hashed. */
export function templateDump(template: PodTemplateSpec): string {
  return `(v1.PodTemplateSpec)${dumpTemplate(template as unknown as JsonObject)}`
}

function fnv1a(start: number, text: string): number {
  let hash = start
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x80) {
      hash = Math.imul(hash ^ code, FNV_PRIME)
      continue
    }
    for (const byte of utf8At(text, index)) hash = Math.imul(hash ^ byte, FNV_PRIME)
    if (code >= 0xd800 && code < 0xdc00) index++
  }
  return hash >>> 0
}

function utf8At(text: string, index: number): number[] {
  const code = text.codePointAt(index) ?? 0
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)]
  const tail = [0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
  if (code < 0x10000) return [0xe0 | (code >> 12), ...tail]
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), ...tail]
}

function dumpOf(type: string): Dump {
  if (type.startsWith('*')) return dumpPointer(dumpOf(type.slice(1)))
  if (type.startsWith('[]')) return dumpSlice(dumpOf(type.slice(2)))
  switch (type) {
    case 'int32':
    case 'int64':
      return (value) => String(value ?? 0)
    case 'bool':
      return (value) => String(value ?? false)
    case 'map[string]string':
      return dumpMap((value) => String(value))
    case 'v1.ResourceList':
      return dumpMap(dumpQuantity)
    case 'resource.Quantity':
      return dumpQuantity
    case 'intstr.IntOrString':
      return dumpIntOrString
    case 'v1.Time':
      // Simplified: a template has no creation time of its own; one that is given is not hashed.
      return () => ZERO_TIME
    default:
      return structFields.has(type) ? dumpStruct(type) : (value) => String(value ?? '')
  }
}

function dumpStruct(type: string): Dump {
  const fields = (structFields.get(type) ?? []).map(structField)
  return (value) => {
    const object = (value ?? {}) as JsonObject
    let text = ''
    for (const { prefix, jsonName, dump } of fields) {
      text += prefix + dump(jsonName === undefined ? object : object[jsonName])
    }
    return `{${text}}`
  }
}

function structField(field: string, index: number): StructField {
  const [names = '', type = ''] = field.split(/\s+/)
  const isEmbedded = names.startsWith('~')
  const [goName = '', jsonName] = names.replace('~', '').split('=')
  return {
    prefix: `${index === 0 ? '' : ' '}${goName}:(${type})`,
    jsonName: isEmbedded ? undefined : (jsonName ?? jsonNameOf(goName)),
    dump: dumpOf(type),
  }
}

/** `DNSPolicy` is `dnsPolicy`, `HostIP` is `hostIP`, `TTY` is `tty`. */
function jsonNameOf(goName: string): string {
  return goName.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase())
}

function dumpPointer(dump: Dump): Dump {
  return (value) => (value === undefined || value === null ? '<nil>' : dump(value))
}

/** An empty list is nil, as it is after the way through storage. */
function dumpSlice(dump: Dump): Dump {
  return (value) =>
    Array.isArray(value) && value.length > 0 ? `[${value.map(dump).join(' ')}]` : '<nil>'
}

function dumpMap(dump: Dump): Dump {
  return (value) => {
    const object = (value ?? {}) as JsonObject
    const keys = Object.keys(object).toSorted()
    if (keys.length === 0) return '<nil>'
    return `map[${keys.map((key) => `${key}:${dump(object[key])}`).join(' ')}]`
  }
}

function dumpIntOrString(value: Json | undefined): string {
  return typeof value === 'string'
    ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
    : `{Type:(intstr.Type)0 IntVal:(int32)${value ?? 0} StrVal:(string)}`
}

function dumpQuantity(value: Json | undefined): string {
  if (value === undefined || value === null) return quantityText(0n, 0, '<nil>', '', '')
  const quantity = quantityOf(String(value))
  const text = quantity.text ?? ''
  return quantity.isInt64
    ? quantityText(quantity.unscaled, quantity.scale, '<nil>', text, quantity.format)
    : quantityText(0n, 0, dumpDecimal(quantity), text, quantity.format)
}

function quantityText(
  value: bigint,
  scale: number,
  decimal: string,
  text: string,
  format: string,
): string {
  return (
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} ` +
    `d:(resource.infDecAmount){Dec:(*inf.Dec)${decimal}} ` +
    `s:(string)${text} Format:(resource.Format)${format}}`
  )
}

function dumpDecimal({ unscaled, scale }: ParsedQuantity): string {
  const words: string[] = []
  for (let rest = unscaled < 0n ? -unscaled : unscaled; rest > 0n; rest >>= WORD_BITS) {
    words.push(String(BigInt.asUintN(Number(WORD_BITS), rest)))
  }
  const list = words.length === 0 ? '<nil>' : `[${words.join(' ')}]`
  return `{unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)${list}} scale:(inf.Scale)${-scale}}`
}

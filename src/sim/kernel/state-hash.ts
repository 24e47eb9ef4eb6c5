import { hashText, mix32 } from './random.ts'
import type { KernelEvent } from './types.ts'

/** Hash of a JSON-like value that ignores the order of object fields and treats undefined fields as absent. */
export function hashValue(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return mix32(hashText(value) + 1)
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31
        ? mix32(value + 0x2545f491)
        : hashText(String(value), 0x5bd1e995)
    case 'boolean':
      return value ? 0x1b873593 : 0x0cc9e2d5
    case 'object':
      return value === null ? 0x27d4eb2f : hashObject(value)
    default:
      return 0x165667b1
  }
}

const rememberedEvents = new WeakMap<KernelEvent, number>()

/** Hash of a waiting event, without the queue's own marks on it: nothing else about it changes. */
export function hashEvent(event: KernelEvent): number {
  const known = rememberedEvents.get(event)
  if (known !== undefined) return known
  const hash = hashOfEvent(event)
  rememberedEvents.set(event, hash)
  return hash
}

function hashOfEvent(event: KernelEvent): number {
  const { id, at, sentAt, from, to, message, cause, periodic, incarnation, lost } = event
  return hashFields({ id, at, sentAt, from, to, message, cause, periodic, incarnation, lost })
}

// Values are immutable, so a value's hash is worth remembering: most of a cluster's objects do not change between two looks.
const remembered = new WeakMap<object, number>()

function hashObject(value: object): number {
  const known = remembered.get(value)
  if (known !== undefined) return known
  const hash = Array.isArray(value) ? hashArray(value) : hashFields(value)
  remembered.set(value, hash)
  return hash
}

function hashArray(values: readonly unknown[]): number {
  let hash = mix32(values.length + 0x61c88647)
  for (const item of values) hash = mix32(Math.imul(hash, 31) + hashValue(item))
  return hash
}

function hashFields(value: object): number {
  let sum = 0
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined)
      sum = (sum + mix32(hashText(key) ^ Math.imul(hashValue(field), 0x9e3779b1))) | 0
  }
  return mix32(sum ^ 0x3c6ef372)
}

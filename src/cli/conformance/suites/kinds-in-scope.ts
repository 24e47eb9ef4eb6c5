import type { Kind } from '../../../protocol/objects/index.ts'
import { type Decoded, decodeObject } from '../../../sim/api/decode.ts'
import { kindOf, kindStrategies } from '../../../sim/api/kinds/index.ts'
import type { KindStrategy } from '../../../sim/api/kinds/strategy.ts'

/** The kind of a recorded object, if this edition has it. */
export function kindInScope(object: unknown): Kind | undefined {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string }
  return kindOf(apiVersion, kind)
}

/** Why a recorded object cannot be put to our code. */
export function skipOutOfScope(object: unknown): string | undefined {
  if (kindInScope(object) !== undefined) return undefined
  return `kind ${(object as { kind: string }).kind} is not in this edition`
}

/** The strategy of a recorded object's kind; which kind it is, the caller need not know. */
export function strategyOf(object: unknown): KindStrategy<'Pod'> {
  const kind = kindInScope(object)
  if (kind === undefined) throw new Error('out of scope')
  return kindStrategies[kind] as unknown as KindStrategy<'Pod'>
}

type Objects = Extract<Decoded<'Pod'>, { object: unknown }>['object']

/** Decoded and defaulted, as every object of a request is. */
export function defaulted(object: unknown): Objects {
  const strategy = strategyOf(object)
  const decoded = decodeObject(object, strategy, 'Ignore')
  if ('refusal' in decoded) throw new Error(decoded.refusal.message)
  return strategy.setDefaults(decoded.object)
}

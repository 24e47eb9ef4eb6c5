import type { Quantity } from '../../protocol/objects/meta.ts'
import { milliCpu, quantityValue } from '../api/quantity.ts'

/** Amounts as the scheduler counts them: thousandths of a CPU, bytes, and whole units of anything else. */
export interface Resources {
  readonly milliCpu: number
  readonly memory: number
  readonly ephemeralStorage: number
  /** Extended resources, huge pages: by name. */
  readonly scalar: { readonly [resource: string]: number }
}

/** What a node has to give, with how many pods it takes. */
export interface Allocatable extends Resources {
  readonly pods: number
}

type QuantityList = { readonly [resource: string]: Quantity } | undefined

const NO_SCALARS: Resources['scalar'] = {}

export const NO_RESOURCES: Resources = {
  milliCpu: 0,
  memory: 0,
  ephemeralStorage: 0,
  scalar: NO_SCALARS,
}

/** A list of quantities in the scheduler's units. Upstream: framework.NewResource, v1.36. */
export function resourcesOf(list: QuantityList): Resources {
  if (list === undefined) return NO_RESOURCES
  let scalar: { [resource: string]: number } | undefined
  for (const name in list) {
    const quantity = list[name]
    if (quantity === undefined || !isScalarName(name)) continue
    scalar ??= {}
    scalar[name] = quantityValue(quantity)
  }
  return {
    milliCpu: list.cpu === undefined ? 0 : milliCpu(list.cpu),
    memory: list.memory === undefined ? 0 : quantityValue(list.memory),
    ephemeralStorage:
      list['ephemeral-storage'] === undefined ? 0 : quantityValue(list['ephemeral-storage']),
    scalar: scalar ?? NO_SCALARS,
  }
}

/** What a node gives; nothing where it does not say. */
export function allocatableOf(list: QuantityList): Allocatable {
  return { ...resourcesOf(list), pods: list?.pods === undefined ? 0 : quantityValue(list.pods) }
}

export function plus(a: Resources, b: Resources): Resources {
  return combine(a, b, 1)
}

export function minus(a: Resources, b: Resources): Resources {
  return combine(a, b, -1)
}

/** Whether the scheduler counts a resource of this name at all. Upstream: schedutil.IsScalarResourceName. */
function isScalarName(name: string): boolean {
  return (
    name.includes('/') || name.startsWith('hugepages-') || name.startsWith('attachable-volumes-')
  )
}

function combine(a: Resources, b: Resources, sign: 1 | -1): Resources {
  return {
    milliCpu: a.milliCpu + sign * b.milliCpu,
    memory: a.memory + sign * b.memory,
    ephemeralStorage: a.ephemeralStorage + sign * b.ephemeralStorage,
    scalar: combineScalars(a.scalar, b.scalar, sign),
  }
}

function combineScalars(a: Resources['scalar'], b: Resources['scalar'], sign: 1 | -1) {
  let sum: { [resource: string]: number } | undefined
  for (const name in b) {
    sum ??= { ...a }
    sum[name] = (sum[name] ?? 0) + sign * (b[name] ?? 0)
  }
  return sum ?? a
}

/** Changes to immutable values that give back the very same value where nothing changes. */

/** The object with `defaults` for the fields that it lacks. */
export function withDefaults<T extends object>(object: T, defaults: Partial<T>): T {
  for (const field in defaults) {
    if (object[field] === undefined) return { ...defaults, ...withoutUndefined(object) }
  }
  return object
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as unknown as T
}

/** The object with these fields set. */
export function withFields<T extends object>(object: T, fields: Partial<T>): T {
  for (const field in fields) {
    if (object[field] !== fields[field]) return { ...object, ...fields }
  }
  return object
}

/** The object without a field. */
export function withoutField<T extends object>(object: T, field: keyof T): T {
  if (object[field] === undefined) return object
  const { [field]: _, ...rest } = object
  return rest as unknown as T
}

/** The object with `change` applied to one field, if that is there. */
export function withChanged<T extends object, F extends keyof T>(
  object: T,
  field: F,
  change: (value: NonNullable<T[F]>) => T[F],
): T {
  const value = object[field]
  if (value === undefined || value === null) return object
  const changed = change(value)
  return changed === value ? object : { ...object, [field]: changed }
}

/** The list with `change` applied to every item. */
export function mapItems<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let result: T[] | undefined
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as T
    const changed = change(item)
    if (changed !== item && result === undefined) result = items.slice(0, index)
    result?.push(changed)
  }
  return result ?? items
}

/** Remembers the answers for immutable objects as long as these live; answers are shared, too. */
export function memoized<T extends object, R>(compute: (object: T) => R): (object: T) => R {
  const known = new WeakMap<T, R>()
  return (object) => {
    const found = known.get(object)
    if (found !== undefined) return found
    const result = compute(object)
    known.set(object, result)
    return result
  }
}

/** Like `memoized`, for changes that change nothing the second time: the result is known to be its own result. */
export function memoizedChange<T extends object>(change: (object: T) => T): (object: T) => T {
  const known = new WeakMap<T, T>()
  return (object) => {
    const found = known.get(object)
    if (found !== undefined) return found
    const result = change(object)
    known.set(object, result)
    known.set(result, result)
    return result
  }
}

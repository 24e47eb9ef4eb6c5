import type { Condition } from '../../protocol/objects/meta.ts'

/** The condition of that type, if the object's status has one. */
export function conditionOf(
  object: { readonly status?: { readonly conditions?: readonly Condition[] } },
  type: string,
): Condition | undefined {
  return object.status?.conditions?.find((condition) => condition.type === type)
}

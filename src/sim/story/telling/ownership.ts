import type { BaseObject } from '../../../protocol/objects/meta.ts'
import type { Narrator } from './narrator.ts'
import { endsPods } from './plans.ts'
import type { Operation } from './tables.ts'

const DEPTH_MAX = 4

/** Uid of the controller that owns an object, or of its first owner; '' if it has none. */
export function ownerUid(object: BaseObject): string {
  const owners = object.metadata.ownerReferences
  return (owners?.find((owner) => owner.controller) ?? owners?.[0])?.uid ?? ''
}

/** Operations of an object and its owners, up the chain. */
export function operationsAbove(narrator: Narrator, uid: string): Operation[] {
  const found: Operation[] = []
  let at = uid
  for (let depth = 0; at !== '' && depth < DEPTH_MAX; depth++) {
    const row = narrator.tables.owners.get(at)
    const operation = narrator.operation(row?.operation ?? 0)
    if (operation) found.push(operation)
    at = row?.owner ?? ''
  }
  return found
}

/** The latest of these that still has something to tell. */
export function latestOpen(operations: readonly (Operation | undefined)[]): Operation | undefined {
  let latest: Operation | undefined
  for (const operation of operations)
    if (operation && !operation.isOver && operation.id > (latest?.id ?? 0)) latest = operation
  return latest
}

/** The latest that is about ending pods. */
export function latestEnding(
  operations: readonly (Operation | undefined)[],
): Operation | undefined {
  return latestOpen(operations.filter((operation) => operation && endsPods(operation.plan)))
}

/** The pods that an object stands above, by the storyteller's own books. */
export function podsBelow(narrator: Narrator, uid: string): readonly string[] {
  const { owners, pods } = narrator.tables
  const found = [...pods.keysBy('owner', uid)]
  for (const child of owners.keysBy('owner', uid)) found.push(...pods.keysBy('owner', child))
  return found
}

import type { Recording } from '../../protocol/messages.ts'

/** True if two recordings lead to the same place of the same run. */
export function isSamePlace(a: Recording, b: Recording): boolean {
  return a.position === b.position && a.hash === b.hash && isSameWay(a, b)
}

function isSameWay(a: Recording, b: Recording): boolean {
  const way = ({ seed, topology, actions }: Recording) =>
    JSON.stringify([seed, topology, actions.map(({ position, action }) => [position, action])])
  return way(a) === way(b)
}

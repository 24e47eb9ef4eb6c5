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

/**
 * True if a seek leads to a place: the present run is that run, whatever was looked at since. Not where a command was given
 * at the place itself: a seek brings its effects back as a known future, which the next command would void.
 */
export function isReachedBySeek(present: Recording, place: Recording): boolean {
  const isPending = place.actions.some(({ position }) => position >= place.position)
  return !isPending && isSameWay(present, place)
}

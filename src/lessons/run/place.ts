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
 * True if the present run passed through a place, so that a seek leads there. Not where something was given at the place
 * itself or after it: what a seek then finds ahead would be of the present run, not of that one.
 */
export function isOnTheWay(present: Recording, place: Recording): boolean {
  const { actions, position } = place
  if (position > present.position || actions.some((action) => action.position >= position))
    return false
  const [before, after] = [
    present.actions.slice(0, actions.length),
    present.actions.slice(actions.length),
  ]
  return (
    isSameWay({ ...present, actions: before }, place) &&
    after.every((action) => action.position >= position)
  )
}

/** Names under which lessons are found: in the browser's storage, and in an address. */

/** The lesson that is being taken. */
export const CURRENT_KEY = 'pilothouse.lesson'

/** A lesson in an address begins so. */
export const LESSON_FRAGMENT = '#lesson='

/** Whether an address holds a lesson. */
export function hasLesson(hash: string): boolean {
  return hash.startsWith(LESSON_FRAGMENT)
}

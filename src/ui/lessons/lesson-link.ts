/** A lesson in an address: `#lesson=1.<packed>`. Packed as runs are, with the same limits. */
import { pack, unpack } from '../sharing/link/pack.ts'
import { LESSON_FRAGMENT } from './lesson-keys.ts'

const PACKING = '1'
/** Links of this length do not survive mail programs and chats. */
const LENGTH_MAX = 32 * 1024

/** What a link carries. */
export interface LinkedLesson {
  readonly name: string
  readonly text: string
  readonly beside: { readonly [name: string]: string }
}

/** The fragment for a lesson, with its `#`; null if it is too long for a link. */
export async function lessonFragment(lesson: LinkedLesson): Promise<string | null> {
  const fragment = `${LESSON_FRAGMENT}${PACKING}.${await pack(JSON.stringify(lesson))}`
  return fragment.length <= LENGTH_MAX ? fragment : null
}

/** The lesson of a fragment. Throws an error that says what is wrong with it. */
export async function readLessonFragment(hash: string): Promise<LinkedLesson> {
  const [, packing, letters] = /^#lesson=(\d+)\.([\w-]+)$/.exec(hash.trim()) ?? []
  if (packing !== PACKING || letters === undefined) throw new Error('not a lesson link')
  const value: unknown = JSON.parse(await unpack(letters))
  if (!isLinked(value)) throw new Error('not a lesson')
  return { name: value.name.slice(0, 120), text: value.text, beside: value.beside }
}

function isLinked(value: unknown): value is LinkedLesson {
  if (typeof value !== 'object' || value === null) return false
  const { name, text, beside } = value as Partial<LinkedLesson>
  if (typeof name !== 'string' || typeof text !== 'string') return false
  if (typeof beside !== 'object' || beside === null || Array.isArray(beside)) return false
  return Object.values(beside).every((manifest) => typeof manifest === 'string')
}

import { describe, expect, it } from 'vitest'
import { hasLesson } from '../../../src/ui/lessons/lesson-keys.ts'
import { lessonFragment, readLessonFragment } from '../../../src/ui/lessons/lesson-link.ts'
import { pack } from '../../../src/ui/sharing/link/pack.ts'

const lesson = {
  name: 'a.yaml',
  text: 'version: 1\n제목: 수업\n',
  beside: { 'web.yaml': 'kind: Pod' },
}

describe('a lesson in a link', () => {
  it('comes out as it went in', async () => {
    const fragment = await lessonFragment(lesson)

    expect(hasLesson(fragment ?? '')).toBe(true)
    expect(await readLessonFragment(fragment ?? '')).toEqual(lesson)
  })

  it('that would be too long is none', async () => {
    const text = Array.from({ length: 40_000 }, (_, i) => String((i * 7919) % 10_007)).join(' ')
    expect(await lessonFragment({ ...lesson, text })).toBeNull()
  })

  it.each(['#lesson=', '#lesson=2.abc', '#lesson=1.!!', '#lesson=1.AAAA', '#run=1.abc'])(
    'is refused if it is %s',
    async (hash) => {
      await expect(readLessonFragment(hash)).rejects.toThrow()
    },
  )

  it.each([null, 5, {}, { name: 'a', text: 'b' }, { ...lesson, beside: { x: 1 } }])(
    'is refused if it holds %j',
    async (value) => {
      const hash = `#lesson=1.${await pack(JSON.stringify(value))}`
      await expect(readLessonFragment(hash)).rejects.toThrow()
    },
  )
})

// Goal: what the lessons say is what the cluster does. Method: play each through, without a page.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findLesson } from '../../src/cli/lesson/lesson-files.ts'
import { verifyLesson } from '../../src/cli/lesson/verify-lesson.ts'
import { readLesson } from '../../src/lessons/format/read-lesson.ts'
import { LESSONS } from '../../src/lessons/index.ts'

const FOLDER = join(import.meta.dirname, '../../src/lessons')

test('the list has every folder, in order', () => {
  const folders = readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name))
  expect(LESSONS.map(({ id }) => id)).toEqual(folders.toSorted())
})

describe.each(LESSONS)('$id', ({ id, title, minutes }) => {
  const { text, filesBeside } = findLesson(id)
  const { lesson, problems } = readLesson(text, filesBeside)

  test('is shaped like a lesson, has every text in both languages, and is listed as it is', () => {
    expect(problems).toEqual([])
    expect(lesson).toMatchObject({ id, title, minutes })
    for (const before of lesson?.prerequisites ?? [])
      expect(LESSONS.map((entry) => entry.id)).toContain(before)
  })

  test('does what it promises', async () => {
    if (!lesson) throw new Error('it could not be read')
    const { beats, findings } = await verifyLesson(lesson)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(beats.map((beat) => beat.id)).toEqual(lesson.beats.map((beat) => beat.id))
  })
})

test('the schema that authors refer to is the one that lessons are checked against', () => {
  const own = readFileSync(join(FOLDER, 'format/lesson.schema.json'), 'utf8')
  const published = join(import.meta.dirname, '../../public/lesson.schema.json')
  expect(
    readFileSync(published, 'utf8'),
    'copy src/lessons/format/lesson.schema.json to public/',
  ).toBe(own)
})

// Goal: what docs/LESSONS.md shows can be copied. Method: play its lesson, ask its conditions of a cluster.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { HeadlessDriver } from '../../src/cli/lesson/headless-driver.ts'
import { verifyLesson } from '../../src/cli/lesson/verify-lesson.ts'
import { readLesson } from '../../src/lessons/format/read-lesson.ts'
import type { Condition } from '../../src/protocol/conditions.ts'

const guide = readFileSync(join(import.meta.dirname, '../../docs/LESSONS.md'), 'utf8')
const blocks = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '')

test('its lesson plays', async () => {
  const { lesson, problems } = readLesson(blocks[0] ?? '')
  expect(problems).toEqual([])
  if (!lesson) throw new Error('not read')
  const { beats, findings } = await verifyLesson(lesson)
  expect(findings).toEqual([])
  expect(beats.map(({ outcome }) => outcome)).toEqual([undefined, 'two'])
})

test.each(blocks.slice(1).map((yaml) => [/^[\w# ]+/.exec(yaml)?.[0], yaml]))(
  'its example of %s is shaped as lessons are',
  (_, yaml) => {
    const folder = join(import.meta.dirname, '../../src/lessons/03-seven-steps')
    const frame = parse(readFileSync(join(folder, 'lesson.yaml'), 'utf8'))
    const [first, ...rest] = frame.beats
    const { break: broken, ...part } = parse(yaml)
    const files = Object.fromEntries(readdirSync(folder).map((name) => [name, 'kind: Pod']))
    // A break's other keys are a task's: the guide shows only what it has beside them.
    const { task } = frame.beats.find((beat: { readonly task?: object }) => beat.task)
    const beat = {
      ...first,
      id: 'begin',
      ...part,
      ...(broken && { break: { ...task, ...broken } }),
    }
    const { problems } = readLesson(JSON.stringify({ ...frame, files, beats: [beat, ...rest] }))
    expect(problems.filter(({ path }) => path.startsWith('beats[0]'))).toEqual([])
  },
)

describe('its cookbook', () => {
  const rows = [...guide.matchAll(/^\| ([^|]+) \| `(\{ [^|]*\})` \|$/gm)].map(
    ([, wanted = '', condition = '']) => [wanted, condition] as const,
  )

  test('has conditions', () => expect(rows.length).toBeGreaterThan(20))

  test.each(rows)('%s', async (_, text) => {
    const condition = parse(text) as Condition
    const frame = { until: condition }
    const driver = new HeadlessDriver()
    await driver.boot(1, {})
    const { position } = await driver.whereabouts()
    const [verdict] = await driver.check([condition], position)
    expect(verdict?.problem).toBeUndefined()
    const lesson = readLesson(
      blocks[0]?.replace('- apply: web.yaml', `- ${JSON.stringify(frame)}`) ?? '',
    )
    expect(lesson.problems).toEqual([])
  })
})

// Goal: who writes a lesson learns where a mistake is and how to mend it.
import { describe, expect, test } from 'vitest'
import schema from '../../src/lessons/format/lesson.schema.json' with { type: 'json' }
import { readLesson } from '../../src/lessons/format/read-lesson.ts'
import { FAILURE_NAMES } from '../../src/protocol/messages.ts'
import { createTexts } from '../../src/texts/index.ts'

const texts = createTexts('en')

const GOOD = `version: 1
id: first
title: { en: First, ko: 첫째 }
goal: { en: Learn., ko: 배웁니다. }
minutes: 5
files:
  web.yaml: |
    kind: Pod
beats:
  - id: one
    title: { en: One, ko: 하나 }
    text: { en: Text, ko: 글 }
    do:
      - apply: web.yaml
      - until:
          objects: { kind: Pod }
`

/** The lesson with one passage replaced, and what is said about it: `line:column path: message`. */
function told(passage: string, by: string): readonly string[] {
  expect(GOOD).toContain(passage)
  return problemsOf(GOOD.replace(passage, by))
}

function problemsOf(text: string): readonly string[] {
  return readLesson(text).problems.map(
    ({ line, column, path, text: message }) => `${line}:${column} ${path}: ${texts(message)}`,
  )
}

test('a good lesson is read, with the manifests beside it', () => {
  const { lesson, problems } = readLesson(GOOD, { 'db.yaml': 'kind: Service' })
  expect(problems).toEqual([])
  expect(lesson?.files).toEqual({ 'web.yaml': 'kind: Pod\n', 'db.yaml': 'kind: Service' })
  expect(lesson?.beats[0]?.do).toHaveLength(2)
})

test('a wait may be for a command’s end, and for nothing else of a command', () => {
  const wait = '          objects: { kind: Pod }'
  expect(told(wait, '          command: over')).toEqual([])
  expect(told(wait, '          command: begun')[0]).toContain('beats[0].do[1].until.command')
})

describe('mistakes of shape', () => {
  test.each<[what: string, passage: string, by: string, expected: readonly string[]]>([
    [
      'an unknown key, with the one that was meant',
      '      - apply: web.yaml',
      '      - aply: web.yaml',
      ['14:9 beats[0].do[0].aply: There is no key “aply” here: did you mean “apply”?'],
    ],
    ['a missing key', 'minutes: 5\n', '', ['1:1 : The key “minutes” is missing. Add it.']],
    [
      'a wrong type',
      'minutes: 5',
      'minutes: five',
      ['5:10 minutes: This is text; wanted here: number.'],
    ],
    [
      'two acts in one',
      '      - apply: web.yaml',
      '      - apply: web.yaml\n        kubectl: get pods',
      ['14:9 beats[0].do[0]: Only one of these keys can stand here: apply, kubectl.'],
    ],
    [
      'a failure that nobody knows',
      '      - apply: web.yaml',
      '      - fail: crash-nodes\n        target: worker-1',
      ['14:15 beats[0].do[0].fail: “crash-nodes” is not known here: did you mean “crash-node”?'],
    ],
    [
      'a failure without its target',
      '      - apply: web.yaml',
      '      - fail: crash-node',
      ['14:9 beats[0].do[0]: “fail” also needs “target” beside it.'],
    ],
    [
      'a text without English',
      '    text: { en: Text, ko: 글 }',
      '    text: { ko: 글 }',
      ['12:11 beats[0].text: The key “en” is missing.'],
    ],
    ['an id with capitals', 'id: one', 'id: One', ['10:9 beats[0].id: “One” can not be used here']],
    [
      'a bad condition deep inside',
      '          objects: { kind: Pod }',
      '          all: [{ not: { objects: { kin: Pod } } }]',
      ['16:37 beats[0].do[1].until.all[0].not.objects.kin: There is no key “kin” here'],
    ],
  ])('%s', (_, passage, by, expected) => {
    const found = told(passage, by)
    expect(found).toHaveLength(expected.length)
    for (const [index, start] of expected.entries()) expect(found[index]).toContain(start)
  })
})

describe('mistakes of meaning', () => {
  test.each<[what: string, passage: string, by: string, expected: string]>([
    [
      'an unknown file',
      'apply: web.yaml',
      'apply: wep.yaml',
      '14:16 beats[0].do[0].apply: The lesson has no file “wep.yaml”: did you mean “web.yaml”?',
    ],
    [
      'a beat that is not there yet',
      'apply: web.yaml',
      'backTo: two',
      '14:17 beats[0].do[0].backTo: No beat up to here has the id “two”',
    ],
    [
      'the word kubectl',
      'apply: web.yaml',
      'kubectl: kubectl get pods',
      '14:18 beats[0].do[0].kubectl: Leave out the word',
    ],
    [
      'a pace without a wait',
      'apply: web.yaml',
      'apply: web.yaml\n        pace: slow',
      '15:15 beats[0].do[0].pace: “pace” says how a wait is shown',
    ],
    [
      'a language that is missing',
      '{ en: One, ko: 하나 }',
      '{ en: One }',
      '11:12 beats[0].title: This text is missing in “ko”.',
    ],
    [
      'an id that is used twice',
      '  - id: one\n',
      '  - { id: one, title: { en: a, ko: a }, text: { en: a, ko: a } }\n  - id: one\n',
      '11:9 beats[1].id: “one” is used twice.',
    ],
  ])('%s', (_, passage, by, expected) => {
    expect(told(passage, by)).toEqual([expect.stringContaining(expected)])
  })

  test('an answer that is no choice', () => {
    const choice = (id: string) =>
      `{ id: ${id}, text: { en: a, ko: a }, when: { objects: { kind: Pod } } }`
    const prediction = `    prediction:\n      question: { en: q, ko: q }\n      choices: [${choice('yes-it-is')}, ${choice('no-it-is')}]\n      answer: maybe\n`
    expect(problemsOf(GOOD + prediction)).toEqual([
      '20:15 beats[0].prediction.answer: No choice has the id “maybe”. There are: yes-it-is, no-it-is.',
    ])
  })
})

describe('texts of strangers', () => {
  test('what is no YAML is told with its place', () => {
    expect(problemsOf('version: 1\nid: [first\n')).toEqual([
      expect.stringMatching(/^3:1 : This is not YAML: /),
    ])
  })

  test.each([
    ['too large', `x: ${'a'.repeat(300_000)}`, /larger than 256 kB/],
    ['lists nested without end', '['.repeat(200_000), /nested too deeply/],
    ['mappings nested without end', '{'.repeat(200_000), /nested too deeply/],
    ['dashes without end', '- '.repeat(100_000), /nested too deeply/],
    ['aliases that unfold without end', billionLaughs(), /too many aliases/],
    ['tags without end', '!<a> '.repeat(50_000), /too many aliases, anchors or tags/],
    ['keys without end', 'a: 1\n'.repeat(50_000), /too many keys/],
    ['a list', '- 1', /This is a list; wanted here: object/],
    ['nothing', '', /Nothing stands here/],
  ])('%s', (_, text, message) => {
    const { lesson, problems } = readLesson(text)
    expect(lesson).toBeNull()
    expect(problems[0] && texts(problems[0].text)).toMatch(message)
  })

  function billionLaughs(): string {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`,
    )
    return levels.join('\n')
  }
})

test('the schema knows every failure', () => {
  expect(schema.$defs.act.properties.fail.enum).toEqual([...FAILURE_NAMES])
})

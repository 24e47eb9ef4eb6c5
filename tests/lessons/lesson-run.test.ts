// Goal: the learner may predict, err, leave, come back and go back; the cluster is where the beat says.
import { expect, test } from 'vitest'
import { HeadlessDriver } from '../../src/cli/lesson/headless-driver.ts'
import { verifyLesson } from '../../src/cli/lesson/verify-lesson.ts'
import type { Beat, Lesson } from '../../src/lessons/format/lesson.ts'
import { LessonRun } from '../../src/lessons/run/lesson-run.ts'
import type { Condition } from '../../src/protocol/conditions.ts'
import { deployment } from '../sim/story/told-cluster.ts'

const say = (en: string) => ({ en, ko: en })
const pods = (count: number): Condition => ({
  objects: { kind: 'Pod', selector: 'app=web' },
  count,
})
const base = (id: string) => ({ id, title: say(id), text: say(id) })

const apply: Beat = {
  ...base('apply'),
  do: [{ apply: 'web.yaml' }, { until: pods(2) }],
}
const guess: Beat = {
  ...base('guess'),
  prediction: {
    question: say('?'),
    choices: [
      { id: 'two', text: say('2'), when: pods(2) },
      { id: 'three', text: say('3'), when: pods(3) },
    ],
    answer: 'three',
  },
  do: [{ kubectl: 'scale deployment web --replicas=3' }, { until: pods(3) }],
}
const five: Beat = {
  ...base('five'),
  task: {
    ask: say('five'),
    checks: [{ text: say('five'), when: pods(5) }],
    hints: [say('1'), say('2'), say('3')],
    solution: [{ kubectl: 'scale deployment web --replicas=5' }],
  },
}

function lessonOf(...beats: readonly Beat[]): Lesson {
  return {
    version: 1,
    id: 'test',
    title: say('test'),
    goal: say('test'),
    minutes: 1,
    files: { 'web.yaml': deployment(2) },
    beats,
  }
}

async function begun(...beats: readonly Beat[]) {
  const driver = new HeadlessDriver()
  const run = new LessonRun(lessonOf(...beats), driver)
  await run.begin()
  const count = async () => (await driver.check([pods(0)], 0))[0]?.found
  return { driver, run, count }
}

test('a question is asked before the doing; the outcome is the cluster’s, whatever was chosen', async () => {
  const { run, count } = await begun(apply, guess)
  await run.goOn()
  expect(run.state.beat).toMatchObject({ phase: 'predicting', outcome: null })
  expect(await count()).toBe(2)
  await run.answer('two')
  expect(run.state.beat).toMatchObject({ phase: 'over', chosen: 'two', outcome: ['three'] })
  expect(run.state.answers).toEqual({ guess: { chosen: 'two', isRight: false } })
  expect(run.state.isOver).toBe(true)
})

test('a question about services tells who was answered', async () => {
  const called = (from: string, service: string) => ({ reachable: { from, service } })
  const serving: Beat = {
    ...base('serving'),
    do: [
      { kubectl: 'run web --image=nginx:1.27 --port=80' },
      { pass: 10 },
      { kubectl: 'expose pod web' },
      { pass: 10 },
    ],
    prediction: {
      question: say('?'),
      choices: [
        { id: 'yes', text: say('yes'), when: called('worker-1', 'web') },
        {
          id: 'no',
          text: say('no'),
          when: { all: [{ not: called('worker-1', 'web') }, called('worker-2', 'nobody')] },
        },
      ],
      answer: 'yes',
    },
  }
  const { run } = await begun(serving)
  await run.answer('no')
  expect(run.state.beat).toMatchObject({
    outcome: ['yes'],
    calls: [
      { call: { from: 'worker-1', service: 'web' }, isAnswered: true },
      { call: { from: 'worker-2', service: 'nobody' }, isAnswered: false },
    ],
  })
})

test('a task is over when its checks hold, however they were brought about', async () => {
  const { run, driver } = await begun(apply, five)
  await run.goOn()
  expect(await run.check()).toBe(false)
  expect(run.state.beat).toMatchObject({ phase: 'working', verdicts: [{ isMet: false, found: 2 }] })
  run.hint()
  await driver.act({ type: 'apply', manifest: deployment(5) })
  await driver.runToQuiet()
  expect(await run.check()).toBe(true)
  expect(run.state).toMatchObject({ beat: { phase: 'over', hintsShown: 1 }, isOver: true })
  expect(run.state.solved).toEqual({ five: 'alone' })
})

test('the solution begins where the task began, whatever was tried before', async () => {
  const { run, driver, count } = await begun(apply, five)
  await run.goOn()
  await driver.kubectl('delete deployment web')
  await driver.runToQuiet()
  expect(await count()).toBe(0)
  await run.solve()
  expect(await count()).toBe(5)
  expect(run.state.solved).toEqual({ five: 'shown' })
})

test('free play is given up when the learner goes on: files and cluster are as they were', async () => {
  const { run, driver, count } = await begun(apply, guess)
  await driver.kubectl('delete deployment web')
  await driver.runToQuiet()
  driver.openFile('web.yaml', 'kind: Nonsense')
  expect(await run.isAstray()).toBe(true)
  await run.goOn()
  expect(await run.isAstray()).toBe(false)
  expect(await count()).toBe(2)
  expect(driver.fileText('web.yaml')).toBe(deployment(2))
})

test('a beat that was begun can be begun again, also after another way was taken', async () => {
  const { run, driver, count } = await begun(apply, guess, five)
  await run.goOn()
  await run.answer('three')
  await run.goOn()
  await driver.kubectl('delete deployment web')
  await driver.runToQuiet()
  await run.goTo(1)
  expect(run.state).toMatchObject({ beatIndex: 1, beat: { phase: 'predicting' } })
  expect(await count()).toBe(2)
  await run.answer('three')
  expect(run.state.beat.outcome).toEqual(['three'])
})

test('beats that lie between are passed as their author would', async () => {
  const { run, count } = await begun(apply, guess, five, { ...base('end'), do: [{ pass: 5 }] })
  await run.goTo(3)
  expect(run.state).toMatchObject({ beatIndex: 3, isOver: true, solved: { five: 'shown' } })
  expect(await count()).toBe(5)
})

test('whoever goes on while a beat is under way comes to where its author would', async () => {
  const { run, count } = await begun(apply, guess, five)
  await run.goOn()
  const answering = run.answer('two')
  await run.goTo(2)
  await answering
  expect(run.state).toMatchObject({ beatIndex: 2, beat: { phase: 'working' } })
  expect(run.state.answers.guess).toEqual({ chosen: 'two', isRight: false })
  expect(await count()).toBe(3)
})

test('whoever goes on before the cluster stands comes there too', async () => {
  const run = new LessonRun(lessonOf(apply, guess, five), new HeadlessDriver())
  const beginning = run.begin()
  await run.goTo(2)
  await beginning
  expect(run.state).toMatchObject({ beatIndex: 2, beat: { phase: 'working' } })
})

test('a lesson may begin at a later beat', async () => {
  const driver = new HeadlessDriver()
  const run = new LessonRun(lessonOf(apply, guess, five), driver)
  await run.begin(2)
  expect(run.state).toMatchObject({ beatIndex: 2, beat: { phase: 'working' } })
})

test('a lesson is taken up again from what was kept of it, in another page', async () => {
  const { run } = await begun(apply, guess, five)
  await run.goOn()
  await run.answer('three')
  const kept = JSON.parse(JSON.stringify(run.snapshot))
  const driver = new HeadlessDriver()
  await driver.boot(1, {})
  const again = new LessonRun(run.lesson, driver, kept)
  await again.resume()
  expect(again.state).toEqual(run.state)
  expect(await driver.save()).toEqual(kept.held.recording)
  await again.goOn()
  await again.solve()
  expect(again.state.isOver).toBe(true)
})

test('back to a beat: what was done since is undone, and not done again by itself', async () => {
  const back: Beat = { ...base('back'), do: [{ backTo: 'apply' }, { pass: 30 }] }
  const { run, count } = await begun(apply, guess, back)
  await run.goOn()
  await run.answer(null)
  await run.goOn()
  expect(run.state.beat.phase).toBe('over')
  expect(await count()).toBe(0)
})

test('a wait in vain stalls the beat; going on tries it again', async () => {
  const waits: Beat = { ...base('waits'), do: [{ until: pods(1), withinSeconds: 10 }] }
  const { run, driver } = await begun(waits)
  expect(run.state.beat).toMatchObject({ phase: 'stalled', stall: { act: 0, reason: 'not-met' } })
  await driver.act({ type: 'apply', manifest: deployment(1) })
  await run.goOn()
  expect(run.state).toMatchObject({ beat: { phase: 'over', stall: null }, isOver: true })
})

test('a break is put in silence before the learner looks', async () => {
  const hushed: boolean[] = []
  class Listening extends HeadlessDriver {
    override hush(isSilent: boolean): void {
      hushed.push(isSilent)
    }
  }
  const broken: Beat = {
    ...base('broken'),
    break: {
      ...taskOf(five),
      fault: [{ kubectl: 'scale deployment web --replicas=0' }, { until: pods(0) }],
    },
  }
  const run = new LessonRun(lessonOf(apply, broken), new Listening())
  await run.begin()
  await run.goOn()
  expect(run.state.beat.phase).toBe('working')
  expect(hushed).toEqual([true, false])
})

test.each<[what: string, lesson: Lesson, key: string, path: readonly (string | number)[]]>([
  [
    'a prediction that the cluster does not share',
    lessonOf(apply, { ...guess, prediction: { ...predictionOf(guess), answer: 'two' } }),
    'otherChoice',
    ['beats', 1, 'prediction', 'answer'],
  ],
  [
    'choices that do not exclude each other',
    lessonOf(apply, {
      ...guess,
      prediction: {
        ...predictionOf(guess),
        choices: ['a', 'b'].map((id) => ({ id, text: say(id), when: pods(3) })),
      },
    }),
    'manyChoices',
    ['beats', 1, 'prediction', 'choices'],
  ],
  [
    'a task that is solved already',
    lessonOf(apply, {
      ...five,
      task: { ...taskOf(five), checks: [{ text: say(''), when: pods(2) }] },
    }),
    'solvedBefore',
    ['beats', 1, 'task', 'checks'],
  ],
  [
    'a solution that solves nothing',
    lessonOf(apply, {
      ...five,
      task: { ...taskOf(five), solution: [{ pass: 1 }], withinSeconds: 5 },
    }),
    'notSolved',
    ['beats', 1, 'task', 'checks', 0, 'when'],
  ],
  [
    'a manifest that the API server refuses',
    { ...lessonOf(apply), files: { 'web.yaml': 'kind: Pod\napiVersion: v1\nspec: 3\n' } },
    'refusedAt',
    ['beats', 0, 'do', 0],
  ],
  [
    'a wait without end',
    lessonOf({ ...apply, do: [{ until: pods(9), withinSeconds: 5 }] }),
    'notMet',
    ['beats', 0, 'do', 0],
  ],
  [
    'a condition that can never hold',
    lessonOf({ ...apply, do: [{ until: { objects: { kind: 'Pots' } } }] }),
    'condition',
    ['beats', 0, 'do', 0, 'until'],
  ],
])('the check finds %s', async (_, lesson, key, path) => {
  const { findings } = await verifyLesson(lesson)
  expect(findings).toEqual([
    expect.objectContaining({
      path,
      text: expect.objectContaining({ key: `authoring:${key}` }),
    }),
  ])
})

function predictionOf(beat: Beat): NonNullable<Beat['prediction']> {
  if (!beat.prediction) throw new Error(`${beat.id} asks nothing`)
  return beat.prediction
}

function taskOf(beat: Beat): NonNullable<Beat['task']> {
  if (!beat.task) throw new Error(`${beat.id} has no task`)
  return beat.task
}

test('a lesson polls, watches, and stops both', async () => {
  const lists = (count: number): Condition => ({
    requests: { client: 'kubectl', verb: 'list', resource: 'pods' },
    count,
  })
  const poll: Beat = {
    ...base('poll'),
    do: [{ watch: 'get pods', everySeconds: 2 }, { until: lists(5) }, { interrupt: true }],
  }
  const watch: Beat = {
    ...base('watch'),
    do: [{ pass: 1 }, { kubectl: 'get pods -w' }, { pass: 30 }, { interrupt: true }, { pass: 1 }],
    prediction: {
      question: say('?'),
      choices: [
        { id: 'one', text: say('1'), when: lists(1) },
        { id: 'many', text: say('5'), when: { not: lists(1) } },
      ],
      answer: 'one',
    },
  }

  const { beats, findings } = await verifyLesson(lessonOf(poll, watch))

  expect(findings).toEqual([])
  expect(beats.map(({ outcome }) => outcome)).toEqual([undefined, 'one'])
})

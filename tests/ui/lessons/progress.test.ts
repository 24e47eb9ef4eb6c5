// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { LessonState } from '../../../src/lessons/run/state.ts'
import {
  loadCurrent,
  progressAsJson,
  readProgress,
  storeCurrent,
  useProgress,
} from '../../../src/ui/lessons/progress.ts'

const state: LessonState = {
  beatIndex: 2,
  beat: {
    phase: 'over',
    stall: null,
    chosen: null,
    outcome: null,
    verdicts: [],
    hintsShown: 0,
    isSolutionShown: false,
  },
  visited: ['a', 'b', 'c'],
  answers: { b: { chosen: 'x', isRight: false } },
  solved: { c: 'alone' },
  isOver: false,
}

beforeEach(() => {
  localStorage.clear()
  useProgress.getState().reset()
})

describe('progress', () => {
  it('is kept in the browser, with answers and time, and can be exported', () => {
    useProgress.getState().note('one', state, 5)
    useProgress.getState().addSeconds('one', 5)

    const kept = readProgress(JSON.parse(localStorage.getItem('pilothouse.lessons') ?? ''))
    expect(kept.one).toMatchObject({
      beat: 2,
      beats: 5,
      isDone: false,
      seconds: 5,
      answers: { b: { chosen: 'x', isRight: false } },
      solved: { c: 'alone' },
    })
    expect(JSON.parse(progressAsJson())).toMatchObject({
      version: 1,
      lessons: { one: { beat: 2 } },
    })
  })

  it('of a lesson that was done stays done when it is taken again', () => {
    useProgress.getState().note('one', { ...state, isOver: true }, 5)
    useProgress.getState().note('one', { ...state, beatIndex: 0 }, 5)

    expect(useProgress.getState().lessons.one).toMatchObject({ isDone: true, beat: 0 })
  })

  it('is forgotten on demand', () => {
    useProgress.getState().note('one', state, 5)
    useProgress.getState().reset()

    expect(useProgress.getState().lessons).toEqual({})
    expect(readProgress(JSON.parse(localStorage.getItem('pilothouse.lessons') ?? ''))).toEqual({})
  })

  it.each([null, 3, [], { version: 2, lessons: {} }, { version: 1 }, { version: 1, lessons: 'x' }])(
    'that can not be read counts as none: %j',
    (value) => {
      expect(readProgress(value)).toEqual({})
    },
  )

  it('keeps what can be believed of a damaged one', () => {
    const read = readProgress({
      version: 1,
      lessons: {
        good: { beat: 1, beats: 4, answers: { a: { chosen: null, isRight: true }, b: 7 } },
        bad: { beat: 'one' },
      },
    })

    expect(Object.keys(read)).toEqual(['good'])
    expect(read.good).toMatchObject({ seconds: 0, answers: { a: { chosen: null, isRight: true } } })
    expect(read.good?.answers.b).toBeUndefined()
  })
})

describe('the lesson that is being taken', () => {
  const snapshot = { lessonId: 'one', state, held: null, beginnings: {} }

  it('is found again after a reload', () => {
    storeCurrent({ source: { type: 'built-in', id: 'one' }, snapshot })
    expect(loadCurrent()).toEqual({ source: { type: 'built-in', id: 'one' }, snapshot })
  })

  it('is not there once it was left', () => {
    storeCurrent({ source: { type: 'built-in', id: 'one' }, snapshot })
    storeCurrent(null)
    expect(loadCurrent()).toBeNull()
  })

  it.each([
    'nonsense',
    '{"version":1}',
    '{"version":1,"source":{"type":"built-in"},"snapshot":{}}',
    '{"version":9,"source":{"type":"built-in","id":"one"},"snapshot":{}}',
  ])('is none if what was kept is %s', (text) => {
    localStorage.setItem('pilothouse.lesson', text)
    expect(loadCurrent()).toBeNull()
  })
})

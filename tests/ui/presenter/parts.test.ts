import { describe, expect, it } from 'vitest'
import type { Beat } from '../../../src/lessons/format/lesson.ts'
import type { BeatState, LessonState } from '../../../src/lessons/run/state.ts'
import { fileOf, PARTS, partsOf, presentPart } from '../../../src/ui/presenter/parts.ts'

const word = (en: string) => ({ en })

const plain: Beat = { id: 'a', title: word('A'), text: word('Text.') }
const task = {
  ask: word('Do it.'),
  checks: [],
  hints: [word('1'), word('2'), word('3')] as const,
  solution: [],
}
const asking: Beat = {
  ...plain,
  prediction: { question: word('?'), choices: [], answer: 'x' },
  after: word('So it was.'),
}

function at(phase: BeatState['phase'], rest: Partial<BeatState> = {}, isOver = false): LessonState {
  const beat: BeatState = {
    phase,
    stall: null,
    chosen: null,
    outcome: null,
    verdicts: [],
    hintsShown: 0,
    isSolutionShown: false,
    ...rest,
  }
  return { beatIndex: 0, beat, visited: [], answers: {}, solved: {}, isOver }
}

describe('what of a beat can be shown', () => {
  it.each([
    ['a plain beat being done', plain, at('doing'), ['text']],
    ['a question before the deed', asking, at('predicting'), ['text', 'question']],
    ['a question while the cluster answers', asking, at('doing'), ['text', 'watching']],
    [
      'a question that was answered',
      asking,
      at('over', { outcome: ['x'] }),
      ['text', 'outcome', 'after'],
    ],
    ['a task to be done', { ...plain, task }, at('working'), ['text', 'task', 'solution']],
    [
      'a fault that is still a secret',
      { ...plain, break: { ...task, fault: [] } },
      at('doing'),
      ['text'],
    ],
    [
      'a solution that is being done',
      { ...plain, task },
      at('doing', { isSolutionShown: true }),
      ['text', 'solution'],
    ],
    ['a task that is done', { ...plain, task }, at('over'), ['text', 'task']],
    [
      'a question about a file',
      { ...asking, do: [{ edit: 'web.yaml' }] },
      at('predicting'),
      ['text', 'file', 'question'],
    ],
    ['a file that is being applied', { ...plain, do: [{ edit: 'a.yaml' }] }, at('doing'), ['text']],
    ['a beat that stalled', plain, at('stalled'), ['text', 'stalled']],
    ['the last beat of a lesson', plain, at('over', {}, true), ['text', 'end']],
  ] as const)('%s', (_, beat, state, parts) => {
    expect(partsOf(beat, state)).toEqual(parts)
  })
})

describe('the part on stage', () => {
  it('goes with the beat: question, watching, answer', () => {
    let part = presentPart(partsOf(asking, at('predicting')), 'question')
    expect(part).toBe('question')
    part = presentPart(partsOf(asking, at('doing')), part)
    expect(part).toBe('watching')
    part = presentPart(partsOf(asking, at('over', { outcome: [] })), part)
    expect(part).toBe('outcome')
  })

  it('stays at the text while what it told of is done', () => {
    expect(presentPart(partsOf(plain, at('doing')), 'text')).toBe('text')
    expect(presentPart(partsOf(plain, at('over')), 'text')).toBe('text')
  })

  it('is always one that can be shown, whatever was wanted', () => {
    for (const wanted of PARTS) {
      const parts = partsOf(plain, at('doing'))
      expect(parts).toContain(presentPart(parts, wanted))
    }
  })
})

describe('the file that a beat is about', () => {
  it('is the one that it edits, with the text that it gives', () => {
    expect(fileOf({ ...plain, do: [{ edit: 'a.yaml', text: 'kind: Pod' }] })).toEqual({
      name: 'a.yaml',
      text: 'kind: Pod',
    })
  })

  it('is the open one if the beat only points at the editor', () => {
    expect(fileOf({ ...plain, look: { panel: 'editor' } })).toEqual({ name: null, text: null })
    expect(fileOf(plain)).toBeNull()
    expect(fileOf({ ...plain, task, look: { panel: 'editor' } })).toBeNull()
  })
})

// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Beat, Lesson } from '../../../src/lessons/format/lesson.ts'
import type { BeatState, LessonState } from '../../../src/lessons/run/state.ts'
import { BeatView } from '../../../src/ui/lessons/BeatView.tsx'
import { LessonAnnouncer } from '../../../src/ui/lessons/LessonAnnouncer.tsx'
import { useLesson } from '../../../src/ui/lessons/lesson-state.ts'
import { render, settle } from '../fixtures/render.tsx'

const asked: Beat = {
  id: 'asked',
  title: { en: 'A question', ko: '질문' },
  text: { en: 'Read this.' },
  prediction: {
    question: { en: 'What now?' },
    choices: [
      {
        id: 'a',
        text: { en: 'This' },
        when: { elapsedSeconds: {} },
        feedback: { en: 'Not this.' },
      },
      { id: 'b', text: { en: 'That' }, when: { elapsedSeconds: {} } },
    ],
    // The author may be wrong: the card must not believe this.
    answer: 'a',
  },
  after: { en: 'So it was.' },
}
const worked: Beat = {
  id: 'worked',
  title: { en: 'Work' },
  text: { en: 'Do it.' },
  break: {
    fault: [{ kubectl: 'delete service web' }],
    ask: { en: 'Mend it.' },
    checks: [
      { text: { en: 'First' }, when: { elapsedSeconds: {} } },
      { text: { en: 'Second' }, when: { elapsedSeconds: {} } },
    ],
    hints: [{ en: 'Hint one' }, { en: 'Hint two' }, { en: 'Hint three' }],
    solution: [{ kubectl: 'scale deployment web --replicas=1' }],
  },
}
const lesson: Lesson = {
  version: 1,
  id: 'test',
  title: { en: 'Test' },
  goal: { en: 'Goal' },
  minutes: 1,
  beats: [asked, worked],
}

function stateOf(beatIndex: number, beat: Partial<BeatState>): LessonState {
  const fresh: BeatState = {
    phase: 'doing',
    stall: null,
    chosen: null,
    outcome: null,
    verdicts: [],
    hintsShown: 0,
    isSolutionShown: false,
  }
  return {
    beatIndex,
    beat: { ...fresh, ...beat },
    visited: ['asked'],
    answers: {},
    solved: {},
    isOver: false,
  }
}

/** Draws a beat as it stands. */
async function show(beat: Beat, part: Partial<BeatState>, play = {}) {
  const state = stateOf(lesson.beats.indexOf(beat), part)
  useLesson.setState({ lesson, state, ...play })
  return render(<BeatView beat={beat} state={state} />)
}

beforeEach(() =>
  useLesson.setState({ picked: null, verdicts: [], isSolutionOpen: false, trouble: '' }),
)

describe('a prediction', () => {
  it('can be put to the test only when something is chosen, and tells nothing before', async () => {
    // given
    const host = await show(asked, { phase: 'predicting' })
    const see = [...host.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'See what happens',
    )
    expect(see?.disabled).toBe(true)

    // when
    const radio = host.querySelectorAll<HTMLInputElement>('input[type="radio"]')[0]
    await settle(() => radio?.click())

    // then
    expect(useLesson.getState().picked).toBe('a')
    expect(see?.disabled).toBe(false)
    expect(host.textContent).not.toContain('what the cluster did')
    expect(host.textContent).not.toContain('So it was.')
  })

  it('is marked by what the cluster did, not by its author; the choice stays in sight', async () => {
    const host = await show(asked, { phase: 'over', chosen: 'a', outcome: ['b'] })

    const [first, second] = host.querySelectorAll('label')
    expect(first?.dataset.outcome).toBe('wrong')
    expect(first?.textContent).toContain('your choice')
    expect(second?.dataset.outcome).toBe('right')
    expect(second?.textContent).toContain('what the cluster did')
    expect(host.textContent).toContain('Not this.')
    expect(host.textContent).toContain('So it was.')
  })

  it('that no choice foresaw says so', async () => {
    const host = await show(asked, { phase: 'over', chosen: 'a', outcome: [] })
    expect(host.textContent).toContain('The cluster did none of these.')
  })
})

describe('a break', () => {
  it('asks nothing before it happened', async () => {
    const host = await show(worked, { phase: 'doing' })
    expect(host.textContent).not.toContain('Mend it.')
  })

  it('shows which checks hold, the hints that were asked for, and no solution', async () => {
    const host = await show(
      worked,
      { phase: 'working', hintsShown: 1 },
      { verdicts: [{ isMet: true }, { isMet: false, found: 2 }] },
    )

    const [first, second] = host.querySelectorAll('ul[aria-label="Done when"] > li')
    expect(first?.hasAttribute('data-met')).toBe(true)
    expect(second?.textContent).toContain('now 2')
    expect(host.textContent).toContain('Hint one')
    expect(host.textContent).not.toContain('Hint two')
    expect(host.textContent).not.toContain('scale deployment')
    expect(host.textContent).not.toContain('delete service')
  })

  it('shows its solution as commands on demand', async () => {
    const host = await show(worked, { phase: 'working' })
    const wish = [...host.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Show the solution',
    )

    await settle(() => wish?.click())

    expect(host.textContent).toContain('kubectl scale deployment web --replicas=1')
  })

  it('that stalled in its fault does not tell what the fault was', async () => {
    const stall = { list: 'fault', act: 0, reason: 'refused', problems: [] } as const
    const host = await show(worked, { phase: 'stalled', stall })
    expect(host.textContent).not.toContain('delete service')
  })
})

describe('who listens', () => {
  it('hears the part, the answer and the way off the script', async () => {
    useLesson.setState({
      lesson,
      state: stateOf(0, { phase: 'over', chosen: 'b', outcome: ['b'] }),
      isAway: true,
    })
    const host = await render(<LessonAnnouncer />)

    expect(host.textContent).toContain('Part 1 of 2: A question')
    expect(host.textContent).toContain('You predicted it.')
    expect(host.textContent).toContain('You left the script')
  })
})

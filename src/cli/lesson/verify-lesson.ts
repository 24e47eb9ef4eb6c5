import type { Lesson } from '../../lessons/format/lesson.ts'
import { type Finding, type LessonPath, mistake, remark } from '../../lessons/format/problem.ts'
import { LessonRun, taskOf } from '../../lessons/run/lesson-run.ts'
import type { BeatState } from '../../lessons/run/state.ts'
import { INTERRUPTED } from '../../protocol/trace.ts'
import { conditionsOf } from './conditions-of.ts'
import { HeadlessDriver } from './headless-driver.ts'

/** What came of one beat. */
export interface BeatReport {
  readonly id: string
  /** Virtual time at its beginning and end, since the lesson began. */
  readonly fromMicros: number
  readonly toMicros: number
  /** What the cluster showed of a prediction. */
  readonly outcome?: string
  readonly isSolved?: boolean
  readonly output: readonly { readonly command: string; readonly exitCode: number }[]
}

/** What came of a lesson that was played to its end, or as far as it went. */
export interface LessonReport {
  readonly beats: readonly BeatReport[]
  readonly findings: readonly Finding[]
}

/**
 * Plays a lesson through as its author means it and holds it against the cluster: every act is taken, every wait ends, every
 * prediction's answer is what happened, no task is solved before its solution and each is after it.
 */
export async function verifyLesson(lesson: Lesson): Promise<LessonReport> {
  const driver = new HeadlessDriver()
  const { seed = 1, ...topology } = lesson.cluster ?? {}
  await driver.boot(seed, topology)
  const start = await driver.whereabouts()
  const impossible = await impossibleConditions(lesson, driver, start.position)
  if (impossible.length > 0) return { beats: [], findings: impossible }

  const run = new LessonRun(lesson, driver)
  const findings: Finding[] = []
  const beats: BeatReport[] = []
  let fromMicros = start.atMicros
  await run.begin()
  for (let index = 0; index < lesson.beats.length; index++) {
    const found = await verifyBeat(run, driver)
    const output = driver.takeOutput()
    findings.push(...found, ...failedCommands(output, index))
    const { atMicros } = await driver.whereabouts()
    const { beat } = run.state
    beats.push({
      id: run.beat.id,
      fromMicros: fromMicros - start.atMicros,
      toMicros: atMicros - start.atMicros,
      ...(beat.outcome ? { outcome: beat.outcome.join(', ') } : {}),
      ...(taskOf(run.beat) ? { isSolved: beat.phase === 'over' } : {}),
      output: output.map(({ command, exitCode }) => ({ command, exitCode })),
    })
    fromMicros = atMicros
    if (beat.phase !== 'over') break
    await run.goOn()
  }
  return { beats, findings }
}

/** Conditions that name what is not there: a kind, a component, a worker, a selector that is none. */
async function impossibleConditions(
  lesson: Lesson,
  driver: HeadlessDriver,
  position: number,
): Promise<readonly Finding[]> {
  const placed = conditionsOf(lesson)
  const verdicts = await driver.check(
    placed.map(({ condition }) => condition),
    position,
  )
  return placed.flatMap(({ path }, index) => {
    const problem = verdicts[index]?.problem
    return problem === undefined ? [] : [mistake(path, 'condition', { message: problem })]
  })
}

async function verifyBeat(run: LessonRun, driver: HeadlessDriver): Promise<readonly Finding[]> {
  const index = run.state.beatIndex
  const findings: Finding[] = []
  if (run.state.beat.phase === 'predicting') {
    await run.answer(run.beat.prediction?.answer ?? null)
    findings.push(...(await verifyPrediction(run, driver)))
  }
  if (run.state.beat.phase === 'working') findings.push(...(await verifyTask(run)))
  return [...findings, ...stallOf(run.beat, run.state.beat, index)]
}

async function verifyPrediction(
  run: LessonRun,
  driver: HeadlessDriver,
): Promise<readonly Finding[]> {
  const { prediction, id } = run.beat
  const { outcome } = run.state.beat
  const path: LessonPath = ['beats', run.state.beatIndex, 'prediction']
  if (!prediction || !outcome) return []
  const [held] = outcome
  if (outcome.length > 1)
    return [mistake([...path, 'choices'], 'manyChoices', { choices: outcome.join(', ') })]
  if (held !== undefined)
    return held === prediction.answer
      ? []
      : [mistake([...path, 'answer'], 'otherChoice', { choice: held, answer: prediction.answer })]
  const since = run.snapshot.beginnings[id]?.recording.position ?? 0
  const verdicts = await driver.check(
    prediction.choices.map(({ when }) => when),
    since,
  )
  const found = prediction.choices
    .map((choice, index) => `${choice.id}: ${verdicts[index]?.found ?? '–'}`)
    .join('; ')
  return [mistake([...path, 'choices'], 'noChoice', { found })]
}

async function verifyTask(run: LessonRun): Promise<readonly Finding[]> {
  const path: LessonPath = ['beats', run.state.beatIndex, run.beat.task ? 'task' : 'break']
  if (await run.check()) return [mistake([...path, 'checks'], 'solvedBefore')]
  await run.solve()
  if (run.state.beat.phase !== 'working') return []
  return run.state.beat.verdicts.flatMap(({ isMet, found }, index) => {
    if (isMet) return []
    const at = [...path, 'checks', index, 'when']
    return found === undefined
      ? [mistake(at, 'notSolvedAlone')]
      : [mistake(at, 'notSolved', { found })]
  })
}

function stallOf(
  beat: Lesson['beats'][number],
  { stall }: BeatState,
  index: number,
): readonly Finding[] {
  if (!stall) return []
  const within = stall.list === 'do' ? [] : [beat.task ? 'task' : 'break']
  const path: LessonPath = ['beats', index, ...within, stall.list, stall.act]
  if (stall.reason === 'not-met') {
    const acts = stall.list === 'do' ? beat.do : taskOf(beat)?.[stall.list as 'solution']
    const act = acts?.[stall.act]
    const seconds = act && 'withinSeconds' in act ? act.withinSeconds : undefined
    return [mistake(path, 'notMet', { seconds: seconds ?? 600 })]
  }
  const [problem] = stall.problems
  return [
    problem
      ? mistake(path, 'refusedAt', { line: problem.line, message: problem.message })
      : mistake(path, 'refused', { message: '–' }),
  ]
}

/** Commands that failed may be meant to: they are told, not held against the lesson. One that was interrupted did not fail. */
function failedCommands(
  output: ReturnType<HeadlessDriver['takeOutput']>,
  index: number,
): readonly Finding[] {
  return output
    .filter(({ exitCode }) => exitCode !== 0 && exitCode !== INTERRUPTED)
    .map(({ exitCode, text }) =>
      remark(['beats', index], 'kubectlFailed', { code: exitCode, output: text }),
    )
}

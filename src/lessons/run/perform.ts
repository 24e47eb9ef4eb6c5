import type { Act, LessonPace } from '../format/lesson.ts'
import type { ActOutcome, LessonDriver } from './driver.ts'
import type { Place, Stall } from './state.ts'

const SECOND_MICROS = 1_000_000
/** A lesson that waits longer is wrong. */
const WITHIN_SECONDS = 600

/** What an act can know of the lesson around it. */
export interface ActSurroundings {
  readonly driver: LessonDriver
  /** The beat's beginning: what conditions count from. */
  readonly sincePosition: number
  /** Where a beat began. */
  readonly placeOf: (beatId: string) => Place | undefined
}

type Failure = Pick<Stall, 'reason' | 'problems'>

const REFUSED: Failure = { reason: 'refused', problems: [] }
const NOT_MET: Failure = { reason: 'not-met', problems: [] }

/** Does one act of a lesson to the cluster. Undefined if it went well, else why not. */
export async function perform(act: Act, around: ActSurroundings): Promise<Failure | undefined> {
  const { driver } = around
  if ('apply' in act) return onFile('apply', act.apply, driver)
  if ('delete' in act) return onFile('delete-manifest', act.delete, driver)
  if ('kubectl' in act) return failureOf(await driver.kubectl(act.kubectl))
  if ('watch' in act) return failureOf(await driver.watch(act.watch, act.everySeconds))
  if ('interrupt' in act) return failureOf(await driver.act({ type: 'interrupt' }))
  if ('fail' in act)
    return failureOf(await driver.act({ type: 'fail', failure: act.fail, target: act.target }))
  if ('step' in act) return void (await driver.step(act.step.grain, act.step.count ?? 1))
  if ('runToQuiet' in act) return void (await driver.runToQuiet())
  if ('pass' in act) return pass(act.pass, act.pace ?? 'brisk', driver)
  if ('until' in act) {
    const isMet = await driver.runUntil({
      condition: act.until,
      sincePosition: around.sincePosition,
      withinMicros: (act.withinSeconds ?? WITHIN_SECONDS) * SECOND_MICROS,
      pace: act.pace ?? 'brisk',
    })
    return isMet ? undefined : NOT_MET
  }
  if ('backTo' in act) {
    const place = around.placeOf(act.backTo)
    if (!place) return REFUSED
    return void (await driver.restore(place.recording))
  }
  return void driver.openFile(act.edit, act.text)
}

async function onFile(
  type: 'apply' | 'delete-manifest',
  file: string,
  driver: LessonDriver,
): Promise<Failure | undefined> {
  const manifest = driver.fileText(file)
  if (manifest === undefined) return REFUSED
  return failureOf(await driver.act({ type, manifest, file }))
}

function failureOf({ accepted, problems }: ActOutcome): Failure | undefined {
  return accepted ? undefined : { reason: 'refused', problems }
}

async function pass(
  seconds: number,
  pace: LessonPace,
  driver: LessonDriver,
): Promise<Failure | undefined> {
  const { position } = await driver.whereabouts()
  const hasPassed = await driver.runUntil({
    condition: { elapsedSeconds: { min: seconds } },
    sincePosition: position,
    // The first event after the time has passed may be a little later.
    withinMicros: (seconds + 60) * SECOND_MICROS,
    pace,
  })
  return hasPassed ? undefined : NOT_MET
}

/** How long the checks of a task may take to come true after its solution. */
export function solutionMicros(withinSeconds: number | undefined): number {
  return (withinSeconds ?? WITHIN_SECONDS) * SECOND_MICROS
}

import { type PodProgress, STAGE, type Tally } from './tables.ts'

/** What a pod's step forward adds to its operation's counts. */
export function difference(before: PodProgress, after: PodProgress | undefined): Partial<Tally> {
  const a = contribution(before)
  const b = after ? contribution(after) : NOTHING
  return {
    created: b.created - a.created,
    bound: b.bound - a.bound,
    learned: b.learned - a.learned,
    started: b.started - a.started,
    finished: b.finished - a.finished,
    unschedulable: b.unschedulable - a.unschedulable,
    notStarting: b.notStarting - a.notStarting,
    notWell: b.notWell - a.notWell,
  }
}

const NOTHING = {
  created: 0,
  bound: 0,
  learned: 0,
  started: 0,
  finished: 0,
  unschedulable: 0,
  notStarting: 0,
  notWell: 0,
}

function contribution({ stage, trouble }: PodProgress): typeof NOTHING {
  const isSick = trouble !== '' && trouble !== 'unschedulable'
  return {
    created: 1,
    bound: stage >= STAGE.bound ? 1 : 0,
    learned: stage >= STAGE.learned ? 1 : 0,
    started: stage >= STAGE.started ? 1 : 0,
    finished: stage >= STAGE.finished ? 1 : 0,
    unschedulable: trouble === 'unschedulable' && stage < STAGE.bound ? 1 : 0,
    notStarting: isSick && stage < STAGE.started ? 1 : 0,
    notWell: isSick && stage < STAGE.finished ? 1 : 0,
  }
}

import { existsSync } from 'node:fs'
import { FAILURE_NAMES, type FailureName } from '../protocol/messages.ts'
import type { Micros } from '../sim/kernel/types.ts'
import { parseDuration } from './durations.ts'
import { languageOf } from './language.ts'
import type { Options } from './options.ts'

const USAGE =
  'usage: run FILE.yaml [--until 10m] [--fault crash-node=worker-1@60s] [--seed N] [--nodes N] [--lang CODE] [--json]'

const FLAGS = new Set(['until', 'fault', 'seed', 'nodes', 'lang', 'json'])
const WORKERS_DEFAULT = 3
const WORKERS_MAX = 5000

/** A failure to come; times count from the moment when the manifest is applied. */
export interface Fault {
  readonly at: Micros
  readonly failure: FailureName
  /** A node; of `kill-container` a pod, `namespace/name` or `namespace/` and how its name begins. */
  readonly target: string
}

/** What `run` was asked to do. */
export interface RunPlan {
  readonly file: string
  readonly seed: number
  readonly workers: number
  readonly language: string
  readonly isJson: boolean
  /** Undefined: until nothing but heartbeats is left. */
  readonly until: Micros | undefined
  /** In order of time. */
  readonly faults: readonly Fault[]
}

/** Whether a process of that name can be there; the simulation has the last word. */
function isProcess(target: string, workers: number): boolean {
  const number = /^worker-(\d+)\/[a-z-]+$/.exec(target)?.[1]
  return number === undefined ? /^[a-z-]+$/.test(target) : Number(number) <= workers
}

/** Reads the command line of `run`; throws with a sentence for the user where it makes no sense. */
export function runPlanOf({ files, flags }: Options): RunPlan {
  const [file] = files
  if (file === undefined) throw new Error(`which manifest? ${USAGE}`)
  if (files.length > 1) throw new Error(`one manifest at a time, not ${files.join(', ')}. ${USAGE}`)
  for (const flag of Object.keys(flags))
    if (!FLAGS.has(flag)) throw new Error(`--${flag} is no option of run. ${USAGE}`)
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  const workers = wholeNumber(flags.nodes?.at(-1), 'nodes', WORKERS_DEFAULT)
  if (workers < 1 || workers > WORKERS_MAX)
    throw new Error(`--nodes ${workers}: want 1 to ${WORKERS_MAX}`)
  const limit = flags.until?.at(-1)
  const until = limit === undefined ? undefined : durationOf(limit, 'until')
  const faults = (flags.fault ?? []).map((text) => faultOf(text, workers))
  for (const { at, failure } of faults)
    if (until !== undefined && at > until)
      throw new Error(`--fault ${failure} comes after --until ${limit}`)
  return {
    file,
    seed: wholeNumber(flags.seed?.at(-1), 'seed', 1),
    workers,
    language: languageOf(flags.lang?.at(-1)),
    isJson: flags.json !== undefined,
    until,
    faults: faults.sort((a, b) => a.at - b.at),
  }
}

function faultOf(text: string, workers: number): Fault {
  const [, name, target = '', at = ''] = /^([a-z-]+)=([^@]+)@(.+)$/.exec(text) ?? []
  if (name === undefined)
    throw new Error(`--fault ${text}: want FAILURE=TARGET@TIME, as in crash-node=worker-1@60s`)
  const failure = FAILURE_NAMES.find((known) => known === name)
  if (!failure) throw new Error(`--fault ${text}: ${name} is none of ${FAILURE_NAMES.join(', ')}`)
  if (failure === 'stop-component' || failure === 'start-component') {
    if (!isProcess(target, workers))
      throw new Error(`--fault ${text}: there is no process ${target}`)
  } else if (failure === 'kill-container') {
    if (!/^[^/]+\/[^/]+$/.test(target))
      throw new Error(`--fault ${text}: the target is a pod, NAMESPACE/NAME`)
  } else {
    const number = /^worker-(\d+)$/.exec(target)?.[1]
    if (number === undefined || Number(number) < 1 || Number(number) > workers)
      throw new Error(
        `--fault ${text}: there is no node ${target}, only worker-1 to worker-${workers}`,
      )
  }
  return { at: durationOf(at, 'fault'), failure, target }
}

function durationOf(text: string, flag: string): Micros {
  try {
    return parseDuration(text)
  } catch (error) {
    throw new Error(`--${flag}: ${error instanceof Error ? error.message : text}`)
  }
}

function wholeNumber(text: string | undefined, flag: string, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^\d+$/.test(text)) throw new Error(`--${flag} ${text}: want a whole number`)
  return Number(text)
}

import type { Amount, Verdict } from '../../../protocol/conditions.ts'
import type { EventRecord } from '../../kernel/history.ts'
import type { Micros } from '../../kernel/types.ts'
import type { Stage } from '../stage.ts'

/** Where and since when a condition is asked. */
export interface Asked extends Stage {
  readonly sincePosition: number
  readonly sinceMicros: Micros
}

/** A condition that is ready to be asked again and again. */
export interface Question {
  /** The answer at the kernel's present position. */
  ask(): Verdict
  /** Whether an event may have changed the answer. May say yes too often, never no. */
  mayChange(record: EventRecord): boolean
}

/** What is wrong with a condition, for its author. */
export interface Misfit {
  readonly problem: string
}

/** A count held against what was asked. */
export function countVerdict(found: number, amount: Amount = { min: 1 }): Verdict {
  if (typeof amount === 'number') return { isMet: found === amount, found }
  const { min = 0, max = Number.POSITIVE_INFINITY } = amount
  return { isMet: found >= min && found <= max, found }
}

/** Counts over what happened since the beginning; each event is looked at once while the run goes forward. */
export class SinceCounter {
  private readonly asked: Asked
  private readonly countIn: (record: EventRecord) => number
  private upTo: number
  private count = 0

  constructor(asked: Asked, countIn: (record: EventRecord) => number) {
    this.asked = asked
    this.countIn = countIn
    this.upTo = asked.sincePosition
  }

  read(): number {
    const { kernel, sincePosition } = this.asked
    if (kernel.position < this.upTo) {
      this.upTo = sincePosition
      this.count = 0
    }
    while (this.upTo < kernel.position) {
      this.upTo++
      const record = kernel.history.at(this.upTo)
      if (record) this.count += this.countIn(record)
    }
    return this.count
  }
}

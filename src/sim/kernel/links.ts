import type { Table } from './table.ts'
import type { Component, Micros } from './types.ts'

/** What ails the way between two machines. Absent rows are healthy links. */
export interface Impairment {
  readonly cut?: boolean
  readonly extraLatency?: Micros
  /** Probability that a packet is lost and sent again; TCP hides the loss and shows the delay. */
  readonly lossRate?: number
}

/** Time a healthy link takes; constant for a pair, so that messages between two stay in order. */
export type LatencyModel = (from: Component, to: Component) => Micros

/** Initial retransmission timeout of TCP on Linux; doubles at every further loss. */
const RETRANSMIT: Micros = 200_000
const RETRIES_MAX = 6

/** Key of the impairment between two hosts, whichever way; `*` for all hosts but the first itself. */
export function linkKey(a: string, b: string): string {
  return b === '*' || (a !== '*' && a < b) ? `${a}|${b}` : `${b}|${a}`
}

/** The network between hosts: who can reach whom, and how long it takes. */
export class Links {
  private readonly impairments: Table<Impairment>
  /** Arrival of the last message per impaired direction, so that jitter never reorders a connection. */
  private readonly lastArrivals: Table<Micros>
  private readonly model: LatencyModel

  constructor(impairments: Table<Impairment>, lastArrivals: Table<Micros>, model: LatencyModel) {
    this.impairments = impairments
    this.lastArrivals = lastArrivals
    this.model = model
  }

  impairment(a: string, b: string): Impairment | undefined {
    if (a === b || this.impairments.size === 0) return undefined
    return (
      this.impairments.get(linkKey(a, b)) ??
      this.impairments.get(linkKey(a, '*')) ??
      this.impairments.get(linkKey(b, '*'))
    )
  }

  impair(a: string, b: string, impairment: Impairment | undefined): void {
    if (impairment) this.impairments.set(linkKey(a, b), impairment)
    else this.impairments.delete(linkKey(a, b))
  }

  /** True while nothing ails any link: the quick way for `arrival`. */
  get areHealthy(): boolean {
    return this.impairments.size === 0
  }

  latency(from: Component, to: Component): Micros {
    return this.model(from, to)
  }

  /** When a message leaving at `leaves` arrives, or undefined if the link is cut. */
  arrival(
    from: Component,
    to: Component,
    leaves: Micros,
    random: () => number,
  ): Micros | undefined {
    const latency = this.model(from, to)
    const impairment = this.impairment(from.host, to.host)
    if (!impairment) return leaves + latency
    if (impairment.cut) return undefined
    let arrives = leaves + latency + (impairment.extraLatency ?? 0)
    let wait = RETRANSMIT
    for (let i = 0; i < RETRIES_MAX && random() < (impairment.lossRate ?? 0); i++, wait *= 2)
      arrives += wait
    const direction = `${from.name}>${to.name}`
    arrives = Math.max(arrives, this.lastArrivals.get(direction) ?? 0)
    this.lastArrivals.set(direction, arrives)
    return arrives
  }
}

/** The kernel's vocabulary: virtual time, messages, events, components. It knows nothing of Kubernetes. */

/** Virtual time or a duration, an integer count of microseconds. */
export type Micros = number
export const MICROSECOND: Micros = 1
export const MILLISECOND: Micros = 1_000
export const SECOND: Micros = 1_000_000
export const MINUTE: Micros = 60_000_000

/** Ids are given in order of creation; `(at, id)` orders the queue. 0 stands for "nothing". */
export type EventId = number

/** What travels in an event. Each component declares the union it understands. */
export interface Message {
  readonly type: string
}

/** What a handler says about its doing, kept beside the event for whoever looks (never state). */
export interface TraceEntry {
  readonly type: string
}

/** What to tell whom when a message can not arrive (cut link, dead process). */
export interface LostNotice {
  readonly message: Message
  /** Who is told; the sender if absent. A server's lost answer is missed by its client. */
  readonly to?: string
  /** Counted from the moment of sending, as a client's timeout is. */
  readonly after: Micros
  /** What the sender is told instead, and at once, where the machine is up and only the process is not: connection refused. */
  readonly refused?: Message
}

/** How a component stops: its machine is gone and nothing answers, or the process ends and its connections are closed. */
export type Halt = 'silent' | 'closing'

export interface KernelEvent {
  readonly id: EventId
  readonly at: Micros
  readonly sentAt: Micros
  readonly from: string
  readonly to: string
  readonly message: Message
  /** The event whose handler made this one; 0 for an outside input. */
  readonly cause: EventId
  /** A heartbeat or a consequence of one that changes nothing: steps and "run to quiet" look past it. */
  readonly periodic: boolean
  /** Life of the target that this event was meant for; a restarted process does not see its former life's events. */
  readonly incarnation: number
  readonly lost: LostNotice | undefined
  /** The queue's own mark, no part of the state: whether the event waits to happen. */
  isQueued: boolean
}

export interface SendOptions {
  /** Time the sender takes before the message leaves. */
  readonly delay?: Micros
  /** Overrides what the current event hands down. */
  readonly periodic?: boolean
  readonly lost?: LostNotice
}

/** What a handler may do. Valid only during the call. */
export interface Context {
  readonly now: Micros
  readonly self: string
  readonly event: KernelEvent
  /** Sends over the link to `to`; answers the id of the event that will deliver it. */
  send<M extends Message>(to: string, message: M, options?: SendOptions): EventId
  /** A timer: delivers `message` to this component after `delay`. */
  after<M extends Message>(
    delay: Micros,
    message: M,
    options?: { readonly periodic?: boolean },
  ): EventId
  /** Takes back a timer that has not gone off yet; false if it has, or if it is no timer of this component. */
  cancel(id: EventId): boolean
  /** The next number in [0, 1) of this component's named stream. */
  random(stream: string): number
  /** Leaves a note for the page, the story and tests; not state. */
  trace(entry: TraceEntry): void
  /** Says that this event, though born of a heartbeat, changes something: it and its consequences are no heartbeats. */
  rouse(): void
  /** Stops a component at once: its timers and messages under way are lost. Silent unless said. Idempotent. */
  halt(component: string, how?: Halt): void
  /** Lets a halted component live again; the caller then sends it what starts it. Idempotent. */
  revive(component: string): void
  isHalted(component: string): boolean
}

export interface Component<M extends Message = Message> {
  readonly name: string
  readonly kind: string
  /** The machine it runs on; links are between machines, and inside one. */
  readonly host: string
  handle(message: M, ctx: Context): void
}

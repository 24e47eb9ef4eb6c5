import type { Breakpoint, BreakpointHit } from '../protocol/breakpoints.ts'
import type { FailureName } from '../protocol/messages.ts'
import type { Text } from '../protocol/views.ts'
import type { KeyValue } from '../sim/etcd/wire.ts'
import type { EventRecord } from '../sim/kernel/history.ts'
import type { Kernel } from '../sim/kernel/kernel.ts'
import { causesOf } from '../sim/story/history-lookup.ts'
import { nameOf, refOf } from '../sim/story/object-ref.ts'
import { type StepRow, type StoryTables, stepKey } from '../sim/story/telling/tables.ts'

/** How far back a story step of no operation is traced to a failure. */
const CAUSES_MAX = 2_000
/** Failures that put something right again: what follows is no harm. */
const HEALING: ReadonlySet<string> = new Set<FailureName>([
  'restart-node',
  'heal-network',
  'start-kubelet',
])
/** What a component says when it made up its mind, without a message having come. */
const DECISIONS: ReadonlySet<string> = new Set(['scheduling', 'reconcile', 'kubelet-sync'])

/** The reader's breakpoints and whether time just ran into one. */
export class Breakpoints {
  private list: readonly Breakpoint[] = []
  private hit: BreakpointHit | null = null

  set(list: readonly Breakpoint[]): void {
    this.list = list
  }

  /** True if time shall stop at the event that just happened. Looked at after every step forward: cheap where none is set. */
  stopsAt(kernel: Kernel, story: StoryTables, record: EventRecord): boolean {
    if (this.list.length === 0 || record.dropped) return false
    for (const breakpoint of this.list) {
      const text = reasonOf(breakpoint, kernel, story, record)
      if (!text) continue
      this.hit = { id: breakpoint.id, position: kernel.position, text }
      return true
    }
    return false
  }

  /** True if time was stopped here and the page has not been told yet. */
  isHitAt(position: number): boolean {
    return this.hit?.position === position
  }

  /** Why time stopped, told once; null if it did not, or has moved since. */
  take(position: number): BreakpointHit | null {
    const { hit } = this
    this.hit = null
    return hit?.position === position ? hit : null
  }
}

function reasonOf(
  breakpoint: Breakpoint,
  kernel: Kernel,
  story: StoryTables,
  record: EventRecord,
): Text | undefined {
  switch (breakpoint.type) {
    case 'first-of-kind': {
      const row = stepToldAt(kernel, story)
      return row && story.steps.countBy('key', row.key) === 1
        ? { key: 'breakpoints:hit.firstOfKind' }
        : undefined
    }
    case 'failure-consequence': {
      const row = stepToldAt(kernel, story)
      const target = row && failureBehind(kernel, story, row)
      return target === undefined
        ? undefined
        : { key: 'breakpoints:hit.failureConsequence', params: { target } }
    }
    case 'component':
      return componentReason(record, breakpoint.component)
    case 'object':
      return objectReason(record, breakpoint.object)
  }
}

/** The story step that ends at the present position. */
function stepToldAt(kernel: Kernel, story: StoryTables): StepRow | undefined {
  const { position } = kernel
  return story.last.get() === position ? story.steps.get(stepKey(position)) : undefined
}

/** What the failure struck that a step goes back to; undefined for other steps, and for the failure itself. */
function failureBehind(kernel: Kernel, story: StoryTables, row: StepRow): string | undefined {
  const root = story.operations.get(String(row.operation))?.position
  const origin = root ?? causesOf(kernel.history, row.position, CAUSES_MAX).at(-1)
  if (origin === undefined || origin === row.position) return undefined
  const message = kernel.history.at(origin)?.event.message
  if (message?.type !== 'fail') return undefined
  const { failure, target } = message as {
    readonly type: 'fail'
    readonly failure: string
    readonly target: string
  }
  return HEALING.has(failure) ? undefined : target
}

function componentReason(
  { event, urgent, traces }: EventRecord,
  component: string,
): Text | undefined {
  // Heartbeats reach everybody all the time.
  if (event.to !== component || !urgent) return undefined
  const isCommand = event.cause === 0 && component === 'kubectl'
  if (event.from !== component || isCommand) {
    const from = isCommand ? 'user' : event.from
    return { key: 'breakpoints:hit.component', params: { component, from } }
  }
  return traces.some(({ type }) => DECISIONS.has(type))
    ? { key: 'breakpoints:hit.decision', params: { component } }
    : undefined
}

type WantedObject = Extract<Breakpoint, { type: 'object' }>['object']

function objectReason({ changes, urgent }: EventRecord, wanted: WantedObject): Text | undefined {
  // Heartbeats write too; who waits for a lease waits for them.
  if (!urgent && wanted.kind !== 'Lease') return undefined
  for (const { table, before, after } of changes) {
    if (table.name !== 'etcd/kv') continue
    const was = (before as KeyValue | undefined)?.value
    const is = (after as KeyValue | undefined)?.value
    const object = is ?? was
    if (!object || !isWanted(refOf(object), wanted)) continue
    const change = is ? (was ? 'changed' : 'created') : 'deleted'
    return { key: `breakpoints:hit.${change}`, params: { object: nameOf(refOf(object)) } }
  }
  return undefined
}

function isWanted(object: WantedObject, { kind, namespace, name }: WantedObject): boolean {
  if (object.kind !== kind) return false
  if (name !== undefined && object.name !== name) return false
  return namespace === undefined || object.namespace === namespace
}

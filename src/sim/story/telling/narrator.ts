import type { ObjectRef } from '../../../protocol/trace.ts'
import type { EventRun } from '../../kernel/event-run.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { isReturn, PLANS, UNORDERED } from './plans.ts'
import {
  EMPTY_TALLY,
  type Operation,
  type PlanName,
  type StepRow,
  type StoryTables,
  stepKey,
  type Tally,
} from './tables.ts'

/** A step to tell beside any plan. */
export interface Aside {
  readonly key: string
  readonly operation?: number
  readonly params?: StepRow['params']
  readonly objects?: readonly ObjectRef[]
  readonly actors?: readonly string[]
}

/** Keeps the operations and writes down the steps. */
export class Narrator {
  readonly tables: StoryTables
  private readonly kernel: Kernel

  constructor(kernel: Kernel, tables: StoryTables) {
    this.kernel = kernel
    this.tables = tables
  }

  operation(id: number): Operation | undefined {
    return id === 0 ? undefined : this.tables.operations.get(String(id))
  }

  /** An operation that still has something to tell. */
  openOperation(id: number): Operation | undefined {
    const operation = this.operation(id)
    return operation?.isOver ? undefined : operation
  }

  /** Begins the story of the act that the running event carries. */
  begin(
    run: EventRun,
    draft: Pick<Operation, 'plan' | 'subject' | 'count' | 'command'> & { tally: Partial<Tally> },
  ): Operation {
    const operation: Operation = {
      ...draft,
      id: run.event.id,
      position: this.position,
      at: run.now,
      tally: { ...EMPTY_TALLY, ...draft.tally },
      told: [],
      isOver: false,
    }
    this.tables.operations.set(String(operation.id), operation)
    return operation
  }

  /** Counts something for an operation and tells the chapters that this completes. */
  count(run: EventRun, id: number, more: Partial<Tally>): void {
    const operation = this.operation(id)
    if (!operation) return
    const tally = added(operation.tally, more)
    if (tally === operation.tally) return
    const next = { ...operation, tally }
    this.tables.operations.set(String(id), next)
    if (!operation.isOver) this.tell(run, next)
  }

  /** Tells the chapters of an operation that are complete and were not told. */
  tell(run: EventRun, operation: Operation, objects: readonly ObjectRef[] = []): void {
    const { chapters, isOver } = progressOf(operation)
    if (chapters.length === 0 && !isOver) return
    this.tables.operations.set(String(operation.id), {
      ...operation,
      told: [...operation.told, ...chapters],
      isOver,
    })
    const number = chapters.at(-1)
    if (number === undefined) return
    this.write(run, {
      operation: operation.id,
      key: `story:${operation.plan}.${number}`,
      params: paramsOf(operation),
      chapters,
      objects: objects.length > 0 ? objects : [operation.subject],
      actors: PLANS[operation.plan][number - 1]?.actors ?? [],
    })
  }

  /** Tells a step beside the plans. */
  aside(run: EventRun, aside: Aside): void {
    this.write(run, {
      operation: aside.operation ?? 0,
      key: `story:${aside.key}`,
      params: aside.params ?? {},
      chapters: [],
      objects: aside.objects ?? [],
      actors: aside.actors ?? [],
    })
  }

  /** Tells something only the first time that `key` comes up. */
  asideOnce(run: EventRun, key: string, aside: Aside): void {
    if (this.tables.told.has(key)) return
    this.tables.told.set(key, true)
    this.aside(run, aside)
  }

  /** Ends an operation whose remaining chapters can not come any more. */
  end(id: number): void {
    const operation = this.openOperation(id)
    if (operation) this.tables.operations.set(String(id), { ...operation, isOver: true })
  }

  private get position(): number {
    // The event that is being handled will lead to the next position.
    return this.kernel.position + 1
  }

  private write(run: EventRun, step: Omit<StepRow, 'position' | 'previous' | 'at'>): void {
    const { position } = this
    const key = stepKey(position)
    const there = this.tables.steps.get(key)
    if (there) {
      // Two steps at one event: a chapter outweighs an aside, and takes in the chapters of the other.
      const winner = step.chapters.length >= there.chapters.length ? step : there
      const chapters =
        there.operation === step.operation ? [...there.chapters, ...step.chapters] : winner.chapters
      this.tables.steps.set(key, { ...there, ...winner, chapters })
      return
    }
    this.tables.steps.set(key, { ...step, position, previous: this.tables.last.get(), at: run.now })
    this.tables.last.set(position)
  }
}

/** Chapters that are complete and untold, and whether nothing is left to tell. */
function progressOf(operation: Operation): { chapters: number[]; isOver: boolean } {
  const plan = PLANS[operation.plan]
  const chapters: number[] = []
  let isOver = operation.plan !== 'rollout'
  for (const [i, chapter] of plan.entries()) {
    if (operation.told.includes(i + 1)) continue
    if (chapter.isSkipped?.(operation.tally)) continue
    if (!chapter.isComplete(operation.tally)) {
      isOver = false
      if (UNORDERED.has(operation.plan)) continue
      break
    }
    chapters.push(i + 1)
  }
  return { chapters, isOver }
}

function paramsOf({ plan, subject, count, tally, command }: Operation): StepRow['params'] {
  return {
    kind: subject.kind,
    name: subject.name,
    namespace: subject.namespace ?? '',
    count: Math.max(1, tally.wanted || tally.toMark || tally.created),
    documents: count,
    more: Math.max(0, count - 1),
    pods: tally.created,
    stuck: tally.unschedulable + tally.notWell,
    marked: tally.marked,
    command,
    context: contextOf(plan, count, command, tally),
  }
}

/** Which wording of a chapter fits; the catalog falls back to the plain one. */
function contextOf(plan: PlanName, count: number, command: string, tally: Tally): string {
  if (count > 1) return 'many'
  // Nobody had noticed that it was away.
  if (isReturn(plan)) return tally.expected === 0 ? 'unmissed' : ''
  return command.startsWith('rollout undo') ? 'undo' : ''
}

function added(tally: Tally, more: Partial<Tally>): Tally {
  const entries = Object.entries(more) as [keyof Tally, number][]
  if (entries.every(([, value]) => value === 0)) return tally
  const next: { -readonly [K in keyof Tally]: number } = { ...tally }
  for (const [key, value] of entries) next[key] += value
  return next
}

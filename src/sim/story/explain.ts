import type { ApiStageTrace, ReconcileTrace, SchedulingTrace } from '../../protocol/trace.ts'
import type { CauseLink, Grain, StepView, Text, ToldStep } from '../../protocol/views.ts'
import type { EventRecord } from '../kernel/history.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { actText } from './act-text.ts'
import { diffsBetween } from './diffs.ts'
import { eventText } from './event-text.ts'
import { causesOf } from './history-lookup.ts'
import { messageView } from './message-view.ts'
import { PLANS, UNORDERED } from './telling/plans.ts'
import {
  type Operation,
  type PodProgress,
  type StepRow,
  type StoryTables,
  stepKey,
} from './telling/tables.ts'

/** Links shown of a chain of causes: the nearest ones, and the user's own act. */
const CAUSES_MAX = 12
const CHAIN_MAX = 400
/** A write follows its decision within this many events. */
const DECISIONS_WITHIN = 6

/**
 * The step that ends at `position`, in words. The kernel must have passed the position: of a story
 * step it tells what the storyteller wrote, of any other event what its handler said.
 */
export function explain(
  kernel: Kernel,
  story: StoryTables,
  position: number,
  grain: Grain,
): StepView | null {
  const row = story.steps.get(stepKey(position))
  const record = kernel.history.at(position)
  if (row && grain === 'story') return storyView(kernel, story, row)
  return record ? eventView(kernel, story, position, record, grain) : null
}

// Rows are immutable and what led to them is past: a playing page asks for the same step with every frame.
const viewsOfRows = new WeakMap<StepRow, StepView>()

/** The story step that is told at the present position, or the last one before it. */
export function currentStory(kernel: Kernel, story: StoryTables): StepView | null {
  const row = story.steps.get(stepKey(story.last.get()))
  if (!row) return null
  const known = viewsOfRows.get(row)
  if (known) return known
  const view = storyView(kernel, story, row)
  viewsOfRows.set(row, view)
  return view
}

function storyView(kernel: Kernel, story: StoryTables, row: StepRow): StepView {
  const operation = story.operations.get(String(row.operation))
  return {
    ...wordsOf(story, row),
    grain: 'story',
    ...(operation && row.chapters.length > 0 ? { chapter: chapterOf(operation, row) } : {}),
    causes: causesView(kernel, story, row.position, row),
    diffs: diffsBetween(kernel.history, row.previous, row.position),
    actors: actorNames(row, story),
    objects: row.objects,
    ...decisionsBehind(kernel, row),
  }
}

/** A story step's words alone: they need no history, however long ago it was. */
export function wordsOf(story: StoryTables, row: StepRow): ToldStep {
  const operation = story.operations.get(String(row.operation))
  const texts = row.chapters.length > 1 ? row.chapters.map((n) => chapterKey(row, n)) : [row.key]
  return {
    position: row.position,
    atMicros: row.at,
    title: { key: `${row.key}.title`, params: row.params },
    what: texts.map((key): Text => ({ key: `${key}.what`, params: row.params })),
    why: [
      ...texts.map((key): Text => ({ key: `${key}.why`, params: row.params })),
      ...asides(operation, row),
    ],
  }
}

/** The decisions that a step carries out: they were made some events before the step was complete. */
function decisionsBehind(
  { history }: Kernel,
  { position, actors }: StepRow,
): Pick<StepView, 'scheduling' | 'reconcile' | 'stages'> {
  const near = [position, ...causesOf(history, position, DECISIONS_WITHIN)]
  const found = near.map((at) => tracesOf(history.at(at)))
  const isStoring = actors.length === 2 && actors[0] === 'kube-apiserver' && actors[1] === 'etcd'
  return {
    scheduling: actors.includes('kube-scheduler')
      ? found.find(({ scheduling }) => scheduling)?.scheduling
      : undefined,
    reconcile: actors.includes('kube-controller-manager')
      ? found.find(({ reconcile }) => reconcile)?.reconcile
      : undefined,
    stages: isStoring ? found.find(({ stages }) => stages)?.stages : undefined,
  }
}

function chapterKey(row: StepRow, number: number): string {
  return row.key.replace(/\d+$/, String(number))
}

function chapterOf(operation: Operation, row: StepRow): StepView['chapter'] {
  const chapters = PLANS[operation.plan]
  const last = row.chapters.at(-1) ?? 1
  const skipped = chapters.flatMap((chapter, i) =>
    chapter.isSkipped?.(operation.tally) ? [i + 1] : [],
  )
  const about = {
    story: { key: `story:plan.${operation.plan}`, params: row.params },
    of: chapters.length,
  }
  if (!UNORDERED.has(operation.plan)) return { ...about, number: last, skipped }
  // Chapters that come as they may are counted as they come, and none is missed.
  return {
    ...about,
    number: operation.told.indexOf(last) + 1,
    of: chapters.length - skipped.length,
    skipped: [],
  }
}

/** Why a chapter is missing, told with the step after the gap. */
function asides(operation: Operation | undefined, row: StepRow): readonly Text[] {
  if (operation?.plan !== 'createPod' || row.chapters[0] !== 4) return []
  return [{ key: 'story:createPod.skipped', params: row.params }]
}

function eventView(
  kernel: Kernel,
  story: StoryTables,
  position: number,
  record: EventRecord,
  grain: Grain,
): StepView {
  const { title, what, why, objects } = eventText(kernel.history, record)
  const view = messageView(kernel.history, position, record)
  return {
    position,
    atMicros: record.event.at,
    grain,
    title,
    what,
    why,
    causes: causesView(kernel, story, position, undefined),
    diffs: diffsBetween(kernel.history, position - 1, position),
    actors: view ? [view.from, view.to] : [record.event.to],
    objects: objects.length > 0 ? objects : view?.object ? [view.object] : [],
    ...tracesOf(record),
  }
}

function tracesOf(
  record: EventRecord | undefined,
): Pick<StepView, 'scheduling' | 'reconcile' | 'stages'> {
  const traces = record?.traces ?? []
  const scheduling = traces.find((trace) => trace.type === 'scheduling')
  const reconcile = traces.find((trace) => trace.type === 'reconcile')
  const stages = traces.filter((trace) => trace.type === 'api-stage')
  return {
    ...(scheduling ? { scheduling: scheduling as SchedulingTrace } : {}),
    ...(reconcile ? { reconcile: reconcile as ReconcileTrace } : {}),
    ...(stages.length > 0 ? { stages: stages as ApiStageTrace[] } : {}),
  }
}

/** Who acted and whom it reached: roles on nodes become the components of the nodes concerned. */
function actorNames(row: StepRow, story: StoryTables): readonly string[] {
  const id = String(row.operation)
  const isChapter = row.chapters.length > 0 && row.operation !== 0
  const nodes =
    (isChapter && nodesOf(story.pods.by('operation', id))) ||
    nodesNamed(row, story) ||
    nodesOf(story.pods.by('ending', id)) ||
    new Set<string>()
  return row.actors.flatMap((role) =>
    ON_NODES.has(role) ? [...nodes].map((node) => `${node}/${role}`) : [role],
  )
}

function nodesOf(pods: readonly PodProgress[]): Set<string> | undefined {
  const nodes = new Set<string>()
  for (const pod of pods.slice(0, PODS_LOOKED_AT_MAX)) if (pod.node) nodes.add(pod.node)
  return nodes.size > 0 ? nodes : undefined
}

function nodesNamed(row: StepRow, story: StoryTables): Set<string> | undefined {
  const nodes = new Set<string>()
  for (const object of row.objects) {
    const pod = story.pods.get(`${object.namespace}/${object.name}`)
    if (object.kind === 'Node') nodes.add(object.name)
    else if (object.kind === 'Pod' && pod?.node) nodes.add(pod.node)
  }
  return nodes.size > 0 ? nodes : undefined
}

const PODS_LOOKED_AT_MAX = 60
const ON_NODES = new Set(['kubelet', 'container-runtime', 'cni', 'kube-proxy'])

function causesView(
  kernel: Kernel,
  story: StoryTables,
  position: number,
  row: StepRow | undefined,
): readonly CauseLink[] {
  const { history } = kernel
  const chain = causesOf(history, position, CHAIN_MAX)
  const links: CauseLink[] = []
  for (const at of chain) {
    const record = history.at(at)
    if (!record || isTick(record)) break
    if (links.length < CAUSES_MAX || record.event.cause === 0)
      links.push(linkTo(kernel, at, record))
  }
  const root = story.operations.get(String(row?.operation ?? 0))?.position
  const record = root === undefined ? undefined : history.at(root)
  if (root !== undefined && record && root !== position && links.at(-1)?.position !== root)
    links.push(linkTo(kernel, root, record))
  return links
}

/** A heartbeat's timer has no cause worth telling but the beat before. */
function isTick({ event }: EventRecord): boolean {
  return event.periodic && event.from === event.to
}

function linkTo(kernel: Kernel, position: number, record: EventRecord): CauseLink {
  const { event } = record
  const text = actText(event) ?? eventText(kernel.history, record).title
  return { position, atMicros: event.at, text, component: event.to }
}

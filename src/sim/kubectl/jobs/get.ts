import { stringify } from 'yaml'
import type { Kind, KubeObject } from '../../../protocol/objects/index.ts'
import type { JsonObject, Status } from '../../../protocol/objects/meta.ts'
import { printTable } from '../../api/printing/index.ts'
import { collectionPath, objectPath, RESOURCES } from '../../api/resources.ts'
import type { ApiRequest, ApiResponse, TableBody } from '../../apiserver/wire.ts'
import { done, failure, type Job, type JobRunner, type JobState, type JobStep } from '../job.ts'
import { typeName } from '../label.ts'

type GetJob = Extract<Job, { type: 'get' }>

/** `kubectl get`: tables as the server prints them, or objects as YAML, JSON or names. */
export const getRunner: JobRunner<GetJob> = {
  begin: (job) => ask(job, { stage: 'read', read: [] }),

  proceed(job, state, response) {
    if (!response || response.code === 0) return response ? failure(response) : done('', 1)
    if (state.stage === 'watch') return failure(response)
    const answers = [...(state.read as readonly ApiResponse[]), response]
    if (job.watches && response.code === 200) return follow(job, response.body as TableBody)
    if (answers.length < job.asked.length) return ask(job, { stage: 'read', read: answers })
    const found = answers.filter(({ code }) => code === 200)
    const errors = answers
      .filter(({ code }) => code !== 200)
      .map((answer) => lineOf(failure(answer)))
    const printed = found.length > 0 ? [print(job, answers)] : []
    return done([...printed, ...errors].join('\n'), errors.length > 0 ? 1 : 0)
  },

  onEvent(job, state, event, now) {
    if (event.type === 'BOOKMARK') return { type: 'listen', state }
    if (event.type === 'ERROR') return failure({ code: 410, body: event.object as Status })
    const { kind } = job.asked[0]
    const table = printTable([event.object as KubeObject], kind, now) as TableBody
    const { widths, hasHead } = state.read as Followed
    const rows = tableRows({ ...job, hasHeaders: job.hasHeaders && !hasHead }, [table], '')
    const wider = columnWidths(rows, widths)
    const line = align(rows, wider)
    const read: Followed = { widths: wider, hasHead: true }
    return { type: 'listen', state: { stage: 'watch', read }, line }
  },
}

/** What a watch keeps of the lines before: columns do not become narrower, and the head is printed once. */
interface Followed {
  readonly widths: readonly number[]
  readonly hasHead: boolean
}

/** Prints what there is and follows it from there on. */
function follow(job: GetJob, table: TableBody): JobStep {
  const { kind, name } = job.asked[0]
  const [row] = table.rows
  const own = (row?.object.metadata ?? {}) as { readonly resourceVersion?: string }
  const listed = table.metadata as { readonly resourceVersion?: string }
  const resourceVersion = (name === '' ? listed : own).resourceVersion ?? ''
  const named = name === '' ? [] : [`metadata.name=${name}`]
  const fields = [...named, ...(job.fieldSelector === '' ? [] : [job.fieldSelector])].join(',')
  const query: ApiRequest['query'] = {
    watch: 'true',
    resourceVersion,
    ...(job.labelSelector !== '' && { labelSelector: job.labelSelector }),
    ...(fields !== '' && { fieldSelector: fields }),
  }
  const path = collectionPath(kind, job.allNamespaces ? undefined : job.namespace)
  const hasHead = table.rows.length > 0
  const rows = hasHead ? tableRows(job, [table], '') : []
  const read: Followed = { widths: columnWidths(rows, []), hasHead }
  const state: JobState = { stage: 'watch', read }
  const request = { method: 'GET', path, query, asTable: true } as const
  return { type: 'watch', request, state, line: align(rows, read.widths) }
}

function lineOf(step: JobStep): string {
  return step.type === 'done' ? step.line : ''
}

function ask(job: GetJob, state: JobState): JobStep {
  const { kind, name } = job.asked[(state.read as readonly unknown[]).length] ?? job.asked[0]
  const namespace = job.allNamespaces ? undefined : job.namespace
  const path = name === '' ? collectionPath(kind, namespace) : objectPath(kind, namespace, name)
  const query: ApiRequest['query'] = {
    ...(job.labelSelector !== '' && { labelSelector: job.labelSelector }),
    ...(job.fieldSelector !== '' && { fieldSelector: job.fieldSelector }),
  }
  const request = { method: 'GET', path, query, asTable: isTable(job.output) } as const
  return { type: 'ask', request, state }
}

function isTable(output: string): boolean {
  return output === '' || output === 'wide'
}

function print(job: GetJob, answers: readonly ApiResponse[]): string {
  if (isTable(job.output)) return printTables(job, answers)
  const objects = answers.flatMap(({ code, body }, index) => {
    if (code !== 200) return []
    const { items } = body as { readonly items?: readonly JsonObject[] }
    const { kind } = job.asked[index] ?? job.asked[0]
    return (items ?? [body as JsonObject]).map((object) => ({ kind, object }))
  })
  if (job.output === 'name') {
    const nameOf = (object: JsonObject) => String((object.metadata as JsonObject).name)
    return objects.map(({ kind, object }) => `${typeName(kind)}/${nameOf(object)}`).join('\n')
  }
  const items = objects.map(({ object }) => shown(object, job.showsManagedFields))
  const isOne = job.asked.length === 1 && job.asked[0].name !== ''
  const body = isOne
    ? items[0]
    : { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }
  return job.output === 'json' ? JSON.stringify(body, null, 4) : stringify(body).trimEnd()
}

/** As kubectl shows objects: keys in order, and without the book of managers unless it is asked for. */
function shown(object: JsonObject, showsManagedFields: boolean): unknown {
  const { managedFields: _, ...metadata } = object.metadata as JsonObject
  return sorted(showsManagedFields ? object : { ...object, metadata })
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, field]) => field !== undefined)
  const inOrder = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(inOrder.map(([key, field]) => [key, sorted(field)]))
}

/** One table for each kind that was asked for and has something; names carry their type where there are several. */
function printTables(job: GetJob, answers: readonly ApiResponse[]): string {
  const byKind = new Map<Kind, TableBody[]>()
  for (const [index, { code, body }] of answers.entries()) {
    const { kind } = job.asked[index] ?? job.asked[0]
    if (code === 200) byKind.set(kind, [...(byKind.get(kind) ?? []), body as TableBody])
  }
  const isMixed = new Set(job.asked.map(({ kind }) => kind)).size > 1
  const tables = [...byKind]
    .filter(([, bodies]) => bodies.some(({ rows }) => rows.length > 0))
    .map(([kind, bodies]) => printRows(job, bodies, isMixed ? `${typeName(kind)}/` : ''))
  if (tables.length > 0) return tables.join('\n\n')
  const isNamespaced = job.asked.some(({ kind }) => RESOURCES[kind].namespaced)
  return isNamespaced && !job.allNamespaces
    ? `No resources found in ${job.namespace} namespace.`
    : 'No resources found'
}

function printRows(job: GetJob, tables: readonly TableBody[], prefix: string): string {
  return align(tableRows(job, tables, prefix))
}

/** The cells of a head (if there is to be one) and of the rows. */
function tableRows(
  job: GetJob,
  tables: readonly TableBody[],
  prefix: string,
): readonly (readonly string[])[] {
  const columns = tables[0]?.columnDefinitions ?? []
  const isShown = columns.map((column) => job.output === 'wide' || column.priority === 0)
  const pick = (cells: readonly unknown[]) =>
    cells.filter((_, i) => isShown[i]).map((cell) => (cell === null ? '<none>' : String(cell)))
  const lineOfRow = ({ cells, object }: TableBody['rows'][number]): readonly string[] => {
    const { namespace = '', labels } = (object.metadata ?? {}) as {
      readonly namespace?: string
      readonly labels?: JsonObject
    }
    const [name = '', ...others] = pick(cells)
    return [
      ...(job.allNamespaces ? [namespace] : []),
      prefix + name,
      ...others,
      ...(job.showsLabels ? [labelsText(labels)] : []),
    ]
  }
  const head = [
    ...(job.allNamespaces ? ['NAMESPACE'] : []),
    ...pick(columns.map((column) => column.name.toUpperCase())),
    ...(job.showsLabels ? ['LABELS'] : []),
  ]
  const rows = tables.flatMap((table) => table.rows).map(lineOfRow)
  return job.hasHeaders ? [head, ...rows] : rows
}

function labelsText(labels: JsonObject = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return pairs.sort().join(',') || '<none>'
}

/** Columns three spaces apart, as kubectl's tabwriter does. */
export function align(
  rows: readonly (readonly string[])[],
  widths = columnWidths(rows, []),
): string {
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 3)))
        .join(''),
    )
    .join('\n')
}

/** How wide the columns are, and not narrower than they were. */
function columnWidths(
  rows: readonly (readonly string[])[],
  least: readonly number[],
): readonly number[] {
  const count = Math.max(least.length, ...rows.map((row) => row.length))
  return Array.from({ length: count }, (_, i) =>
    Math.max(least[i] ?? 0, ...rows.map((row) => row[i]?.length ?? 0)),
  )
}

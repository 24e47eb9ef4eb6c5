import { stringify } from 'yaml'
import type { Kind } from '../../../protocol/objects/index.ts'
import type { JsonObject } from '../../../protocol/objects/meta.ts'
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
    const answers = [...(state.read as readonly ApiResponse[]), response]
    if (answers.length < job.asked.length) return ask(job, { stage: 'read', read: answers })
    const found = answers.filter(({ code }) => code === 200)
    const errors = answers
      .filter(({ code }) => code !== 200)
      .map((answer) => lineOf(failure(answer)))
    const printed = found.length > 0 ? [print(job, answers)] : []
    return done([...printed, ...errors].join('\n'), errors.length > 0 ? 1 : 0)
  },
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
  return align(job.hasHeaders ? [head, ...rows] : rows)
}

function labelsText(labels: JsonObject = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return pairs.sort().join(',') || '<none>'
}

/** Columns three spaces apart, as kubectl's tabwriter does. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 3)))
        .join(''),
    )
    .join('\n')
}

import { stringify } from 'yaml'
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
    const before = state.read as readonly ApiResponse[]
    if (response?.code !== 200) return response ? failure(response) : done('', 1)
    const answers = [...before, response]
    if (answers.length < job.names.length) return ask(job, { stage: 'read', read: answers })
    return done(print(job, answers))
  },
}

function ask(job: GetJob, state: JobState): JobStep {
  const name = job.names[(state.read as readonly unknown[]).length]
  const namespace = job.allNamespaces ? undefined : job.namespace
  const path =
    name === undefined ? collectionPath(job.kind, namespace) : objectPath(job.kind, namespace, name)
  const query: ApiRequest['query'] =
    job.labelSelector === '' ? {} : { labelSelector: job.labelSelector }
  return {
    type: 'ask',
    request: { method: 'GET', path, query, asTable: isTable(job.output) },
    state,
  }
}

function isTable(output: string): boolean {
  return output === '' || output === 'wide'
}

function print(job: GetJob, answers: readonly ApiResponse[]): string {
  if (isTable(job.output))
    return printRows(
      job,
      answers.map((answer) => answer.body as TableBody),
    )
  const bodies = answers.map((answer) => answer.body as JsonObject)
  const body =
    bodies.length === 1 && bodies[0] ? bodies[0] : { apiVersion: 'v1', kind: 'List', items: bodies }
  if (job.output === 'name') {
    const items = (body.items ?? [body]) as readonly {
      readonly metadata: { readonly name: string }
    }[]
    return items.map((item) => `${typeName(job.kind)}/${item.metadata.name}`).join('\n')
  }
  return job.output === 'json' ? JSON.stringify(body, null, 4) : stringify(body).trimEnd()
}

function printRows(job: GetJob, tables: readonly TableBody[]): string {
  const columns = tables[0]?.columnDefinitions ?? []
  const isShown = columns.map((column) => job.output === 'wide' || column.priority === 0)
  const rows = tables.flatMap((table) => table.rows)
  if (rows.length === 0) {
    return RESOURCES[job.kind].namespaced && !job.allNamespaces
      ? `No resources found in ${job.namespace} namespace.`
      : 'No resources found'
  }
  const namespaceOf = (row: TableBody['rows'][number]) =>
    String((row.object.metadata as JsonObject | undefined)?.namespace ?? '')
  const pick = (cells: readonly unknown[]) =>
    cells.filter((_, i) => isShown[i]).map((cell) => (cell === null ? '<none>' : String(cell)))
  const head = pick(columns.map((column) => column.name.toUpperCase()))
  const lines = rows.map((row) =>
    job.allNamespaces ? [namespaceOf(row), ...pick(row.cells)] : pick(row.cells),
  )
  return align([job.allNamespaces ? ['NAMESPACE', ...head] : head, ...lines])
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

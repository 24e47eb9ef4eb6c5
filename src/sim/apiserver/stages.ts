import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import type { ApiAuditTrace, ApiStageTrace } from '../../protocol/trace.ts'
import type { Context } from '../kernel/types.ts'
import type { RoutedRequest } from './surroundings.ts'
import type { ApiResponse } from './wire.ts'

/** Heartbeats pass the same stages, but nobody looks at them: no notes for them. */
export function traceStage(
  ctx: Context,
  stage: ApiStageTrace['stage'],
  verdict: ApiStageTrace['verdict'],
  detail: string,
): void {
  if (ctx.event.periodic) return
  ctx.trace(noteOf(stage, verdict, detail))
}

// Memo: few users do few things, and the journal keeps a note of every stage of every request.
const notes = new Map<string, Map<string, ApiStageTrace>>()
const NOTES_MAX = 4096

function noteOf(
  stage: ApiStageTrace['stage'],
  verdict: ApiStageTrace['verdict'],
  detail: string,
): ApiStageTrace {
  let alike = notes.get(detail)
  if (!alike) {
    if (notes.size >= NOTES_MAX) notes.clear()
    alike = new Map()
    notes.set(detail, alike)
  }
  const known = alike.get(`${stage}/${verdict}`)
  if (known) return known
  const entry: ApiStageTrace = { type: 'api-stage', stage, verdict, detail }
  alike.set(`${stage}/${verdict}`, entry)
  return entry
}

/** A stage that let the request pass. */
export function tracePassed(ctx: Context, stage: ApiStageTrace['stage'], detail: string): void {
  traceStage(ctx, stage, 'passed', detail)
}

/** One line of the audit log. */
export function audit(
  ctx: Context,
  { request, route }: RoutedRequest,
  response: ApiResponse,
  revision: number,
): void {
  const entry: ApiAuditTrace = {
    type: 'api-audit',
    verb: route.verb,
    resource: route.resource.plural,
    subresource: route.subresource,
    namespace: route.namespace,
    name: route.name || ((response.body as KubeObject).metadata?.name ?? ''),
    code: response.code,
    user: request.user,
    userAgent: request.userAgent,
    revision,
    reason: response.code >= 400 ? ((response.body as Status).reason ?? '') : '',
    request: request.body,
  }
  ctx.trace(entry)
}

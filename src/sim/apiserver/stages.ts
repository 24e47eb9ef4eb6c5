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
  const entry: ApiStageTrace = { type: 'api-stage', stage, verdict, detail }
  ctx.trace(entry)
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

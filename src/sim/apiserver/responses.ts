import type { KubeObject } from '../../protocol/objects/index.ts'
import type { Status } from '../../protocol/objects/meta.ts'
import { RESOURCES } from '../api/resources.ts'
import { deletedStatus } from '../api/status.ts'
import { scaleOf } from './scale.ts'
import type { Decision } from './surroundings.ts'
import type { ApiResponse } from './wire.ts'

/** What a client is told when its write was carried out. */
export function answerOf(
  decision: Exclude<Decision, { type: 'answer' }>,
  stored: KubeObject,
): ApiResponse {
  const code = decision.type === 'put' ? decision.code : 200
  const warnings =
    decision.type === 'put' && decision.warnings?.length ? { warnings: decision.warnings } : {}
  if (decision.answer === 'scale') return { code, body: scaleOf(stored), ...warnings }
  if (decision.answer === 'status') return { code, body: statusOf(decision.type, stored, code) }
  return { code, body: stored, ...warnings }
}

function statusOf(type: 'put' | 'delete', object: KubeObject, code: number): Status {
  const { name, uid } = object.metadata
  if (type === 'delete') return deletedStatus(RESOURCES[object.kind], name, uid)
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code }
}

import type { KubeObject } from '../../protocol/objects/index.ts'
import { timestampAt } from '../api/time.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { Table } from '../kernel/table.ts'
import type { Context, Micros } from '../kernel/types.ts'
import type { AdmissionSurroundings } from './admission/plugin.ts'
import type { Route } from './route.ts'
import type { ServiceAllocator } from './service-allocator.ts'
import { traceStage } from './stages.ts'
import type { ApiRequest, ApiResponse } from './wire.ts'

/** What deciding on a write needs besides the request and the object as it is. */
export interface Surroundings extends AdmissionSurroundings {
  readonly now: Micros
  /** `now` as objects carry it. */
  readonly timestamp: string
  readonly services: ServiceAllocator
  find(key: string): KeyValue | undefined
  /** Notes a stage of the pipeline for whoever looks. */
  stage(stage: Stage, verdict: 'passed' | 'changed' | 'refused', detail: string): void
}
export type Stage =
  | 'decoding'
  | 'mutating-admission'
  | 'validation'
  | 'validating-admission'
  | 'storage'

/** A request with what its path says. */
export interface RoutedRequest {
  readonly request: ApiRequest
  readonly route: Route
}

/** What is to be done about a request, given the object as it is. Pure data: it is decided anew when the object changed meanwhile. */
export type Decision =
  | { readonly type: 'answer'; readonly response: ApiResponse }
  | {
      readonly type: 'put'
      readonly key: string
      /** Mod revision that the object must still have; 0 to create it. */
      readonly expected: number
      readonly object: KubeObject
      readonly code: 200 | 201
      readonly answer: 'object' | 'status' | 'scale'
      /** Delete the object right after: the end of a graceful deletion. */
      readonly thenDelete: boolean
      readonly warnings?: readonly string[]
    }
  | {
      readonly type: 'delete'
      readonly key: string
      readonly expected: number
      readonly object: KubeObject
      readonly answer: 'object' | 'status'
    }

/** What a write is decided with: the store as the API server's cache knows it, and the allocations. */
export function surroundingsOf(
  request: ApiRequest,
  known: { readonly cache: Table<KeyValue>; readonly services: ServiceAllocator },
  ctx: Context,
): Surroundings {
  const { cache, services } = known
  return {
    now: ctx.now,
    timestamp: timestampAt(ctx.now),
    user: request.user,
    services,
    find: (key) => cache.get(key),
    namespace: (name) => cache.get(`/registry/namespaces/${name}`)?.value as never,
    serviceAccount: (namespace, name) =>
      cache.get(`/registry/serviceaccounts/${namespace}/${name}`)?.value as never,
    random: (stream) => ctx.random(stream),
    stage: (stage, verdict, detail) => traceStage(ctx, stage, verdict, detail),
  }
}

export function answer(
  code: number,
  body: ApiResponse['body'],
  warnings?: readonly string[],
): Decision {
  return { type: 'answer', response: warnings?.length ? { code, body, warnings } : { code, body } }
}

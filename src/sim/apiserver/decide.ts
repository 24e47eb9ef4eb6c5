import type { KubeObject } from '../../protocol/objects/index.ts'
import type { KeyValue } from '../etcd/wire.ts'
import type { Micros } from '../kernel/types.ts'
import { TIMINGS } from '../latencies.ts'
import { decideCreate } from './create.ts'
import { decideDelete } from './remove.ts'
import type { Decision, RoutedRequest, Surroundings } from './surroundings.ts'
import { decideUpdate } from './update.ts'

/** What is to be done about a write. */
export function decide(
  call: RoutedRequest & { readonly attempt: number },
  current: KeyValue | undefined,
  around: Surroundings,
): Decision {
  switch (call.route.verb) {
    case 'create':
      return decideCreate(call, current, around)
    case 'delete':
      return decideDelete(call, current, around)
    default:
      return decideUpdate(call, current, around)
  }
}

/** Events are kept for an hour from their last change: `--event-ttl`. */
export function ttlOf({ kind }: KubeObject): { readonly ttl?: Micros } {
  return kind === 'Event' ? { ttl: TIMINGS.eventTtl } : NO_TTL
}

const NO_TTL = {}

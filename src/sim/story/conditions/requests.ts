import type { RequestTally } from '../../../protocol/conditions.ts'
import type { ApiAuditTrace } from '../../../protocol/trace.ts'
import { RESOURCES } from '../../api/resources.ts'
import type { FromApiServer } from '../../apiserver/wire.ts'
import type { EventRecord } from '../../kernel/history.ts'
import type { Kernel } from '../../kernel/kernel.ts'

const ANSWERS = new Set(['response', 'request-lost'])

/**
 * The request that the API server answered in an event, and who had asked. The audit line has the user agent,
 * which all kubelets share; the component is the one that the answer (or, over a cut link, the notice of its
 * loss) goes to.
 */
export function answeredRequest(
  record: EventRecord,
): { readonly client: string; readonly audit: ApiAuditTrace } | undefined {
  if (record.event.to !== 'kube-apiserver') return undefined
  const audit = record.traces.find((trace): trace is ApiAuditTrace => trace.type === 'api-audit')
  if (!audit) return undefined
  const answer = record.pushed.find(({ message }) => ANSWERS.has(message.type))
  return { client: answer?.to ?? audit.userAgent, audit }
}

/** `pods`, or `pods/status`. */
export function resourceName({ resource, subresource }: ApiAuditTrace): string {
  return subresource === '' ? resource : `${resource}/${subresource}`
}

/** Who asked the API server what after a position, up to now; most asked first. */
export function tallyRequests(kernel: Kernel, fromPosition: number): readonly RequestTally[] {
  const tallies = new Map<string, { tally: RequestTally }>()
  const add = (
    what: Omit<RequestTally, 'count' | 'watchEvents'>,
    count: number,
    events: number,
  ) => {
    const key = `${what.client} ${what.verb} ${what.resource}`
    const entry = tallies.get(key) ?? { tally: { ...what, count: 0, watchEvents: 0 } }
    const { tally } = entry
    entry.tally = {
      ...tally,
      count: tally.count + count,
      watchEvents: tally.watchEvents + events,
    }
    tallies.set(key, entry)
  }
  const { history } = kernel
  for (let at = Math.max(fromPosition, history.base) + 1; at <= kernel.position; at++) {
    const record = history.at(at)
    if (record?.event.to !== 'kube-apiserver') continue
    const request = answeredRequest(record)
    if (request) {
      const { client, audit } = request
      add({ client, verb: audit.verb, resource: resourceName(audit) }, 1, 0)
    }
    for (const { message, to } of record.pushed) {
      const resource = watchedResource(message as FromApiServer)
      if (resource !== undefined) add({ client: to, verb: 'watch', resource }, 0, 1)
    }
  }
  return [...tallies.values()]
    .map(({ tally }) => tally)
    .sort((a, b) => b.count + b.watchEvents - (a.count + a.watchEvents) || order(a, b))
}

function order(a: RequestTally, b: RequestTally): number {
  const [left, right] = [a, b].map(({ client, verb, resource }) => `${client} ${verb} ${resource}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}

/** What a watch event is an event of. Bookmarks count: they are sent like the others. */
function watchedResource(message: FromApiServer): string | undefined {
  if (message.type !== 'watch-event') return undefined
  const { kind } = message.event.object
  return kind in RESOURCES ? RESOURCES[kind as keyof typeof RESOURCES].plural : undefined
}

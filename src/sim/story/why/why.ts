import type { WhyQuestion } from '../../../protocol/messages.ts'
import type { CauseLink, ObjectDiff, Text } from '../../../protocol/views.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { eventText } from '../event-text.ts'
import { keyedPath } from '../field-path.ts'
import { causesOf } from '../history-lookup.ts'
import { nameOf } from '../object-ref.ts'
import type { StoryTables } from '../telling/tables.ts'
import { type Hop, hopOf } from './hops.ts'
import { failureBehindSilence } from './lost-nodes.ts'
import { diffOfChange, newestChange, storedObject } from './newest-change.ts'

/** Events that one chain goes back over at most. */
const CHAIN_MAX = 5_000

/** Why something is as it is, told as a story: from it up to the user's own act. */
export interface WhyAnswer {
  readonly chain: readonly CauseLink[]
  readonly change: ObjectDiff | null
}

/** Answers a question about the present position. Looks through the journal alone, and moves nothing. */
export function why(kernel: Kernel, story: StoryTables, question: WhyQuestion): WhyAnswer {
  if (question.type === 'position') {
    const position = Math.min(question.position, kernel.history.end)
    return { chain: chainTo(kernel, story, position), change: null }
  }
  const { object } = question
  const path = question.path && keyedPath(storedObject(kernel, object), question.path)
  const found = newestChange(kernel.history, kernel.position, object, path)
  if (found)
    return { chain: chainTo(kernel, story, found.position), change: diffOfChange(found, path) }
  const { base } = kernel.history
  return { chain: base > 0 ? [beyond(kernel, base)] : [], change: null }
}

/** One event of the chain. */
interface Place {
  readonly position: number
  readonly component: string
  readonly hop: Hop
}

function chainTo(kernel: Kernel, story: StoryTables, position: number): readonly CauseLink[] {
  const places = placesTo(kernel, position)
  if (places.length === 0) return position <= kernel.history.base ? [beyond(kernel, position)] : []
  const links: CauseLink[] = []
  for (let i = 0; i < places.length; ) {
    const { link, next } = linkAt(kernel, places, i)
    if (link) links.push(link)
    i = next
  }
  return [...links, ...endOf(kernel, story, places)]
}

/** Events from the one in question up to the first that nothing caused, or that only the clock did. */
function placesTo(kernel: Kernel, position: number): readonly Place[] {
  const { history } = kernel
  const positions = [position, ...causesOf(history, position, CHAIN_MAX)]
  const places: Place[] = []
  for (const [i, at] of positions.entries()) {
    const record = history.at(at)
    if (!record) break
    const cause = positions[i + 1]
    const sinceCause = cause === undefined ? 0 : record.event.at - history.timeAt(cause)
    const hop = hopOf(record, sinceCause)
    const component = hop.type === 'act' ? 'user' : record.event.to
    places.push({ position: at, component, hop })
    if (hop.type === 'beat') break
  }
  return places
}

/** The link that begins at a place, if it says something, and where to go on. */
function linkAt(
  kernel: Kernel,
  places: readonly Place[],
  i: number,
): { readonly link?: CauseLink; readonly next: number } {
  const place = places[i]
  if (!place) return { next: i + 1 }
  const { hop } = place
  switch (hop.type) {
    case 'write':
      return writeLink(kernel, places, i, hop)
    case 'act':
    case 'scheduling':
    case 'told':
      return { link: linkOf(kernel, place, hop.text), next: i + 1 }
    case 'reconcile': {
      const params = { controller: hop.controller, object: nameOf(hop.object) }
      return { link: linkOf(kernel, place, { key: 'why:reconciled', params }), next: i + 1 }
    }
    case 'wait': {
      const params = { component: place.component, seconds: Math.round(hop.micros / 100_000) / 10 }
      return { link: linkOf(kernel, place, { key: 'why:waited', params }), next: i + 1 }
    }
    case 'request':
    case 'answer':
    case 'nothing':
    case 'beat':
    case 'start':
      // What was asked about is told in any case.
      return i === 0 ? { link: plainLink(kernel, place), next: 1 } : { next: i + 1 }
  }
}

/**
 * A write, who asked for it and what made them: one link. Former writes of the same work (several
 * documents of a file, pods made in batches) are no causes worth a link of their own.
 */
function writeLink(
  kernel: Kernel,
  places: readonly Place[],
  i: number,
  write: Extract<Hop, { type: 'write' }>,
): { readonly link?: CauseLink; readonly next: number } {
  const place = places[i]
  const asked = indexFrom(places, i + 1, ({ hop }) => hop.type === 'request')
  const request = places[asked]?.hop
  if (!place) return { next: i + 1 }
  if (request?.type !== 'request') {
    const params = { object: nameOf(write.object), who: 'etcd', fields: write.fields }
    return { link: linkOf(kernel, place, verbText('why:wrote', write, params)), next: i + 1 }
  }
  const next = beforeFormerWork(places, asked + 1, request.from)
  const decision = places[next]?.hop
  const params = { object: nameOf(write.object), who: request.from, fields: write.fields }
  if (decision?.type === 'reconcile') {
    const cause = { controller: decision.controller, cause: nameOf(decision.object) }
    const text = verbText('why:decided', write, { ...params, ...cause })
    return { link: { ...linkOf(kernel, place, text), component: request.from }, next: next + 1 }
  }
  // The binding is the decision; an Event about it is something of its own.
  if (decision?.type === 'scheduling' && write.object.kind === 'Pod')
    return {
      link: { ...linkOf(kernel, place, decision.text), component: request.from },
      next: next + 1,
    }
  const text = verbText('why:wrote', write, params)
  return { link: { ...linkOf(kernel, place, text), component: request.from }, next }
}

/** Past the answers to, and the writes for, requests that the same component made on the way. */
function beforeFormerWork(places: readonly Place[], from: number, who: string): number {
  let i = from
  for (;;) {
    const place = places[i]
    if (place?.hop.type !== 'answer' || place.component !== who) return i
    const asked = indexFrom(places, i + 1, ({ hop }) => hop.type === 'request')
    const request = places[asked]?.hop
    if (request?.type !== 'request' || request.from !== who) return i
    i = asked + 1
  }
}

function indexFrom(
  places: readonly Place[],
  from: number,
  isWanted: (place: Place) => boolean,
): number {
  const found = places.slice(from).findIndex(isWanted)
  return found < 0 ? places.length : from + found
}

function verbText(
  key: string,
  { verb, fields }: Extract<Hop, { type: 'write' }>,
  params: { readonly [name: string]: string },
): Text {
  const form = verb === 'update' && fields === '' ? 'touch' : verb
  return { key: `${key}.${form}`, params }
}

/** What the chain ends with where no act of the user's does. */
function endOf(kernel: Kernel, story: StoryTables, places: readonly Place[]): readonly CauseLink[] {
  const last = places.at(-1)
  if (!last || last.hop.type === 'act') return []
  const params = { component: last.component }
  if (last.hop.type === 'beat') {
    const beat = linkOf(kernel, last, { key: 'why:beat', params })
    const objects = places.flatMap(({ hop }) => ('object' in hop ? [hop.object] : []))
    const failure = failureBehindSilence(kernel, story, objects, last.position)
    return failure ? [beat, failure] : [beat]
  }
  if (last.hop.type === 'start') return [linkOf(kernel, last, { key: 'why:start', params })]
  return [beyond(kernel, last.position)]
}

/** The journal forgot what came before. */
function beyond(kernel: Kernel, position: number): CauseLink {
  const at = Math.max(position, kernel.history.base)
  return {
    position: at,
    atMicros: kernel.history.timeAt(at),
    text: { key: 'why:beyond' },
    component: kernel.history.at(at)?.event.to ?? 'kube-apiserver',
  }
}

function plainLink(kernel: Kernel, place: Place): CauseLink | undefined {
  const record = kernel.history.at(place.position)
  return record && linkOf(kernel, place, eventText(kernel.history, record).title)
}

function linkOf(kernel: Kernel, { position, component }: Place, text: Text): CauseLink {
  return { position, atMicros: kernel.history.timeAt(position), text, component }
}

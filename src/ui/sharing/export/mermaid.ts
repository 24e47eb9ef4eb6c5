/** The run's messages as Mermaid's `sequenceDiagram`. */
import type { MessageClass, TimelineEntry } from '../../../protocol/views.ts'

/** Mermaid draws no more than 500 edges well, and nobody reads more. */
export const MESSAGES_MAX = 200

export interface SequenceWords {
  readonly title: string
  readonly none: string
  readonly shortened: (shown: number, all: number) => string
  /** The moment of a message. */
  readonly clock: (atMicros: number) => string
  readonly story: (entry: TimelineEntry) => string
}

/** The newest messages up to a position, each story step as a note over all lanes. Heartbeats are left out. */
export function sequenceMermaid(
  entries: readonly TimelineEntry[],
  position: number,
  words: SequenceWords,
): string {
  const past = entries.filter((entry) => entry.position <= position && entry.class !== 'heartbeat')
  const isShown = (entry: TimelineEntry) => entry.from !== entry.to || entry.isLost
  const all = past.filter(isShown).length
  const told = newest(past, isShown, all)
  const lanes = lanesOf(told.filter(isShown))
  const lines = ['sequenceDiagram', `  accTitle: ${plain(words.title)}`]
  lanes.forEach((lane, index) => {
    lines.push(`  participant p${index + 1} as ${plain(lane)}`)
  })
  const last = lanes.length
  const over = last > 1 ? `p1,p${last}` : 'p1'
  if (last === 0)
    lines.push('  participant p1 as Pilothouse', `  Note over p1: ${plain(words.none)}`)
  if (all > MESSAGES_MAX)
    lines.push(`  Note over ${over}: ${plain(words.shortened(MESSAGES_MAX, all))}`)
  for (const entry of told) {
    if (isShown(entry)) lines.push(`  ${messageLine(entry, lanes, words)}`)
    if (entry.isStory && entry.storyTitle && last > 0)
      lines.push(`  Note over ${over}: ${plain(words.story(entry))}`)
  }
  return `${lines.join('\n')}\n`
}

/** The entries from the oldest message on that is still shown. */
function newest(
  past: readonly TimelineEntry[],
  isShown: (entry: TimelineEntry) => boolean,
  all: number,
): readonly TimelineEntry[] {
  let skipped = all - MESSAGES_MAX
  if (skipped <= 0) return past
  const first = past.findIndex((entry) => isShown(entry) && skipped-- === 0)
  return past.slice(first)
}

/** Who takes part: the user's side first, then the control plane, then workers in order. */
const FIRST = ['user', 'kubectl', 'kube-apiserver', 'etcd']

function lanesOf(entries: readonly TimelineEntry[]): readonly string[] {
  const names = new Set(entries.flatMap(({ from, to }) => [from, to]))
  const order = new Intl.Collator('en', { numeric: true })
  const rank = (name: string) => {
    const at = FIRST.indexOf(name)
    return at >= 0 ? at : FIRST.length + (name.includes('/') ? 1 : 0)
  }
  return [...names].sort((a, b) => rank(a) - rank(b) || order.compare(a, b))
}

const ARROWS: { readonly [C in MessageClass]: string } = {
  write: '->>',
  read: '->>',
  watch: '--)',
  answer: '-->>',
  storage: '->>',
  runtime: '->>',
  network: '->>',
  heartbeat: '->>',
  traffic: '->>',
  user: '->>',
}

function messageLine(entry: TimelineEntry, lanes: readonly string[], words: SequenceWords): string {
  const from = `p${lanes.indexOf(entry.from) + 1}`
  const to = `p${lanes.indexOf(entry.to) + 1}`
  const arrow = entry.isLost ? '-x' : ARROWS[entry.class]
  return `${from}${arrow}${to}: ${plain(`${words.clock(entry.atMicros)} ${entry.label}`)}`
}

/** Text that ends no statement and opens no entity: `;` and `#` as Mermaid's own codes, brackets as such too. */
export function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const safe = line.replace(/[#;<>{}%"\\]/g, (sign) => `#${sign.charCodeAt(0)};`)
  return safe === '' ? '-' : safe
}

import { useEffect, useRef } from 'react'
import type { Frame } from '../../../protocol/messages.ts'
import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import styles from './Terminal.module.css'
import { useTerminal } from './terminal-state.ts'

type OutputEntry = Frame['output'][number]

export interface TerminalLogProps {
  /** What was printed up to this position is left out. */
  readonly after: number
  /** Older commands beyond so many lines are left out; the newest is there in full. */
  readonly linesMax?: number
}

/** What kubectl printed, whoever called it; the newest stays in sight. */
export function TerminalLog({ after, linesMax }: TerminalLogProps) {
  const { t } = useTranslation('terminal')
  const output = useCluster((state) => state.output)
  const log = useRef<HTMLDivElement>(null)
  const all = runsOf(output.filter(({ position }) => position > after))
  const runs = linesMax === undefined ? all : newest(all, linesMax)

  // biome-ignore lint/correctness/useExhaustiveDependencies: new output is the reason to scroll
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [output])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={log} className={styles.log} role="log" aria-label={t('label')} tabIndex={0}>
      {runs.length === 0 && <p className={styles.empty}>{t('none')}</p>}
      {runs.map((entries, index) => (
        // One command may print many times at one position: only the place tells its runs apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Run key={`${entries[0]?.session}/${index}`} entries={entries} />
      ))}
    </div>
  )
}

/** A head of columns in capitals: lines that only mean something one under the other. */
const TABLE = /^[A-Z][A-Z()-]+ {2,}/

/** What one command printed without another between. */
function Run({ entries }: { readonly entries: readonly OutputEntry[] }) {
  const { t } = useTranslation('terminal')
  const given = useTerminal((state) => state.given)
  const [first] = entries
  const last = entries.at(-1)
  if (!first || !last) return null
  const isPolling = first.command.startsWith('watch ')
  // `watch` clears the screen each time: only its newest picture is there.
  const shown = isPolling ? entries.slice(last.text === '^C' ? -2 : -1) : entries
  const isOfGiven = given !== null && first.position > given.position && last.isOver
  return (
    <div className={styles.entry}>
      <p className={styles.command}>
        <span className={styles.time}>{formatClock(last.atMicros)}</span>${' '}
        {isPolling || first.command.startsWith('kubectl')
          ? first.command
          : `kubectl ${first.command}`}
        {isPolling && (
          <span className={styles.took}> {t('round', { count: roundsOf(entries) })}</span>
        )}
        {isOfGiven && !isPolling && (
          <span className={styles.took}>
            {' '}
            {t('took', { time: formatDuration(last.atMicros - given.atMicros) })}
          </span>
        )}
      </p>
      {shown.map((entry, index) =>
        entry.text === '' ? null : (
          <pre
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
            key={index}
            data-failed={entry.exitCode !== 0 && entry.text !== '^C'}
            data-table={TABLE.test(entry.text) || undefined}
          >
            {entry.text}
          </pre>
        ),
      )}
    </div>
  )
}

function runsOf(output: readonly OutputEntry[]): readonly (readonly OutputEntry[])[] {
  const runs: OutputEntry[][] = []
  for (const entry of output) {
    const last = runs.at(-1)
    if (last?.[0]?.session === entry.session) last.push(entry)
    else runs.push([entry])
  }
  return runs
}

function roundsOf(entries: readonly OutputEntry[]): number {
  return entries.filter(({ text }) => text !== '^C').length
}

/** The last of them that have no more than so many lines together, and at least one. */
function newest(
  runs: readonly (readonly OutputEntry[])[],
  linesMax: number,
): readonly (readonly OutputEntry[])[] {
  let lines = 0
  let first = runs.length
  while (first > 0) {
    lines += 1 + linesOf(runs[first - 1] ?? [])
    if (lines > linesMax && first < runs.length) break
    first -= 1
  }
  return runs.slice(first)
}

function linesOf(entries: readonly OutputEntry[]): number {
  return entries.reduce((sum, { text }) => sum + (text === '' ? 0 : text.split('\n').length), 0)
}

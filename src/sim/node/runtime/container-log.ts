import { microTimestampAt } from '../../api/time.ts'
import { type ContainerCommand, programOf } from '../../images/image-behaviour.ts'
import { type Micros, SECOND } from '../../kernel/types.ts'
import type { ReadLog, RuntimeContainer } from '../cri.ts'

/** No more lines than this are made up of a program that prints for ever. */
const LINES_MAX = 1000

/**
 * What a container has printed so far, or until its end: the lines that its program prints at their times.
 * Made anew each time it is read: what a program does is settled by its config.
 */
export function logOf(
  container: RuntimeContainer,
  files: readonly string[],
  now: Micros,
  asked: Pick<ReadLog, 'tailLines' | 'sinceSeconds' | 'timestamps'>,
): string {
  const { startedAt, finishedAt, state, config } = container
  if (startedAt === 0) return ''
  const command: ContainerCommand = { ...config, files }
  const lived = (state === 'exited' ? finishedAt : now) - startedAt
  const lines = programOf(command)
    .logs.flatMap(({ at, text, every }) =>
      timesOf(at, every, lived).map((time) => ({ time, text })),
    )
    .toSorted((a, b) => a.time - b.time)
    .map(({ time, text }) => ({ at: startedAt + time, text }))
  const since = asked.sinceSeconds === undefined ? 0 : now - asked.sinceSeconds * SECOND
  const recent = lines.filter(({ at }) => at >= since).slice(-LINES_MAX)
  const shown =
    asked.tailLines === undefined
      ? recent
      : recent.slice(Math.max(0, recent.length - asked.tailLines))
  return shown
    .map(({ at, text }) => (asked.timestamps ? `${microTimestampAt(at)} ${text}\n` : `${text}\n`))
    .join('')
}

/** When a line was printed, as far as the program has come. */
function timesOf(at: Micros, every: Micros | undefined, lived: Micros): readonly Micros[] {
  if (at > lived) return []
  if (every === undefined || every <= 0) return [at]
  const last = Math.floor((lived - at) / every)
  const first = Math.max(0, last - LINES_MAX + 1)
  return Array.from({ length: last - first + 1 }, (_, i) => at + (first + i) * every)
}

import type { Condition, ObjectMeta, StringMap, Timestamp } from '../../../protocol/objects/meta.ts'
import { timeOf } from '../../api/time.ts'
import { SECOND } from '../../kernel/types.ts'

/** Pieces that several descriptions share; a line's columns are parted by tabs. Upstream: kubectl/pkg/describe, v1.36. */

const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const SECONDS_PER_DAY = 86_400
const ANNOTATION_MAX = 140
const SKIPPED_ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration'

/** `Thu, 01 Jan 2026 00:00:05 +0000`. */
export function longTime(at: Timestamp | null | undefined): string {
  if (!at) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const [year = '', month = '', rest = ''] = at.split('-')
  // Micros 0 is a Thursday.
  const day = Math.floor(timeOf(at) / SECOND / SECONDS_PER_DAY)
  const weekday = WEEKDAYS[((day % 7) + 7) % 7]
  const clock = rest.slice(3, 11)
  return `${weekday}, ${rest.slice(0, 2)} ${MONTHS[Number(month) - 1]} ${year} ${clock} +0000`
}

/** Name and namespace, as nearly all begin. */
export function headLines({ name, namespace = '' }: ObjectMeta): readonly string[] {
  return [`Name:\t${name}`, `Namespace:\t${namespace}`]
}

/** One label to a line, under one another. */
export function labelLines(title: string, labels: StringMap | undefined): readonly string[] {
  const pairs = Object.entries(labels ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return column(
    title,
    pairs.map(([key, value]) => `${key}=${value}`),
  )
}

export function annotationLines(
  title: string,
  annotations: StringMap | undefined,
): readonly string[] {
  const pairs = Object.entries(annotations ?? {})
    .filter(([key]) => key !== SKIPPED_ANNOTATION)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const lines = pairs.flatMap(([key, whole]) => {
    const value = whole.replace(/\n$/, '')
    const isLong = value.length + key.length + 2 > ANNOTATION_MAX || value.includes('\n')
    return isLong
      ? [`${key}:`, ...value.split('\n').map((line) => `  ${shortened(line)}`)]
      : [`${key}: ${value}`]
  })
  return column(title, lines)
}

/** A title with its values beside it, `<none>` if there are none. */
export function column(title: string, values: readonly string[]): readonly string[] {
  const [first = '<none>', ...rest] = values
  return [`${title}:\t${first}`, ...rest.map((value) => `\t${value}`)]
}

/** A table of conditions with the reason of each. */
export function conditionLines(conditions: readonly Condition[] | undefined): readonly string[] {
  if (!conditions?.length) return []
  return [
    'Conditions:',
    '  Type\tStatus\tReason',
    '  ----\t------\t------',
    ...conditions.map(({ type, status, reason = '' }) => `  ${type} \t${status}\t${reason}`),
  ]
}

export function controllerLines({ ownerReferences }: ObjectMeta): readonly string[] {
  const owner = ownerReferences?.find(({ controller }) => controller)
  return owner ? [`Controlled By:\t${owner.kind}/${owner.name}`] : []
}

function shortened(text: string): string {
  const max = ANNOTATION_MAX - 2
  return text.length > max ? `${text.slice(0, max)}...` : text
}

import type { Pod } from '../../../protocol/objects/pod.ts'
import type { Micros } from '../../kernel/types.ts'
import { conditionOf } from '../conditions.ts'
import { humanDuration } from '../human-duration.ts'
import { type PodSummary, summarizePod } from '../pod-summary.ts'
import { ageOf, column, type Printer, wideColumn } from './printer.ts'

export const podPrinter: Printer<Pod> = {
  columns: [
    column('Name'),
    column('Ready'),
    column('Status'),
    column('Restarts'),
    column('Age'),
    wideColumn('IP'),
    wideColumn('Node'),
    wideColumn('Nominated Node'),
    wideColumn('Readiness Gates'),
  ],
  cells(pod, now) {
    const summary = summarizePod(pod)
    return [
      pod.metadata.name,
      `${summary.readyContainers}/${summary.totalContainers}`,
      summary.status,
      restartsText(summary, now),
      ageOf(pod, now),
      pod.status?.podIPs?.[0]?.ip || '<none>',
      pod.spec.nodeName || '<none>',
      pod.status?.nominatedNodeName || '<none>',
      readinessGatesText(pod),
    ]
  },
}

function restartsText({ restarts, lastRestartAt }: PodSummary, now: Micros): string {
  if (restarts === 0 || lastRestartAt === undefined) return String(restarts)
  return `${restarts} (${humanDuration(now - lastRestartAt)} ago)`
}

function readinessGatesText(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? []
  if (gates.length === 0) return '<none>'
  const open = gates.filter(
    ({ conditionType }) => conditionOf(pod, conditionType)?.status === 'True',
  )
  return `${open.length}/${gates.length}`
}

import type { ReplicaSet } from '../../../protocol/objects/workload.ts'
import { formatLabelSelector } from '../label-selector.ts'
import { ageOf, column, containerCells, type Printer, wideColumn } from './printer.ts'

export const replicaSetPrinter: Printer<ReplicaSet> = {
  columns: [
    column('Name'),
    column('Desired', 'integer'),
    column('Current', 'integer'),
    column('Ready', 'integer'),
    column('Age'),
    wideColumn('Containers'),
    wideColumn('Images'),
    wideColumn('Selector'),
  ],
  cells: (set, now) => [
    set.metadata.name,
    set.spec.replicas ?? 0,
    set.status?.replicas ?? 0,
    set.status?.readyReplicas ?? 0,
    ageOf(set, now),
    ...containerCells(set.spec.template?.spec),
    formatLabelSelector(set.spec.selector),
  ],
}

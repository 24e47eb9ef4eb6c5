import type { Deployment } from '../../../protocol/objects/workload.ts'
import { formatLabelQuery, labelQueryOf } from '../label-selector.ts'
import { ageOf, column, containerCells, type Printer, wideColumn } from './printer.ts'

export const deploymentPrinter: Printer<Deployment> = {
  columns: [
    column('Name'),
    column('Ready'),
    column('Up-to-date'),
    column('Available'),
    column('Age'),
    wideColumn('Containers'),
    wideColumn('Images'),
    wideColumn('Selector'),
  ],
  cells(deployment, now) {
    const { spec, status } = deployment
    const query = labelQueryOf(spec.selector)
    return [
      deployment.metadata.name,
      `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
      status?.updatedReplicas ?? 0,
      status?.availableReplicas ?? 0,
      ageOf(deployment, now),
      ...containerCells(spec.template?.spec),
      'error' in query ? '' : formatLabelQuery(query),
    ]
  },
}

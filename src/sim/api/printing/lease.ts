import type { Lease } from '../../../protocol/objects/cluster.ts'
import { ageOf, column, type Printer } from './printer.ts'

export const leasePrinter: Printer<Lease> = {
  columns: [column('Name'), column('Holder'), column('Age')],
  cells: (lease, now) => [lease.metadata.name, lease.spec?.holderIdentity ?? '', ageOf(lease, now)],
}

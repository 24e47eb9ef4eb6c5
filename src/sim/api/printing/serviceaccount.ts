import type { ServiceAccount } from '../../../protocol/objects/cluster.ts'
import { ageOf, column, type Printer } from './printer.ts'

export const serviceAccountPrinter: Printer<ServiceAccount> = {
  columns: [column('Name'), column('Secrets'), column('Age')],
  cells: (account, now) => [
    account.metadata.name,
    account.secrets?.length ?? 0,
    ageOf(account, now),
  ],
}

import type { Namespace } from '../../../protocol/objects/cluster.ts'
import { ageOf, column, type Printer } from './printer.ts'

export const namespacePrinter: Printer<Namespace> = {
  columns: [column('Name'), column('Status'), column('Age')],
  cells: (namespace, now) => [
    namespace.metadata.name,
    namespace.status?.phase ?? '',
    ageOf(namespace, now),
  ],
}

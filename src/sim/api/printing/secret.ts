import type { Secret } from '../../../protocol/objects/cluster.ts'
import { ageOf, column, type Printer } from './printer.ts'

export const secretPrinter: Printer<Secret> = {
  columns: [column('Name'), column('Type'), column('Data'), column('Age')],
  cells(secret, now) {
    const entries = Object.keys(secret.data ?? {}).length
    return [secret.metadata.name, secret.type || 'Opaque', entries, ageOf(secret, now)]
  },
}

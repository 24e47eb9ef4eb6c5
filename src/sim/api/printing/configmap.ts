import type { ConfigMap } from '../../../protocol/objects/cluster.ts'
import { ageOf, column, type Printer } from './printer.ts'

export const configMapPrinter: Printer<ConfigMap> = {
  columns: [column('Name'), column('Data'), column('Age')],
  cells(map, now) {
    const entries = Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length
    return [map.metadata.name, entries, ageOf(map, now)]
  },
}

import type { EndpointSlice } from '../../../protocol/objects/network.ts'
import { ageOf, column, type Printer } from './printer.ts'

/** Items listed before the rest is only counted. */
const ITEMS_MAX = 3

export const endpointSlicePrinter: Printer<EndpointSlice> = {
  columns: [
    column('Name'),
    column('AddressType'),
    column('Ports'),
    column('Endpoints'),
    column('Age'),
  ],
  cells: (slice, now) => [
    slice.metadata.name,
    slice.addressType ?? '',
    listText((slice.ports ?? []).map(({ port, name }) => String(port ?? name ?? '*'))),
    listText((slice.endpoints ?? []).flatMap(({ addresses }) => addresses)),
    ageOf(slice, now),
  ],
}

function listText(items: readonly string[]): string {
  const shown = items.slice(0, ITEMS_MAX).join(',')
  const hidden = items.length - ITEMS_MAX
  return hidden > 0 ? `${shown} + ${hidden} more...` : shown || '<unset>'
}

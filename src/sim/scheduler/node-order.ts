import type { NodeInfo } from './node-info.ts'

/** Where a node lies, as one text; '' if it does not say. Upstream: component-helpers/node/topology.GetZoneKey. */
export function zoneOf({ labels }: NodeInfo): string {
  const zone = labels['topology.kubernetes.io/zone'] ?? ''
  const region = labels['topology.kubernetes.io/region'] ?? ''
  return zone === '' && region === '' ? '' : `${region}:${zone}`
}

/** The nodes' names with the zones taking turns, so that the first few tried are of all zones. Upstream: scheduler/backend/cache/node_tree.go. */
export function nodeOrder(nodes: readonly NodeInfo[]): readonly string[] {
  const byZone = new Map<string, NodeInfo[]>()
  for (const node of nodes) {
    const zone = byZone.get(zoneOf(node))
    if (zone) zone.push(node)
    else byZone.set(zoneOf(node), [node])
  }
  const zones = [...byZone.keys()].toSorted().map((zone) => byZone.get(zone) ?? [])
  const longest = Math.max(0, ...zones.map((zone) => zone.length))
  const names: string[] = []
  for (let turn = 0; turn < longest; turn++) {
    for (const zone of zones) {
      const node = zone[turn]
      if (node) names.push(node.name)
    }
  }
  return names
}

import type { Node } from '../../../protocol/objects/cluster.ts'
import { noScheduleChange, withTaints } from '../../../sim/controllers/node-lifecycle/taints.ts'
import type { SuiteAdapter } from '../suite-adapter.ts'

/** NoSchedule taints by node conditions. */
export const nodeTaintsSuite: SuiteAdapter = {
  suite: 'nodetaints',
  run(input) {
    const node = input.node as unknown as Node
    const whole = { ...node, spec: node.spec ?? {}, status: node.status ?? {} }
    const taints = withTaints(whole.spec.taints ?? [], noScheduleChange(whole), 0)
    return {
      taints: taints
        .map(({ timeAdded: _time, ...taint }) => taint)
        .toSorted((a, b) => (`${a.key}|${a.effect}` < `${b.key}|${b.effect}` ? -1 : 1)),
    }
  },
}

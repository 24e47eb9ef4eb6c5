import fc from 'fast-check'
import type { MessageClass, TimelineEntry } from '../../../src/protocol/views.ts'

const COMPONENTS = [
  'user',
  'kubectl',
  'kube-apiserver',
  'etcd',
  'kube-scheduler',
  'worker-1/kubelet',
  'worker-2/cni',
]
const CLASSES: readonly MessageClass[] = ['write', 'read', 'watch', 'answer', 'storage', 'runtime']

export function entry(position: number, change: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    position,
    causePosition: 0,
    sentAtMicros: position * 100 - 40,
    atMicros: position * 100,
    from: 'kubectl',
    to: 'kube-apiserver',
    class: 'write',
    label: 'POST pods',
    isLost: false,
    isStory: false,
    ...change,
  }
}

/** Runs of any messages: waits between them from nothing to hours, causes anywhere before. */
export const runs: fc.Arbitrary<readonly TimelineEntry[]> = fc
  .array(
    fc.record({
      wait: fc.oneof(fc.constant(0), fc.nat(500), fc.nat(400_000_000)),
      flight: fc.nat(20_000),
      back: fc.nat(6),
      from: fc.constantFrom(...COMPONENTS),
      to: fc.constantFrom(...COMPONENTS),
      class: fc.constantFrom(...CLASSES),
      isStory: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  .map((steps) => {
    let atMicros = 1_000_000
    return steps.map(({ wait, flight, back, ...rest }, index) => {
      atMicros += wait
      const cause = index - back
      return entry(index * 3 + 1, {
        ...rest,
        atMicros,
        sentAtMicros: atMicros - flight,
        causePosition: back === 0 || cause < 0 ? 0 : cause * 3 + 1,
        label: `message ${index}`,
      })
    })
  })

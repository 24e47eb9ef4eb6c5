import { expect, test } from 'vitest'
import { fieldChanges } from '../../../src/sim/story/field-changes.ts'

test('list items are matched by the keys that Kubernetes gives them', () => {
  const before = {
    status: {
      conditions: [
        { type: 'Ready', status: 'False' },
        { type: 'Initialized', status: 'True' },
      ],
    },
    spec: { containers: [{ name: 'a', image: 'x:1' }], args: ['one', 'two'] },
  }
  const after = {
    status: {
      conditions: [
        { type: 'Initialized', status: 'True' },
        { type: 'Ready', status: 'True' },
      ],
    },
    spec: {
      containers: [
        { name: 'b', image: 'y:1' },
        { name: 'a', image: 'x:2' },
      ],
      args: ['one'],
    },
  }
  expect(fieldChanges(before, after)).toEqual([
    { path: 'status.conditions[type=Ready].status', before: 'False', after: 'True' },
    { path: 'spec.containers[name=a].image', before: 'x:1', after: 'x:2' },
    { path: 'spec.containers[name=b]', after: { name: 'b', image: 'y:1' } },
    { path: 'spec.args[1]', before: 'two' },
  ])
})

test('bookkeeping is no change, and keys with dots stand in brackets', () => {
  const before = { metadata: { resourceVersion: '1', annotations: { 'a.b/c': '1' } } }
  const after = { metadata: { resourceVersion: '2', annotations: { 'a.b/c': '2' } } }
  expect(fieldChanges(before, after)).toEqual([
    { path: "metadata.annotations['a.b/c']", before: '1', after: '2' },
  ])
})

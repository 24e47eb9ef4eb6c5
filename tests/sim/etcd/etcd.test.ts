// Goal: the store is what Kubernetes relies on: revisions, compares, watches, compaction. Method: a client on a bare kernel, and properties.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConfigMap } from '../../../src/protocol/objects/cluster.ts'
import { createEtcd, etcdTables } from '../../../src/sim/etcd/etcd.ts'
import type { FromEtcd, ToEtcd, Txn } from '../../../src/sim/etcd/wire.ts'
import { Kernel } from '../../../src/sim/kernel/kernel.ts'
import { type Component, type Message, MILLISECOND, SECOND } from '../../../src/sim/kernel/types.ts'

const PREFIX = '/registry/configmaps/'

/** etcd alone, and a client that sends what a test says. */
function bareEtcd() {
  const kernel = new Kernel({ seed: 1, latency: () => MILLISECOND })
  const tables = etcdTables(kernel)
  const received: FromEtcd[] = []
  kernel.register(createEtcd(kernel, tables) as Component)
  kernel.register({
    name: 'client',
    kind: 'test',
    host: 'elsewhere',
    handle(message, ctx) {
      const incoming = message as FromEtcd | { type: 'tell'; message: ToEtcd }
      if (incoming.type === 'tell') ctx.send('etcd', incoming.message)
      else received.push(incoming)
    },
  })
  kernel.start(() => {})
  const tell = (message: ToEtcd): FromEtcd | undefined => {
    kernel.submit('client', { type: 'tell', message } as Message)
    kernel.run({ until: kernel.now + SECOND })
    return received.at(-1)
  }
  return { kernel, tables, received, tell }
}

function put(name: string, expected: number, value = ''): ToEtcd {
  const object: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', uid: name, resourceVersion: '', creationTimestamp: '' },
    data: { value },
  }
  return {
    type: 'txn',
    txn: { key: `${PREFIX}${name}`, expected, write: { type: 'put', value: object } },
  }
}

function remove(name: string, expected: number): ToEtcd {
  return { type: 'txn', txn: { key: `${PREFIX}${name}`, expected, write: { type: 'delete' } } }
}

describe('a transaction', () => {
  test('succeeds only if the key is as expected', () => {
    const { tell, tables } = bareEtcd()
    expect(tell(put('a', 0))).toMatchObject({ succeeded: true, revision: 2 })
    expect(tell(put('a', 0))).toMatchObject({ succeeded: false, revision: 2 })
    expect(tell(put('a', 2))).toMatchObject({ succeeded: true, revision: 3 })
    expect(tables.kv.get(`${PREFIX}a`)).toMatchObject({
      createRevision: 2,
      modRevision: 3,
      version: 2,
    })
    expect(tell(remove('a', 2))).toMatchObject({ succeeded: false })
    expect(tell(remove('a', 3))).toMatchObject({ succeeded: true, revision: 4 })
    expect(tables.kv.size).toBe(0)
  })

  test('what is stored carries its revision', () => {
    const { tell, tables } = bareEtcd()
    tell(put('a', 0))
    expect(tables.kv.get(`${PREFIX}a`)?.value.metadata.resourceVersion).toBe('2')
  })
})

describe('a watch', () => {
  const seen = (received: readonly FromEtcd[]) =>
    received.flatMap((message) =>
      message.type === 'etcd-watch' ? `${message.entry.type} ${message.entry.revision}` : [],
    )

  test('tells what comes, and from a revision on what came', () => {
    const { tell, received } = bareEtcd()
    tell(put('a', 0))
    tell(put('b', 0))
    tell({ type: 'watch', prefix: PREFIX, fromRevision: 3 })
    tell(remove('a', 2))
    expect(seen(received)).toEqual(['PUT 3', 'DELETE 4'])
  })

  test('knows nothing of other prefixes', () => {
    const { tell, received } = bareEtcd()
    tell({ type: 'watch', prefix: '/registry/pods/', fromRevision: 0 })
    tell(put('a', 0))
    expect(seen(received)).toEqual([])
  })
})

test('compaction forgets the past and keeps the present', () => {
  const { tell, tables } = bareEtcd()
  tell(put('a', 0))
  tell(put('a', 2, 'new'))
  tell({ type: 'compact', revision: 2 })
  expect(tables.compacted.get()).toBe(2)
  expect(tables.log.keys()).toEqual(['3'])
  expect(tables.kv.size).toBe(1)
})

test('however writes race, revisions grow by one and the log tells the present', () => {
  const write = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    isRemoval: fc.boolean(),
    isFresh: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(write, { maxLength: 30 }), (writes) => {
      const { tell, tables, kernel } = bareEtcd()
      for (const { name, isRemoval, isFresh } of writes) {
        const current = tables.kv.get(`${PREFIX}${name}`)?.modRevision ?? 0
        const expected: Txn['expected'] = isFresh ? current : 1
        if (!isRemoval || current > 0)
          tell(isRemoval ? remove(name, expected) : put(name, expected))
      }
      const told = new Map<string, number>()
      for (let revision = 2; revision <= tables.revision.get(); revision++) {
        const entry = tables.log.get(String(revision))
        expect(entry?.revision).toBe(revision)
        if (entry?.type === 'PUT') told.set(entry.kv.key, revision)
        else if (entry) told.delete(entry.kv.key)
      }
      expect(new Map(tables.kv.values().map(({ key, modRevision }) => [key, modRevision]))).toEqual(
        told,
      )
      const { position } = kernel
      const hash = kernel.stateHash()
      kernel.seek(0)
      kernel.seek(position)
      expect(kernel.stateHash()).toBe(hash)
    }),
    { numRuns: 50, seed: 20261121 },
  )
})

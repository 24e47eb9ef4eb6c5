/** Shared runs, one by hand and any number by chance, for the tests of sharing. */
import fc from 'fast-check'
import { FAILURE_NAMES, type UserAction } from '../../../src/protocol/messages.ts'
import type { SharedRun } from '../../../src/ui/sharing/link/shared-run.ts'
import { bottomTabs } from '../../../src/ui/state/preferences.ts'

export const TOPOLOGY = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }

/** A small run with one command of each type; `change` overrides parts of it. */
export function sharedRun(change: Partial<SharedRun> = {}): SharedRun {
  const manifest = 'kind: Pod\nmetadata: { name: "<b>web</b>" }\n'
  const actions: readonly UserAction[] = [
    { type: 'apply', manifest, file: 'web.yaml' },
    { type: 'kubectl', args: ['scale', 'deployment', 'web', '--replicas=5'] },
    { type: 'fail', failure: 'crash-node', target: 'worker-2' },
    { type: 'delete-manifest', manifest },
    { type: 'watch', everySeconds: 2, args: ['get', 'pods'] },
    { type: 'interrupt' },
  ]
  return {
    recording: {
      version: 1,
      seed: 7,
      topology: TOPOLOGY,
      actions: actions.map((action, index) => ({
        position: 900 + index * 80,
        atMicros: 9_000_000 + index * 1_000_000,
        action,
      })),
      position: 1400,
      hash: '00c0ffee00c0ffee',
    },
    files: [
      { name: 'web.yaml', text: manifest },
      { name: '한글.yaml', text: '# 파드\n' },
    ],
    active: 'web.yaml',
    example: 'web',
    language: 'ko',
    view: {
      grain: 'message',
      pace: { type: 'steps', grain: 'message', perSecond: 4 },
      tab: 'events',
      target: { type: 'object', object: { kind: 'Pod', namespace: 'default', name: 'web' } },
    },
    ...change,
  }
}

const grain = fc.constantFrom('story', 'message', 'decision')
const name = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !(text in {}))
const text = fc.string({ maxLength: 300, unit: 'binary' })

const action: fc.Arbitrary<UserAction> = fc.oneof(
  fc.record({
    type: fc.constantFrom('apply', 'delete-manifest'),
    manifest: text,
    file: name,
  }),
  fc.record({ type: fc.constantFrom('apply', 'delete-manifest'), manifest: text }),
  fc.record({ type: fc.constant('kubectl'), args: fc.array(text, { maxLength: 6 }) }),
  fc.record({
    type: fc.constant('watch'),
    everySeconds: fc.integer({ min: 1, max: 600 }),
    args: fc.array(text, { maxLength: 6 }),
  }),
  fc.record({ type: fc.constant('interrupt') }),
  fc.record({
    type: fc.constant('kubectl'),
    args: fc.array(text, { maxLength: 6 }),
    stdin: text,
  }),
  fc.record({
    type: fc.constant('watch'),
    args: fc.array(text, { maxLength: 6 }),
    everySeconds: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ type: fc.constant('interrupt') }),
  fc.record({
    type: fc.constant('fail'),
    failure: fc.constantFrom(...FAILURE_NAMES),
    target: name,
  }),
)

const target: fc.Arbitrary<SharedRun['view']['target']> = fc.oneof(
  fc.constant(null),
  fc.record({ type: fc.constant('component'), name }),
  fc.record({
    type: fc.constant('object'),
    object: fc.record(
      { kind: name, namespace: name, name, uid: name },
      { requiredKeys: ['kind', 'name'] },
    ),
  }),
)

const view: fc.Arbitrary<SharedRun['view']> = fc.record({
  grain,
  pace: fc.oneof(
    fc.record({ type: fc.constant('speed'), factor: fc.integer({ min: 1, max: 600 }) }),
    fc.record({
      type: fc.constant('steps'),
      grain,
      perSecond: fc.double({ min: 0.5, max: 12, noNaN: true }),
    }),
  ),
  tab: fc.constantFrom(...bottomTabs),
  target,
})

/** Any run within the limits. */
export const anyRun: fc.Arbitrary<SharedRun> = fc
  .record({
    seed: fc.nat(),
    hash: fc.stringMatching(/^[0-9a-f]{0,16}$/),
    position: fc.nat({ max: 1_000_000 }),
    topology: fc.record({
      workers: fc.integer({ min: 1, max: 5000 }),
      cpuMilli: fc.integer({ min: 1, max: 100_000 }),
      memoryBytes: fc.integer({ min: 1, max: 2 ** 40 }),
      podsMax: fc.integer({ min: 1, max: 1000 }),
    }),
    actions: fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), action)),
    files: fc.uniqueArray(fc.record({ name, text }), {
      selector: (file) => file.name,
      minLength: 1,
      maxLength: 5,
    }),
    active: fc.nat(),
    example: name,
    language: fc.constantFrom('en', 'ko'),
    view,
  })
  .map(({ seed, hash, position, topology, actions, files, active, ...rest }) => {
    let at = 0
    let atMicros = 0
    const ordered = actions.map(([further, later, each]) => {
      at += further
      atMicros += later
      return { position: at, atMicros, action: each }
    })
    return {
      ...rest,
      files,
      active: files[active % files.length]?.name ?? '',
      recording: { version: 1, seed, topology, actions: ordered, position, hash },
    }
  })

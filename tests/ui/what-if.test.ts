import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { Recording, UserAction } from '../../src/protocol/messages.ts'
import { type Omission, omissibleActs, runWithout } from '../../src/ui/compare/what-if.ts'
import { openSession, recordingOf } from '../../src/worker/session.ts'

const SECOND = 1_000_000
const TOPOLOGY = { workers: 2, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }
/** Three pods, asked whether they are ready from five seconds after their start on. */
const web = readFileSync('examples/web.yaml', 'utf8').replace(
  'readinessProbe:',
  'readinessProbe:\n            initialDelaySeconds: 5',
)
const apply: UserAction = { type: 'apply', manifest: web, file: 'web.yaml' }
const scale: UserAction = { type: 'kubectl', args: ['scale', 'deployment/web', '--replicas=1'] }

/** A run whose reader applied web.yaml, and twenty seconds later scaled it down. */
function runOfTwoActs(): Recording {
  const session = openSession(1, TOPOLOGY)
  const { cluster } = session
  cluster.act(apply)
  cluster.kernel.run({ until: cluster.kernel.now + 20 * SECOND })
  cluster.act(scale)
  cluster.kernel.run({ until: cluster.kernel.now + 10 * SECOND })
  return recordingOf(session, cluster.kernel.stateHash())
}

const run = runOfTwoActs()
const [applied, scaled] = run.actions.map(({ atMicros }) => atMicros) as [number, number]

/** The pods of a run at a time, and how many of them are ready. */
function podsAt(recording: Recording, atMicros: number) {
  const { cluster, projector } = openSession(recording.seed, recording.topology, recording)
  cluster.kernel.run({ until: atMicros })
  const pods = projector
    .all()
    .flatMap((change) => (change.table === 'pods' && change.row ? [change.row] : []))
    .filter(({ namespace }) => namespace === 'default')
  return { pods: pods.length, ready: pods.filter(({ isReady }) => isReady).length }
}

function omissions(): readonly Omission[] {
  const act = omissibleActs(run.actions, scaled).at(-1)
  return act?.omissions ?? []
}

describe('what can be left out', () => {
  it('of a manifest: probes, resources and the like, whole objects, and the act', () => {
    const told = omissions().map((one) => (one.type === 'field' ? [one.object, one.field] : one))
    expect(told).toEqual(
      expect.arrayContaining([
        ['Deployment/web', 'readinessProbe'],
        ['Deployment/web', 'resources.requests'],
        ['Deployment/web', 'replicas'],
        { type: 'object', document: 1, object: 'Service/web' },
        { type: 'act' },
      ]),
    )
  })

  it('of other commands: the act; the newest stands first, and what lies ahead is not there', () => {
    expect(omissibleActs(run.actions, scaled).map(({ text }) => text)).toEqual([
      'kubectl scale deployment/web --replicas=1',
      'kubectl apply -f web.yaml',
    ])
    expect(omissibleActs(run.actions, scaled - 1)).toHaveLength(1)
    expect(omissibleActs(run.actions, scaled)[0]?.omissions).toEqual([{ type: 'act' }])
  })

  it('names the container where there are several', () => {
    const manifest = `
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
  - {name: a, image: nginx}
  - {name: b, image: nginx, livenessProbe: {tcpSocket: {port: 80}}}
`
    const actions = [
      { position: 0, atMicros: 0, action: { type: 'apply' as const, manifest } },
      { position: 0, atMicros: 0, action: { type: 'apply' as const, manifest: ': nonsense: {' } },
    ]
    const [nonsense, pod] = omissibleActs(actions, 0)
    expect(pod?.omissions).toMatchObject([{ object: 'Pod/two b', field: 'livenessProbe' }, {}])
    expect(nonsense?.omissions).toEqual([{ type: 'act' }])
  })
})

describe('a run without it', () => {
  it('given the readiness probe is left out, then only that is, and pods are ready earlier', () => {
    // given
    const probe = omissions().find((one) => one.type === 'field' && one.field === 'readinessProbe')
    if (!probe) throw new Error('no probe')

    // when
    const without = runWithout(run, 0, probe)

    // then
    const action = without.actions[0]?.action
    const manifest = action?.type === 'apply' ? action.manifest : ''
    const documents = (text: string) => parseAllDocuments(text).map((one) => one.toJS())
    const expected = documents(web)
    delete expected[0].spec.template.spec.containers[0].readinessProbe
    expect(documents(manifest)).toEqual(expected)
    const readyAt = (recording: Recording) => {
      for (let after = 0; after < 20; after++)
        if (podsAt(recording, applied + after * SECOND).ready === 3) return after
      return Number.POSITIVE_INFINITY
    }
    expect(readyAt(run)).toBeGreaterThan(5)
    expect(readyAt(without)).toBeLessThan(5)
  })

  it('given an object is left out, then the others are as they were', () => {
    const service = omissions().find(({ type }) => type === 'object')
    const { actions } = runWithout(run, 0, service as Omission)
    const action = actions[0]?.action
    expect(action?.type === 'apply' && parseAllDocuments(action.manifest)).toHaveLength(1)
  })

  it('what came later is done at the same time', () => {
    const replicas = omissions().find(
      (one) => one.type === 'field' && one.field === 'resources.requests',
    )
    const without = runWithout(run, 0, replicas as Omission)
    expect(podsAt(without, scaled - SECOND)).toEqual({ pods: 3, ready: 3 })
    expect(podsAt(without, scaled + 5 * SECOND).pods).toBe(1)
  })

  it('given an act is left out, then the run is the same up to it, and goes on without', () => {
    const without = runWithout(run, 1, { type: 'act' })
    expect(podsAt(without, scaled + 5 * SECOND)).toEqual({ pods: 3, ready: 3 })
    expect(podsAt(runWithout(run, 0, { type: 'act' }), scaled + 5 * SECOND).pods).toBe(0)
  })
})

// Goal: conditions say of a cluster what is so, as the API server, kube-proxy and the nodes have it.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Condition } from '../../src/protocol/conditions.ts'
import { deployment, service } from '../sim/story/told-cluster.ts'
import { Page } from './page.ts'

/** A page with a Deployment `web` of three pods and its service, at rest. */
function settledShop(): { readonly page: Page; readonly begin: number } {
  const page = new Page().boot()
  const begin = page.frame.position
  page.apply(deployment(3) + service)
  page.order({ type: 'run-to-quiet' })
  return { page, begin }
}

function verdict(page: Page, condition: Condition, sincePosition: number) {
  const reply = page.ask((requestId) => ({
    type: 'check',
    requestId,
    conditions: [condition],
    sincePosition,
  }))
  if (reply.type !== 'checked') throw new Error(reply.type)
  return reply.verdicts[0]
}

describe('given three pods of a Deployment and their service', () => {
  let page: Page
  let begin = 0
  beforeAll(() => {
    ;({ page, begin } = settledShop())
  })

  const ready = { 'status.conditions[type=Ready].status': 'True' } as const
  test.each<[what: string, condition: Condition, isMet: boolean, found?: number]>([
    ['three pods', { objects: { kind: 'Pod' }, count: 3 }, true, 3],
    ['by label', { objects: { kind: 'Pod', selector: 'app=web' } }, true, 3],
    ['by another label', { objects: { kind: 'Pod', selector: 'app in (db)' } }, false, 0],
    ['ready ones', { objects: { kind: 'Pod', where: ready }, count: 3 }, true, 3],
    [
      'on nodes of their own',
      { objects: { kind: 'Pod' }, distinct: 'spec.nodeName', count: 3 },
      true,
      3,
    ],
    ['in another namespace', { objects: { kind: 'Pod', namespace: 'kube-system' } }, false, 0],
    ['in all', { objects: { kind: 'Pod', namespace: '*' }, count: { min: 3, max: 3 } }, true, 3],
    [
      'a number',
      { objects: { kind: 'Deployment', name: 'web', where: { 'spec.replicas': 3 } } },
      true,
      1,
    ],
    [
      'a field that is not there',
      { objects: { kind: 'Pod', where: { 'metadata.deletionTimestamp': { exists: true } } } },
      false,
      0,
    ],
    [
      'a pattern',
      { objects: { kind: 'Pod', where: { 'metadata.name': { matches: '^web-' } } } },
      true,
      3,
    ],
    [
      'bounds',
      {
        objects: { kind: 'Pod', where: { 'status.containerStatuses[0].restartCount': { max: 0 } } },
      },
      true,
      3,
    ],
    [
      'YAML’s true for True',
      { objects: { kind: 'Node', where: { 'status.conditions[type=Ready].status': true } } },
      true,
      3,
    ],
    ['a kind without namespace', { objects: { kind: 'Node', name: 'worker-2' } }, true, 1],
    ['events', { events: { reason: 'Scheduled', about: 'Pod' }, count: 3 }, true, 3],
    ['events of another type', { events: { reason: 'Scheduled', type: 'Warning' } }, false, 0],
    [
      'events by message',
      { events: { reason: 'Scheduled', matches: 'assigned default/web-\\S+ to worker-1' } },
      true,
      1,
    ],
    [
      'bindings',
      {
        requests: { client: 'kube-scheduler', verb: 'create', resource: 'pods/binding' },
        count: 3,
      },
      true,
      3,
    ],
    [
      'kubectl’s writes',
      { requests: { client: 'kubectl', verb: 'create', code: 201 }, count: 2 },
      true,
      2,
    ],
    [
      'a kubelet’s requests',
      { requests: { client: 'worker-1/kubelet', resource: 'pods/status' }, count: { min: 1 } },
      true,
    ],
    ['nobody’s requests', { requests: { client: 'kubelet' }, count: 0 }, true, 0],
    ['a process', { component: 'worker-1/kubelet', state: 'running' }, true],
    ['time', { elapsedSeconds: { min: 1 } }, true],
    ['too much time', { elapsedSeconds: { min: 1, max: 2 } }, false],
    ['output', { output: 'deployment.apps/web created' }, true, 1],
    ['other output', { output: 'deleted' }, false, 0],
    ['reachable', { reachable: { service: 'web', from: 'worker-2' } }, true],
    [
      'by name',
      { reachable: { service: 'default/web', port: 80, from: 'worker-2', dns: true } },
      true,
    ],
    ['on another port', { reachable: { service: 'web', port: 81, from: 'worker-2' } }, false],
    ['no such service', { reachable: { service: 'shop', from: 'worker-2' } }, false],
    ['all', { all: [{ objects: { kind: 'Pod' } }, { not: { output: 'deleted' } }] }, true],
    ['any', { any: [{ output: 'deleted' }, { objects: { kind: 'Secret', name: 'x' } }] }, false],
  ])('%s', (_, condition, isMet, found) => {
    const answer = verdict(page, condition, begin)
    expect(answer).toMatchObject(found === undefined ? { isMet } : { isMet, found })
    expect(answer?.problem).toBeUndefined()
  })

  test('the beginning is where the asker says', () => {
    const here = page.frame.position
    expect(verdict(page, { events: { reason: 'Scheduled' } }, here)).toMatchObject({ found: 0 })
    expect(verdict(page, { output: 'created' }, here)).toMatchObject({ isMet: false })
  })

  test.each<[Condition, string]>([
    [{ objects: { kind: 'Pots' } }, 'there is no kind Pots; known are'],
    [{ objects: { kind: 'Pod', selector: 'app in web' } }, 'selector: '],
    [{ objects: { kind: 'Pod', where: { '.spec': 1 } } }, 'is no field path'],
    [{ objects: { kind: 'Pod' }, distinct: 'a[', count: 1 }, 'is no field path'],
    [{ output: '(' }, 'not closed'],
    [{ component: 'kube-schedule', state: 'running' }, 'there is no component kube-schedule'],
    [{ reachable: { service: 'web', from: 'worker-9' } }, 'there is no worker worker-9'],
  ])('%j is told to be impossible', (condition, problem) => {
    expect(verdict(page, condition, begin)).toMatchObject({
      isMet: false,
      problem: expect.stringContaining(problem),
    })
  })

  test('objects can be had whole, and requests by who asked', () => {
    const pods = page.ask((requestId) => ({ type: 'objects', requestId, kind: 'Pod' }))
    expect(pods.type === 'objects' && pods.objects.map(({ kind }) => kind)).toEqual(
      Array(3).fill('Pod'),
    )
    const requests = page.ask((requestId) => ({ type: 'requests', requestId, fromPosition: begin }))
    const tallies = requests.type === 'requests' ? requests.tallies : []
    expect(tallies).toContainEqual({
      client: 'kube-scheduler',
      verb: 'create',
      resource: 'pods/binding',
      count: 3,
      watchEvents: 0,
    })
    const told = tallies.find(
      ({ client, resource }) => client === 'kube-scheduler' && resource === 'pods',
    )
    expect(told?.watchEvents).toBeGreaterThan(3)
  })
})

describe('reachable is what a packet finds', () => {
  const fromOne: Condition = { reachable: { service: 'web', from: 'worker-1' } }

  test('a cut-off worker reaches only the pod beside it, and asks no name', () => {
    const { page, begin } = settledShop()
    fail(page, 'cut-network', 'worker-1')
    expect(verdict(page, fromOne, begin)?.isMet).toBe(true)
    const byName: Condition = { reachable: { service: 'web', from: 'worker-1', dns: true } }
    expect(verdict(page, byName, begin)?.isMet).toBe(false)
  })

  test('nothing is begun on a machine without power, nor answered by one', () => {
    const { page, begin } = settledShop()
    for (const node of ['worker-2', 'worker-3']) fail(page, 'crash-node', node)
    // The rules of worker-1 still name the dead pods: the one that lives is enough.
    expect(verdict(page, fromOne, begin)?.isMet).toBe(true)
    fail(page, 'crash-node', 'worker-1')
    expect(verdict(page, fromOne, begin)?.isMet).toBe(false)
  })

  test('a worker whose kube-proxy has not heard of a service does not know it', () => {
    const { page, begin } = settledShop()
    fail(page, 'stop-component', 'worker-1/kube-proxy')
    page.apply(service.replaceAll('name: web', 'name: late'))
    page.order({ type: 'run-to-quiet' })
    const late = (from: string): Condition => ({ reachable: { service: 'late', from } })
    expect(verdict(page, late('worker-2'), begin)?.isMet).toBe(true)
    expect(verdict(page, late('worker-1'), begin)?.isMet).toBe(false)
    expect(verdict(page, fromOne, begin)?.isMet).toBe(true)
  })

  function fail(
    page: Page,
    failure: 'cut-network' | 'crash-node' | 'stop-component',
    target: string,
  ) {
    page.ask((requestId) => ({
      type: 'act',
      requestId,
      action: { type: 'fail', failure, target },
    }))
    page.step('decision')
  }
})

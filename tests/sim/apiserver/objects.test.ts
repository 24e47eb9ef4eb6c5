// Goal: objects are stored, changed and removed with the guarantees that all of Kubernetes builds on. Method: requests of one more client.
import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../../src/protocol/objects/index.ts'
import type { Deployment } from '../../../src/protocol/objects/workload.ts'
import { MAPS, mapOf, PODS, summary, TestClient } from './test-client.ts'

const bodyOf = (response: { readonly body: unknown } | undefined) =>
  response?.body as KubeObject & { data: object }
/** Changes that the API server keeps for watches that come back. */
const REMEMBERED = 20_000
const NOT_OURS = 'metadata.name!=kube-root-ca.crt'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'

function podBody(name: string, more: object = {}): object {
  const spec = { containers: [{ name: 'main', image: 'nginx:1.27' }], ...more }
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec }
}

function deploymentBody(name: string, replicas = 0): object {
  const labels = { app: name }
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
  }
  const spec = { replicas, selector: { matchLabels: labels }, template }
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec }
}

describe('creating', () => {
  test('gives an identity, and a name only once', () => {
    const client = new TestClient()
    const created = client.ask({ method: 'POST', path: MAPS, body: mapOf('a') })
    expect(created.code).toBe(201)
    expect(bodyOf(created).metadata).toMatchObject({
      name: 'a',
      namespace: 'default',
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(summary(client.ask({ method: 'POST', path: MAPS, body: mapOf('a') }))).toBe(
      '409 AlreadyExists: configmaps "a" already exists',
    )
  })

  test('two that race for a name: one gets it', () => {
    const client = new TestClient()
    const request = { method: 'POST', path: MAPS, body: mapOf('a') } as const
    expect(
      client
        .askAll(request, request)
        .map((answer) => answer?.code)
        .sort(),
    ).toEqual([201, 409])
  })

  test('generateName draws names of its own', () => {
    const client = new TestClient()
    const request = {
      method: 'POST',
      path: MAPS,
      body: { ...mapOf(''), metadata: { generateName: 'made-' } },
    } as const
    const names = client
      .askAll(request, request, request)
      .map((answer) => bodyOf(answer).metadata.name)
    expect(new Set(names).size).toBe(3)
    for (const name of names) expect(name).toMatch(/^made-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
  })

  test('admission adds what pods need', () => {
    const pod = bodyOf(new TestClient().ask({ method: 'POST', path: PODS, body: podBody('web') }))
    expect(pod).toMatchObject({
      spec: {
        serviceAccountName: 'default',
        priority: 0,
        preemptionPolicy: 'PreemptLowerPriority',
        tolerations: [
          {
            key: 'node.kubernetes.io/not-ready',
            effect: 'NoExecute',
            operator: 'Exists',
            tolerationSeconds: 300,
          },
          {
            key: 'node.kubernetes.io/unreachable',
            effect: 'NoExecute',
            operator: 'Exists',
            tolerationSeconds: 300,
          },
        ],
      },
    })
  })

  test.each([
    [
      'no such namespace',
      '/api/v1/namespaces/nowhere/configmaps',
      mapOf('a'),
      '404 NotFound: namespaces "nowhere" not found',
    ],
    [
      'a bad name',
      MAPS,
      mapOf('A_b'),
      /^422 Invalid: ConfigMap "A_b" is invalid: metadata\.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain/,
    ],
    [
      'no containers',
      PODS,
      podBody('web', { containers: [] }),
      '422 Invalid: Pod "web" is invalid: spec.containers: Required value',
    ],
  ])('%s is refused', (_, path, body, refusal) => {
    const answer = summary(new TestClient().ask({ method: 'POST', path, body }))
    if (typeof refusal === 'string') expect(answer).toBe(refusal)
    else expect(answer).toMatch(refusal)
  })
})

describe('changing', () => {
  test('admission adds the default tolerations to an update that leaves them out', () => {
    const client = new TestClient()
    client.ask({ method: 'POST', path: PODS, body: podBody('web') })
    const added = { key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' }
    const answer = client.ask({
      method: 'PATCH',
      path: `${PODS}/web`,
      body: { spec: { tolerations: [added] } },
      contentType: 'application/strategic-merge-patch+json',
    })
    expect(answer.code).toBe(200)
    expect(bodyOf(answer)).toMatchObject({
      spec: {
        tolerations: [
          added,
          { key: 'node.kubernetes.io/not-ready' },
          { key: 'node.kubernetes.io/unreachable' },
        ],
      },
    })
  })
  test('a stale revision is a conflict, and of two writers one wins', () => {
    const client = new TestClient()
    const created = bodyOf(client.ask({ method: 'POST', path: MAPS, body: mapOf('a') }))
    const write = (who: string) =>
      ({ method: 'PUT', path: `${MAPS}/a`, body: { ...created, data: { who } } }) as const
    const answers = client.askAll(write('first'), write('second'))
    expect(answers.map((answer) => answer?.code).sort()).toEqual([200, 409])
    const late = client.ask(write('late'))
    expect(summary(late)).toBe(
      '409 Conflict: Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    )
  })

  test('patches without a revision of two writers both come through', () => {
    const client = new TestClient()
    client.ask({ method: 'POST', path: MAPS, body: mapOf('a') })
    const patch = (data: object) =>
      ({
        method: 'PATCH',
        path: `${MAPS}/a`,
        contentType: 'application/merge-patch+json',
        body: { data },
      }) as const
    expect(
      client.askAll(patch({ x: '1' }), patch({ y: '2' })).map((answer) => answer?.code),
    ).toEqual([200, 200])
    expect(bodyOf(client.ask({ method: 'GET', path: `${MAPS}/a` })).data).toEqual({
      x: '1',
      y: '2',
    })
  })

  test('each type of patch does its own', () => {
    const client = new TestClient()
    client.ask({ method: 'POST', path: DEPLOYMENTS, body: deploymentBody('web') })
    const path = `${DEPLOYMENTS}/web`
    const added = {
      spec: { template: { spec: { containers: [{ name: 'side', image: 'busybox:1.37' }] } } },
    }
    const containers = (contentType: 'strategic-merge-patch' | 'merge-patch') => {
      const answer = client.ask({
        method: 'PATCH',
        path,
        contentType: `application/${contentType}+json`,
        body: added,
      })
      return (answer.body as Deployment).spec.template.spec.containers.map(({ name }) => name)
    }
    expect(containers('strategic-merge-patch')).toEqual(['side', 'main'])
    expect(containers('merge-patch')).toEqual(['side'])
    const body = [
      { op: 'test', path: '/spec/replicas', value: 0 },
      { op: 'replace', path: '/spec/replicas', value: 2 },
    ]
    const json = client.ask({
      method: 'PATCH',
      path,
      contentType: 'application/json-patch+json',
      body,
    })
    expect((json.body as Deployment).spec.replicas).toBe(2)
    expect(
      client.ask({ method: 'PATCH', path, contentType: 'application/json-patch+json', body }).code,
    ).toBe(422)
  })

  test('what changes nothing makes no revision; the spec counts generations, the status does not', () => {
    const client = new TestClient()
    const created = bodyOf(
      client.ask({ method: 'POST', path: DEPLOYMENTS, body: deploymentBody('web') }),
    )
    client.pass(5)
    const path = `${DEPLOYMENTS}/web`
    const settled = bodyOf(client.ask({ method: 'GET', path }))
    expect(settled.metadata.generation).toBe(created.metadata.generation)
    const same = client.ask({ method: 'PUT', path, body: settled })
    expect(bodyOf(same).metadata.resourceVersion).toBe(settled.metadata.resourceVersion)
    const scaled = client.ask({
      method: 'PATCH',
      path: `${path}/scale`,
      contentType: 'application/merge-patch+json',
      body: { spec: { replicas: 1 } },
    })
    expect(scaled.code).toBe(200)
    expect(bodyOf(client.ask({ method: 'GET', path })).metadata.generation).toBe(2)
  })

  test('what must not change does not', () => {
    const client = new TestClient()
    const pod = bodyOf(client.ask({ method: 'POST', path: PODS, body: podBody('web') }))
    const body = { spec: { containers: [{ name: 'main', command: ['other'] }] } }
    const answer = client.ask({
      method: 'PATCH',
      path: `${PODS}/${pod.metadata.name}`,
      contentType: 'application/strategic-merge-patch+json',
      body,
    })
    expect(summary(answer)).toMatch(
      /^422 Invalid: Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than/,
    )
  })
})

describe('removing', () => {
  test('finalizers hold an object until they are gone', () => {
    const client = new TestClient()
    const body = mapOf('held', { finalizers: ['example.com/hold'] })
    client.ask({ method: 'POST', path: MAPS, body })
    const path = `${MAPS}/held`
    expect(client.ask({ method: 'DELETE', path }).code).toBe(200)
    expect(bodyOf(client.ask({ method: 'GET', path })).metadata.deletionTimestamp).toBeDefined()
    const patch = { metadata: { finalizers: null } }
    client.ask({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body: patch })
    expect(client.ask({ method: 'GET', path }).code).toBe(404)
  })

  test('pods get their grace, which can be shortened and not prolonged', () => {
    const client = new TestClient()
    client.ask({
      method: 'POST',
      path: PODS,
      body: podBody('web', { containers: [{ name: 'main', image: 'pilothouse/stubborn' }] }),
    })
    client.pass(5)
    const path = `${PODS}/web`
    const remove = (gracePeriodSeconds?: number) =>
      bodyOf(
        client.ask({
          method: 'DELETE',
          path,
          body: gracePeriodSeconds === undefined ? undefined : { gracePeriodSeconds },
        }),
      )
    expect(remove().metadata.deletionGracePeriodSeconds).toBe(30)
    expect(remove(60).metadata.deletionGracePeriodSeconds).toBe(30)
    expect(remove(5).metadata.deletionGracePeriodSeconds).toBe(5)
    client.pass(8)
    expect(client.ask({ method: 'GET', path }).code).toBe(404)
  })

  test('preconditions are checked', () => {
    const client = new TestClient()
    const { metadata } = bodyOf(client.ask({ method: 'POST', path: MAPS, body: mapOf('a') }))
    const remove = (preconditions: object) =>
      client.ask({ method: 'DELETE', path: `${MAPS}/a`, body: { preconditions } })
    expect(summary(remove({ uid: 'other' }))).toMatch(
      /^409 Conflict: .*the UID in the precondition \(other\) does not match the UID in record/,
    )
    expect(remove({ resourceVersion: '1' }).code).toBe(409)
    expect(remove({ uid: metadata.uid, resourceVersion: metadata.resourceVersion }).code).toBe(200)
  })

  test('a rehearsal removes nothing', () => {
    const client = new TestClient()
    client.ask({ method: 'POST', path: MAPS, body: mapOf('a') })
    expect(client.ask({ method: 'DELETE', path: `${MAPS}/a`, query: { dryRun: 'All' } }).code).toBe(
      200,
    )
    expect(client.ask({ method: 'GET', path: `${MAPS}/a` }).code).toBe(200)
  })

  test('a collection goes by selector', () => {
    const client = new TestClient()
    for (const [name, tier] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
    ] as const)
      client.ask({ method: 'POST', path: MAPS, body: mapOf(name, { labels: { tier } }) })
    client.ask({ method: 'DELETE', path: MAPS, query: { labelSelector: 'tier=x' } })
    expect(
      summary(client.ask({ method: 'GET', path: MAPS, query: { fieldSelector: NOT_OURS } })),
    ).toBe('200 b')
  })
})

describe('reading', () => {
  test('selectors choose', () => {
    const client = new TestClient()
    for (const [name, tier] of [
      ['a', 'front'],
      ['b', 'back'],
      ['c', 'data'],
    ] as const)
      client.ask({ method: 'POST', path: MAPS, body: mapOf(name, { labels: { tier } }) })
    const list = (query: { [parameter: string]: string }) =>
      summary(client.ask({ method: 'GET', path: MAPS, query }))
    expect(list({ labelSelector: 'tier in (front, data)' })).toBe('200 a c')
    expect(list({ labelSelector: 'tier,tier!=back' })).toBe('200 a c')
    expect(list({ fieldSelector: 'metadata.name=b' })).toBe('200 b')
    expect(list({ labelSelector: 'tier in front' })).toMatch(
      /^400 BadRequest: unable to parse requirement/,
    )
  })

  test('lists are cut in pages', () => {
    const client = new TestClient()
    for (const name of ['a', 'b', 'c'])
      client.ask({ method: 'POST', path: MAPS, body: mapOf(name) })
    const first = client.ask({ method: 'GET', path: MAPS, query: { limit: '2' } })
    expect(summary(first)).toBe('200 a b')
    const { metadata } = first.body as {
      metadata: { continue: string; remainingItemCount: number }
    }
    expect(metadata.remainingItemCount).toBe(2)
    const rest = client.ask({
      method: 'GET',
      path: MAPS,
      query: { limit: '2', continue: metadata.continue },
    })
    expect(summary(rest)).toBe('200 c kube-root-ca.crt')
  })

  test('tables have what kubectl prints', () => {
    const client = new TestClient()
    client.ask({ method: 'POST', path: PODS, body: podBody('web') })
    const { body } = client.pass(5).ask({ method: 'GET', path: PODS, asTable: true })
    const table = body as {
      columnDefinitions: { name: string; priority: number }[]
      rows: { cells: unknown[] }[]
    }
    expect(
      table.columnDefinitions.filter(({ priority }) => priority === 0).map(({ name }) => name),
    ).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age'])
    expect(table.rows[0]?.cells.slice(0, 5)).toEqual([
      'web',
      '1/1',
      'Running',
      expect.anything(),
      '5s',
    ])
  })
})

describe('watching', () => {
  test('tells changes from a revision on, as the selector sees them', () => {
    const client = new TestClient()
    const labels = (app: string) => ({ labels: { app } })
    const { metadata } = client.ask({ method: 'GET', path: MAPS }).body as {
      metadata: { resourceVersion: string }
    }
    client.ask({ method: 'POST', path: MAPS, body: mapOf('before', labels('x')) })
    const { resourceVersion } = metadata
    const all = client.watch(MAPS, { resourceVersion })
    const some = client.watch(MAPS, { resourceVersion, labelSelector: 'app=x' })
    client.ask({ method: 'POST', path: MAPS, body: mapOf('other', labels('y')) })
    const relabel = (name: string, app: string) =>
      client.ask({
        method: 'PATCH',
        path: `${MAPS}/${name}`,
        contentType: 'application/merge-patch+json',
        body: { metadata: labels(app) },
      })
    relabel('other', 'x')
    relabel('before', 'y')
    client.ask({ method: 'DELETE', path: `${MAPS}/other` })
    client.pass(1)
    expect(client.seen(all)).toEqual([
      'ADDED before',
      'ADDED other',
      'MODIFIED other',
      'MODIFIED before',
      'DELETED other',
    ])
    expect(client.seen(some)).toEqual([
      'ADDED before',
      'ADDED other',
      'DELETED before',
      'DELETED other',
    ])
  })

  test('a revision that is no longer remembered is gone', () => {
    const client = new TestClient()
    const { metadata } = client.ask({ method: 'GET', path: MAPS }).body as {
      metadata: { resourceVersion: string }
    }
    client.createMany(
      MAPS,
      Array.from({ length: REMEMBERED }, (_, i) => mapOf(`map-${i}`)),
    )
    const watch = client.watch(MAPS, { resourceVersion: metadata.resourceVersion })
    expect(client.seen(watch)).toEqual(['ERROR 410'])
  })
})

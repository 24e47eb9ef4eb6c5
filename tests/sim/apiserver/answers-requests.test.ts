import { describe, expect, test } from 'vitest'
import type { Status } from '../../../src/protocol/objects/meta.ts'
import type { ApiResponse, FromApiServer } from '../../../src/sim/apiserver/wire.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import { MINUTE, SECOND } from '../../../src/sim/kernel/types.ts'
import type { RawRequest } from '../../../src/sim/kubectl/kubectl.ts'

const MAPS = '/api/v1/namespaces/default/configmaps'

/** A small cluster that is asked raw requests. */
class Asked {
  readonly cluster = new Cluster({ seed: 1, topology: { ...DEFAULT_TOPOLOGY, workers: 1 } })

  constructor() {
    this.cluster.settle()
  }

  ask(request: RawRequest['request']): ApiResponse {
    const { kernel } = this.cluster
    let answer: ApiResponse | undefined
    kernel.submit('kubectl', { type: 'raw', request } as RawRequest)
    kernel.run({
      until: kernel.now + 10 * SECOND,
      stop: ({ event }) => {
        const message = event.message as FromApiServer
        if (event.to === 'kubectl' && message.type === 'response') answer = message.response
        return answer !== undefined
      },
    })
    if (!answer) throw new Error('no answer')
    return answer
  }

  message(request: RawRequest['request']): string {
    const { code, body } = this.ask(request)
    return `${code} ${(body as Status).message ?? ''}`
  }
}

function configMap(name: string, data = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }
}

describe('refusals', () => {
  const server = new Asked()

  test('paths, methods and media types', () => {
    const refused = [
      server.message({ method: 'GET', path: '/api/v1/namespaces/default/nosuch' }),
      server.message({ method: 'PUT', path: MAPS, body: {} }),
      server.message({ method: 'POST', path: MAPS, body: 'abc', contentType: 'text/plain' }),
      server.message({
        method: 'PATCH',
        path: `${MAPS}/x`,
        body: {},
        contentType: 'application/json',
      }),
    ]
    expect(refused).toEqual([
      '404 the server could not find the requested resource',
      '405 the server does not allow this method on the requested resource',
      '415 the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      '415 415: Unsupported Media Type',
    ])
  })

  test('bodies that can not be read', () => {
    expect(server.message({ method: 'POST', path: MAPS, body: '{"kind":"ConfigMap"' })).toBe(
      `400 the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input ({"kind":"ConfigMap")`,
    )
    expect(server.message({ method: 'POST', path: MAPS, body: configMap('x', { a: 1 }) })).toMatch(
      /^400 ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number/,
    )
  })

  test('options that do not exist', () => {
    expect(
      server.message({ method: 'DELETE', path: `${MAPS}/x`, body: { propagationPolicy: 'Bogus' } }),
    ).toBe(
      '422 DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Bogus": supported values: "Foreground", "Background", "Orphan", "nil"',
    )
    expect(
      server.message({ method: 'GET', path: MAPS, query: { fieldSelector: 'data.a=x' } }),
    ).toBe('400 "data.a" is not a known field selector: only "metadata.name", "metadata.namespace"')
  })

  test('a rehearsal stores nothing', () => {
    const dry = {
      method: 'POST',
      path: MAPS,
      query: { dryRun: 'All' },
      body: configMap('dry'),
    } as const
    expect(server.ask(dry).code).toBe(201)
    expect(server.ask({ method: 'GET', path: `${MAPS}/dry` }).code).toBe(404)
  })
})

test('a list goes on where its token says', () => {
  const server = new Asked()
  for (const name of ['a', 'b', 'c'])
    server.ask({ method: 'POST', path: MAPS, body: configMap(name) })
  const names: string[] = []
  let query: { [parameter: string]: string } = { limit: '2' }
  for (;;) {
    const body = server.ask({ method: 'GET', path: MAPS, query }).body as {
      items: { metadata: { name: string } }[]
      metadata: { continue?: string }
    }
    names.push(...body.items.map((item) => item.metadata.name))
    if (!body.metadata.continue) break
    query = { limit: '2', continue: body.metadata.continue }
  }
  expect(names).toEqual(['a', 'b', 'c', 'kube-root-ca.crt'])
})

test('server-side apply: conflicts name the manager, force takes over', () => {
  const server = new Asked()
  const apply = (fieldManager: string, value: string, force = 'false') =>
    server.message({
      method: 'PATCH',
      path: `${MAPS}/cm`,
      contentType: 'application/apply-patch+yaml',
      query: { fieldManager, force },
      body: configMap('cm', { b: value }),
    })
  const answers = [
    apply('one', '1'),
    apply('two', '2'),
    apply('two', '2', 'true'),
    apply('one', '1'),
  ]
  expect(answers).toEqual([
    '201 ',
    '409 Apply failed with 1 conflict: conflict with "one": .data.b',
    '200 ',
    '409 Apply failed with 1 conflict: conflict with "two": .data.b',
  ])
})

test('events go an hour after their last change', () => {
  const { cluster } = new Asked()
  const count = () => cluster.etcd.kv.withPrefix('/registry/events/').length
  expect(count()).toBeGreaterThan(0)
  cluster.kernel.run({ until: cluster.kernel.now + 62 * MINUTE })
  expect(count()).toBe(0)
})

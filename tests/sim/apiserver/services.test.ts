// Goal: a Service gets the address and the IP families that a cluster of one family gives it. Method: requests of one more client.
import { describe, expect, test } from 'vitest'
import type { Service } from '../../../src/protocol/objects/network.ts'
import { TestClient } from './test-client.ts'

const SERVICES = '/api/v1/namespaces/default/services'

function serviceBody(spec: object): object {
  const metadata = { name: 'web' }
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }], ...spec } }
}

function created(spec: object): Service['spec'] {
  const answer = new TestClient().ask({ method: 'POST', path: SERVICES, body: serviceBody(spec) })
  expect(answer.code).toBe(201)
  return (answer.body as unknown as Service).spec
}

describe('given a new Service', () => {
  test('when it selects pods, then it has an address of the one family', () => {
    const spec = created({ selector: { app: 'web' } })
    expect(spec.clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\./)
    expect(spec).toMatchObject({
      clusterIPs: [spec.clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    })
  })

  test('when it is headless and its endpoints are written by hand, then they may be of both families', () => {
    expect(created({ clusterIP: 'None' })).toMatchObject({
      clusterIPs: ['None'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
    })
  })

  test('when it is only another name, then it has neither address nor family', () => {
    const spec = created({ type: 'ExternalName', externalName: 'example.com', ports: undefined })
    expect(spec.clusterIP).toBeUndefined()
    expect(spec.ipFamilies).toBeUndefined()
  })

  test('when it is replaced without them, then it keeps them', () => {
    // given
    const client = new TestClient()
    const body = serviceBody({ selector: { app: 'web' } })
    const first = client.ask({ method: 'POST', path: SERVICES, body }).body as unknown as Service

    // when
    const replaced = client.ask({ method: 'PUT', path: `${SERVICES}/web`, body })

    // then
    const { clusterIP, ipFamilies, ipFamilyPolicy } = first.spec
    expect(replaced.body).toMatchObject({ spec: { clusterIP, ipFamilies, ipFamilyPolicy } })
  })
})

// Goal: kube-proxy's rules and the names of its chains are the real ones. Method: small services.
import { describe, expect, test } from 'vitest'
import type { EndpointSlice, Service } from '../../../src/protocol/objects/network.ts'
import { recordsOf } from '../../../src/sim/addons/dns-records.ts'
import { rulesOf } from '../../../src/sim/node/proxy-rules.ts'

const metadata = (name: string, labels = {}) => ({
  name,
  namespace: 'default',
  uid: name,
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
  labels,
})

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata('web'),
  spec: { clusterIP: '10.96.0.20', ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  status: {},
}

function slice(...endpoints: readonly (readonly [ip: string, ready: boolean])[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadata('web-abcde', { 'kubernetes.io/service-name': 'web' }),
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: endpoints.map(([ip, ready]) => ({ addresses: [ip], conditions: { ready } })),
  }
}

describe('rules', () => {
  test('share the traffic of a service among its ready endpoints', () => {
    // when
    const rules = rulesOf([service], [slice(['10.244.0.2', true], ['10.244.1.2', true])])

    // then
    expect(rules).toHaveLength(5)
    expect(rules[0]).toMatch(
      /^-A KUBE-SERVICES -d 10\.96\.0\.20\/32 -p tcp -m comment --comment "default\/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-[A-Z2-7]{16}$/,
    )
    expect(rules[1]).toContain('--probability 0.5000000000 -j KUBE-SEP-')
    expect(rules[2]).not.toContain('--probability')
    expect(rules[3]).toContain('-j DNAT --to-destination 10.244.0.2:8080')
  })

  test('refuse what has no endpoints, and pass headless services over', () => {
    // when
    const rules = rulesOf([service], [slice(['10.244.0.2', false])])

    // then
    expect(rules).toHaveLength(1)
    expect(rules[0]).toContain('"default/web:http has no endpoints"')
    expect(rules[0]).toContain('-j REJECT')
    const headless = { ...service, spec: { ...service.spec, clusterIP: 'None' } }
    expect(rulesOf([headless], [])).toEqual([])
  })
})

describe('DNS', () => {
  test('a service has its cluster IP, a headless one its ready pods', () => {
    // given
    const headless = { ...service, spec: { ...service.spec, clusterIP: 'None' } }
    const slices = [slice(['10.244.0.2', true], ['10.244.1.2', false])]

    // then
    const name = 'web.default.svc.cluster.local'
    expect(recordsOf([service], slices)).toEqual([{ name, type: 'A', address: '10.96.0.20' }])
    expect(recordsOf([headless], slices)).toEqual([{ name, type: 'A', address: '10.244.0.2' }])
  })
})

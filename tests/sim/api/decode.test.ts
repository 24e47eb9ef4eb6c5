import { describe, expect, it } from 'vitest'
import { type Decoded, decodeObject, type FieldValidation } from '../../../src/sim/api/decode.ts'
import { kindStrategies } from '../../../src/sim/api/kinds/index.ts'

function deployment(spec: object): object {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec }
}

function decode(body: unknown, mode: FieldValidation = 'Strict'): Decoded<'Deployment'> {
  return decodeObject(body, kindStrategies.Deployment, mode)
}

function refusalOf(body: unknown): string | undefined {
  const decoded = decode(body)
  return 'refusal' in decoded ? decoded.refusal.message : undefined
}

describe('decodeObject', () => {
  it('gives back what needs no change', () => {
    const selector = { matchLabels: { app: 'web' } }
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } }
    const body = deployment({ replicas: 0, selector, template })
    expect(decode(body)).toEqual({ object: body, warnings: [] })
  })

  it.each([
    [
      { replicas: 'three' },
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      { template: { spec: { containers: [{ name: 'c', env: [{ name: 'A', value: 1 }] }] } } },
      'json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    ],
    [{ bogus: 1 }, 'strict decoding error: unknown field "spec.bogus"'],
    [
      { template: { spec: { containers: [{ name: 'c', imagee: 'x' }, { port: 1 }] } } },
      'strict decoding error: unknown field "spec.template.spec.containers[0].imagee", unknown field "spec.template.spec.containers[1].port"',
    ],
    [
      { template: { spec: { containers: [{ resources: { limits: { cpu: 'lots' } } }] } } },
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ])('refuses %j as the API server does', (spec, problem) => {
    expect(refusalOf(deployment(spec))).toBe(
      `Deployment in version "v1" cannot be handled as a Deployment: ${problem}`,
    )
  })

  it('warns of unknown fields, or is silent, as it is told', () => {
    const body = deployment({ bogus: 1 })
    expect(decode(body, 'Warn')).toMatchObject({ warnings: ['unknown field "spec.bogus"'] })
    expect(decode(body, 'Ignore')).toMatchObject({ warnings: [] })
  })

  it('drops unknown fields, nulls and zero values that Go would not write', () => {
    const decoded = decode(
      deployment({ paused: false, replicas: 0, minReadySeconds: null, bogus: {} }),
      'Ignore',
    )
    expect(decoded).toMatchObject({ object: { spec: { replicas: 0 } } })
    const spec = 'object' in decoded ? Object.keys(decoded.object.spec) : []
    expect(spec.toSorted()).toEqual(['replicas', 'template'])
  })

  it('takes a body without a kind for one of the kind asked for, and no other', () => {
    expect(decode({ metadata: { name: 'web' } })).toMatchObject({
      object: { apiVersion: 'apps/v1', kind: 'Deployment' },
    })
    expect(refusalOf({ apiVersion: 'v1', kind: 'Pod' })).toBe(
      'Pod in version "v1" cannot be handled as a Deployment: converting (v1.Pod) to (apps.Deployment): unknown conversion',
    )
  })
})

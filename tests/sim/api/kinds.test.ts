import { describe, expect, it } from 'vitest'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import { kindByResourceName, kindOf, kindStrategies } from '../../../src/sim/api/kinds/index.ts'
import { jsonSchemaFor } from '../../../src/sim/api/kinds/json-schema.ts'
import { invalidStatus } from '../../../src/sim/api/validation/field-error.ts'

const METADATA = {
  name: 'web',
  namespace: 'default',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
}

function pod(spec: Partial<Pod['spec']> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: METADATA,
    spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec },
    status: {},
  }
}

const { Pod: pods, Deployment: deployments } = kindStrategies

describe('kinds', () => {
  it('are found by their version and name, and by what users call them', () => {
    expect(kindOf('apps/v1', 'Deployment')).toBe('Deployment')
    expect(kindOf('v1', 'Deployment')).toBeUndefined()
    expect(kindByResourceName('deploy')).toBe('Deployment')
    expect(kindByResourceName('deployments.apps')).toBe('Deployment')
    expect(kindByResourceName('Pods')).toBe('Pod')
    expect(kindByResourceName('deploy.batch')).toBeUndefined()
  })

  it('default once: a second time nothing changes', () => {
    const once = pods.setDefaults(pod())
    expect(pods.setDefaults(once)).toBe(once)
    expect(once.spec.containers[0]?.imagePullPolicy).toBe('Always')
  })

  it('give pods of one template the very same defaulted spec', () => {
    const spec = pod().spec
    const [a, b] = [1, 2].map(() => pods.setDefaults({ ...pod(), spec }))
    expect(a?.spec).toBe(b?.spec)
  })

  it('keep the status on an update, and count generations of the spec only', () => {
    const created = pods.prepareForCreate(pods.setDefaults(pod()))
    expect(created.metadata.generation).toBe(1)
    expect(created.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })

    const relabelled = { ...created, status: {}, metadata: { ...METADATA, labels: { a: 'b' } } }
    const kept = pods.prepareForUpdate(relabelled, created)
    expect(kept.status).toBe(created.status)
    expect(kept.metadata.generation).toBe(1)

    const changed = { ...created, spec: { ...created.spec, activeDeadlineSeconds: 5 } }
    expect(pods.prepareForUpdate(changed, created).metadata.generation).toBe(2)
  })

  it('end pods at once that are on no node', () => {
    expect(pods.gracePeriodSeconds?.(pod(), 30)).toBe(0)
    const bound = pod({ nodeName: 'worker-1', terminationGracePeriodSeconds: 7 })
    expect(pods.gracePeriodSeconds?.(bound, undefined)).toBe(7)
    expect(pods.gracePeriodSeconds?.(bound, -1)).toBe(1)
  })

  it('have errors that read as the real ones', () => {
    const errors = pods.validateCreate(pods.setDefaults(pod({ containers: [] })))
    expect(invalidStatus('Pod', '', 'web', errors)).toMatchObject({
      code: 422,
      message: 'Pod "web" is invalid: spec.containers: Required value',
      details: {
        causes: [
          { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.containers' },
        ],
      },
    })
  })

  it('have a JSON schema with help for every field', () => {
    const schema = JSON.stringify(jsonSchemaFor('Deployment'))
    expect(schema).toContain('"const":"apps/v1"')
    expect(schema).toContain('Number of pods; 1 by default.')
    expect(deployments.schema.fields.spec?.doc).not.toBe('')
  })
})

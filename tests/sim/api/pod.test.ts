import { describe, expect, it } from 'vitest'
import { podLimits, podNonZeroRequests, podRequests } from '../../../src/sim/api/pod-resources.ts'
import { isPodActive, isPodAvailable, isPodReady } from '../../../src/sim/api/pod-status.ts'
import { summarizePod } from '../../../src/sim/api/pod-summary.ts'
import { timeOf } from '../../../src/sim/api/time.ts'
import { container, containerStatus, pod } from './build.ts'

const RUNNING = { running: { startedAt: '2026-01-01T00:00:10Z' } }

describe('what a pod asks for', () => {
  it('is the larger of its start and its run', () => {
    // given
    const { spec } = pod({
      spec: {
        initContainers: [container('migrate', { cpu: '2', memory: '64Mi' })],
        containers: [container('a', { cpu: '500m', memory: '1Gi' }), container('b', { cpu: '1' })],
      },
    })

    // then
    expect(podRequests(spec)).toEqual({ cpu: '2', memory: '1Gi' })
  })

  it('counts sidecars with the run, and with what starts after them', () => {
    // given
    const { spec } = pod({
      spec: {
        initContainers: [
          { ...container('proxy', { cpu: '300m' }), restartPolicy: 'Always' },
          container('migrate', { cpu: '1' }),
        ],
        containers: [container('a', { cpu: '500m' })],
      },
    })

    // then
    expect(podRequests(spec)).toEqual({ cpu: '1300m' })
  })

  it('is taken to be something where nothing is said, for scoring', () => {
    const { spec } = pod({ spec: { containers: [container('a'), container('b', { cpu: '1' })] } })
    expect(podNonZeroRequests(spec)).toEqual({ cpu: '1100m', memory: '400Mi' })
    expect(podLimits(spec)).toEqual({})
  })
})

describe('a pod is', () => {
  const ready = pod({
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:01:00Z' }],
    },
  })

  it('available once it has been ready for long enough', () => {
    expect(isPodReady(ready)).toBe(true)
    expect(isPodAvailable(ready, 30, timeOf('2026-01-01T00:01:29Z'))).toBe(false)
    expect(isPodAvailable(ready, 30, timeOf('2026-01-01T00:01:30Z'))).toBe(true)
    expect(isPodAvailable(ready, 0, timeOf('2026-01-01T00:01:00Z'))).toBe(true)
  })

  it('active until it ends or is deleted', () => {
    expect(isPodActive(ready)).toBe(true)
    expect(isPodActive(pod({ status: { phase: 'Failed' } }))).toBe(false)
    expect(isPodActive(pod({ metadata: { deletionTimestamp: '2026-01-01T00:00:30Z' } }))).toBe(
      false,
    )
  })
})

describe('the summary of a pod', () => {
  it('counts init containers that have to finish', () => {
    // given
    const starting = pod({
      spec: { initContainers: [container('a'), container('b')] },
      status: {
        phase: 'Pending',
        initContainerStatuses: [
          containerStatus('a', { state: { terminated: { exitCode: 0, reason: 'Completed' } } }),
          containerStatus('b', { state: RUNNING }),
        ],
        containerStatuses: [
          containerStatus('main', { state: { waiting: { reason: 'PodInitializing' } } }),
        ],
      },
    })

    // then
    expect(summarizePod(starting)).toMatchObject({ status: 'Init:1/2', totalContainers: 1 })
  })

  it('counts ready sidecars among the containers', () => {
    // given
    const running = pod({
      spec: { initContainers: [{ ...container('proxy'), restartPolicy: 'Always' }] },
      status: {
        phase: 'Running',
        initContainerStatuses: [
          containerStatus('proxy', { state: RUNNING, started: true, ready: true, restartCount: 2 }),
        ],
        containerStatuses: [containerStatus('main', { state: RUNNING, ready: true })],
      },
    })

    // then
    expect(summarizePod(running)).toMatchObject({
      status: 'Running',
      readyContainers: 2,
      totalContainers: 2,
      restarts: 2,
    })
  })

  it('says Terminating only of a pod that still has something to end', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:30Z' }
    expect(summarizePod(pod({ metadata, status: { phase: 'Running' } })).status).toBe('Terminating')
    expect(summarizePod(pod({ metadata, status: { phase: 'Succeeded' } })).status).toBe('Succeeded')
  })
})

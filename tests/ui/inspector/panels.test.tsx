// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { MachineView, ObjectInspection } from '../../../src/protocol/inspection.ts'
import type { StepView } from '../../../src/protocol/views.ts'
import { InspectorPanel } from '../../../src/ui/panels/inspector/InspectorPanel.tsx'
import { machineLayout } from '../../../src/ui/panels/inspector/machine-layout.ts'
import { valueText } from '../../../src/ui/panels/step/value-text.ts'
import { applyFrame } from '../../../src/ui/state/cluster.ts'
import { useInspection, useSelection } from '../../../src/ui/state/selection.ts'
import { fixtureFrame } from '../fixtures/fixture-worker.ts'
import { render, settle } from '../fixtures/render.tsx'

const pod = { kind: 'Pod', namespace: 'default', name: 'web-1' }

const step: StepView = {
  position: 9,
  atMicros: 28_000,
  grain: 'story',
  chapter: { story: { key: 'inspector:tab.step' }, number: 4, of: 7, skipped: [3] },
  title: { key: 'inspector:step.plan4' },
  what: [{ key: 'inspector:step.plan5' }],
  why: [{ key: 'inspector:step.plan6' }],
  causes: [
    { position: 3, atMicros: 1000, text: { key: 'inspector:step.plan1' }, component: 'kubectl' },
  ],
  diffs: [
    { object: pod, change: 'changed', fields: [{ path: 'spec.nodeName', after: 'worker-2' }] },
  ],
  actors: ['kube-scheduler', 'kube-apiserver'],
  objects: [pod],
  stages: [{ type: 'api-stage', stage: 'validation', verdict: 'passed', detail: '' }],
}

const machine: MachineView = {
  machine: 'pod',
  subject: 'default/web-1',
  states: ['bound', 'running', 'failed', 'gone'],
  edges: [
    { from: 'bound', to: 'running', event: 'START' },
    { from: 'running', to: 'gone', event: 'REMOVE' },
    { from: 'failed', to: 'bound', event: 'RETRY' },
  ],
  current: 'running',
}

const inspection: ObjectInspection = {
  type: 'object',
  ref: pod,
  object: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', uid: '1', resourceVersion: '1', creationTimestamp: '' },
    spec: { containers: [] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
  },
  hasBeen: true,
  yaml: 'apiVersion: v1\nkind: Pod\n',
  events: [
    {
      namespace: 'default',
      name: 'web-1.1',
      type: 'Warning',
      reason: 'BackOff',
      object: pod,
      message: 'Back-off restarting failed container',
      source: 'kubelet',
      count: 3,
      lastAtMicros: 20_000,
    },
  ],
  owners: {
    object: { kind: 'ReplicaSet', namespace: 'default', name: 'web' },
    status: '0/1',
    children: [{ object: pod, status: 'Running', children: [] }],
  },
  machines: [machine],
}

const region = () => document.querySelector('section[aria-label="Step"]')

async function turnTo(tab: string) {
  const trigger = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(
    (it) => it.textContent === tab,
  )
  await settle(() => {
    trigger?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }))
  })
}

beforeEach(() => {
  useSelection.setState({ target: null })
  useInspection.setState({ inspection: null })
})

describe('the inspector', () => {
  it('invites to step before anything happened', async () => {
    applyFrame(fixtureFrame({ reset: true, step: null }))
    await render(<InspectorPanel />)
    expect(region()?.textContent).toContain('Press Step forward')
  })

  it('tells the step: chapter, what, why, causes, stages, changes', async () => {
    applyFrame(fixtureFrame({ reset: true, step }))
    await render(<InspectorPanel />)
    const words = region()?.textContent ?? ''
    for (const part of [
      'step 4 of 7',
      'Step 3 is struck out',
      'The scheduler binds each pod to a node',
      'Each kubelet learns of its pods by its own watch',
      'The kubelet has containers made',
      'kubectl asks the API server',
      'Validation',
      'spec.nodeName',
      'worker-2',
    ]) {
      expect(words).toContain(part)
    }
  })

  it('shows what is selected and keeps the step in sight', async () => {
    // given
    applyFrame(fixtureFrame({ reset: true, step }))
    const host = await render(<InspectorPanel />)

    // when
    await settle(() => {
      useSelection.getState().select({ type: 'object', object: pod })
      useInspection.setState({ inspection })
    })

    // then
    expect(region()?.textContent).toContain('The scheduler binds each pod to a node')
    for (const part of ['web-1', 'ReplicaSet', 'apiVersion', 'BackOff', 'REMOVE']) {
      expect(host.textContent).toContain(part)
    }
  })

  it('never shows the answer about something else', async () => {
    const host = await render(<InspectorPanel />)
    await settle(() => {
      useSelection.getState().select({ type: 'object', object: { ...pod, name: 'other' } })
      useInspection.setState({ inspection })
    })
    expect(host.textContent).toContain('Asking the cluster')
    expect(host.textContent).not.toContain('BackOff')
  })

  it('explains why, with conditions and warnings of what is selected', async () => {
    applyFrame(fixtureFrame({ reset: true, step }))
    const host = await render(<InspectorPanel />)
    await settle(() => {
      useSelection.getState().select({ type: 'object', object: pod })
      useInspection.setState({ inspection })
    })
    await turnTo('Why')
    for (const part of ['From your act to this step', 'Ready', 'Back-off restarting']) {
      expect(host.textContent).toContain(part)
    }
  })
})

describe('machineLayout', () => {
  it('lights the state it is in and opens the ways out of it', () => {
    const picture = machineLayout(machine)
    expect(picture.states.filter((state) => state.isCurrent).map((it) => it.name)).toEqual([
      'running',
    ])
    expect(picture.edges.filter((edge) => edge.isOpen).map((edge) => edge.to)).toEqual(['gone'])
    expect(picture.edges).toHaveLength(3)
  })
})

describe('valueText', () => {
  it.each([
    ['worker-2', 'worker-2'],
    ['', '""'],
    [3, '3'],
    [{ app: 'web', tier: undefined }, '{ app: web }'],
    [['a', { b: 1 }], '[a, { b: 1 }]'],
  ])('writes %j as %s', (value, text) => {
    expect(valueText(value)).toBe(text)
  })
})

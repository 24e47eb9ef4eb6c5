// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { Section } from '../../../src/protocol/inspection.ts'
import type { NodeVerdict } from '../../../src/protocol/trace.ts'
import { SectionView } from '../../../src/ui/panels/inspector/sections/SectionView.tsx'
import { useSelection } from '../../../src/ui/state/selection.ts'
import { render, settle } from '../fixtures/render.tsx'

const title = { key: 'inspector:object.yaml' }
const pod = { kind: 'Pod', namespace: 'default', name: 'web-1' }
const time = { position: 7, atMicros: 1_500_000 }

const sections: { readonly [T in Section['type']]: readonly [Section, readonly string[]] } = {
  table: [
    {
      type: 'table',
      title,
      columns: [{ key: 'inspector:scheduling.node' }, { key: 'inspector:object.events' }],
      rows: [{ cells: ['web-1', 'Running'], object: pod, mark: 'good' }],
      more: 4,
    },
    ['YAML', 'web-1', 'Running', '4 more rows'],
  ],
  facts: [
    { type: 'facts', title, facts: [{ label: { key: 'inspector:tab.why' }, value: 'because' }] },
    ['Why', 'because'],
  ],
  text: [
    { type: 'text', title, lines: ['-A KUBE-SERVICES', '-j DNAT'] },
    ['-A KUBE-SERVICES\n-j DNAT'],
  ],
  reconciles: [
    {
      type: 'reconciles',
      title,
      reconciles: [
        {
          ...time,
          trace: {
            type: 'reconcile',
            controller: 'replicaset-controller',
            object: { kind: 'ReplicaSet', namespace: 'default', name: 'web' },
            saw: { 'pods active': 1 },
            writes: [{ verb: 'create', object: pod }],
            requeueAfterMicros: 2_000_000,
          },
        },
      ],
    },
    ['replicaset-controller', 'pods active', 'create', 'web-1', 'looks again in 2.0s', '0:01.500'],
  ],
  scheduling: [
    {
      type: 'scheduling',
      title,
      cycles: [
        {
          ...time,
          trace: {
            type: 'scheduling',
            pod,
            outcome: 'assigned',
            node: 'worker-2',
            message: '',
            nodesTotal: 2,
            nodesEvaluated: 2,
            verdicts: [
              verdict('worker-1', { refusedBy: 'TaintToleration', reasons: ['had taint'] }),
              verdict('worker-2', {
                scores: { NodeResourcesFit: { raw: 81, normalized: 81, weighted: 81 } },
                total: 81,
              }),
            ],
          },
        },
      ],
    },
    ['→ worker-2', 'had taint', 'TaintToleration', '81'],
  ],
}

function verdict(node: string, change: Partial<NodeVerdict>): NodeVerdict {
  return { node, refusedBy: '', reasons: [], scores: {}, total: 0, ...change }
}

describe('SectionView', () => {
  it.each(Object.entries(sections))('draws a section of type %s', async (_, [section, words]) => {
    const host = await render(<SectionView section={section} />)
    for (const word of words) expect(host.textContent).toContain(word)
  })

  it('says so when a section is empty', async () => {
    const empty: Section = { type: 'table', title, columns: [], rows: [], more: 0 }
    const host = await render(<SectionView section={empty} />)
    expect(host.textContent).toContain('Nothing here yet.')
  })

  it('selects the object of a row', async () => {
    const host = await render(<SectionView section={sections.table[0]} />)
    await settle(() => host.querySelector<HTMLElement>('.sect-link')?.click())
    expect(useSelection.getState().target).toEqual({ type: 'object', object: pod })
  })

  it('puts the chosen node first', async () => {
    const host = await render(<SectionView section={sections.scheduling[0]} />)
    const nodes = [...host.querySelectorAll('thead th:not(:first-child), [data-refused] th')].map(
      (cell) => cell.textContent,
    )
    expect(nodes).toEqual(['worker-2', 'worker-1'])
  })
})

// @vitest-environment happy-dom
// Goal: the SVG stands alone and is well-formed, whatever the cluster looks like and whatever its objects are called.
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NodeRow, POD_LOOKS, type ViewChange } from '../../../src/protocol/views.ts'
import { layoutScene } from '../../../src/ui/diagram/layout/layout-scene.ts'
import { diagramSvg } from '../../../src/ui/sharing/export/svg/diagram-svg.ts'
import { escapeXml, fitted, mix, paint } from '../../../src/ui/sharing/export/svg/markup.ts'
import { COLOUR_NAMES, type Palette } from '../../../src/ui/sharing/export/svg/picture.ts'
import type { ClusterRows } from '../../../src/ui/state/cluster.ts'
import { clusterRows, nodeRow, podRow } from '../fixtures/rows.ts'

const palette = Object.fromEntries(
  COLOUR_NAMES.map((name) => [name, name.endsWith('wash') ? '#53bdfa1f' : '#53bdfa']),
) as Palette

function rowsOf(changes: readonly ViewChange[]): ClusterRows {
  const rows = {
    components: new Map(),
    nodes: new Map(),
    pods: new Map(),
    objects: new Map(),
    events: new Map(),
  }
  for (const { table, key, row } of changes) rows[table].set(key, row as never)
  return rows
}

function draw(changes: readonly ViewChange[], workers: number, caption = 'caption') {
  const names = Array.from({ length: workers }, (_, index) => `worker-${index + 1}`)
  return diagramSvg({
    scene: layoutScene({ width: 1280, height: 720, workers: names }),
    rows: rowsOf(changes),
    workers: names,
    atMicros: 100_000_000,
    step: null,
    palette,
    icons: { etcd: '<path d="M0 0h24"/>' },
    caption,
    t: (key, params) => (params ? `${key} ${JSON.stringify(params)}` : key),
  })
}

/** Python's expat is as strict as XML is; what it makes of the text are the names of its elements. */
function elementsOf(svg: string): readonly string[] {
  const { stdout, stderr } = spawnSync(
    'python3',
    [
      '-c',
      'import sys, xml.etree.ElementTree as t\nfor e in t.fromstring(sys.stdin.buffer.read()).iter(): print(e.tag.split("}")[1])',
    ],
    { input: svg, encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

describe('the diagram as SVG', () => {
  test('shows each pod of a few workers, with nothing that other programs do not know', () => {
    const elements = elementsOf(draw(clusterRows(3, 12), 3))
    expect(elements.filter((name) => name === 'g').length).toBeGreaterThan(12)
    const known = ['svg', 'title', 'defs', 'pattern', 'rect', 'text', 'path', 'circle', 'g']
    expect([...new Set(elements)].filter((name) => !known.includes(name))).toEqual([])
  })

  test('colours have no eight digits, fonts have names to fall back to', () => {
    const svg = draw(clusterRows(3, 12), 3)
    expect(svg).not.toMatch(/#[0-9a-f]{8}/i)
    expect(svg).not.toMatch(/var\(|color-mix|class=|style=/)
    for (const [, family] of svg.matchAll(/font-family="([^"]+)"/g))
      expect(family).toMatch(/(sans-serif|monospace)$/)
  })

  test('hundreds of workers are tiles, each pod a square', () => {
    const svg = draw(clusterRows(200, 600), 200)
    expect(elementsOf(svg).length).toBeGreaterThan(800)
    expect(svg.length).toBeLessThan(1_000_000)
  })

  test('every health of a node and every look of a pod is told by form as well', () => {
    const healths: readonly Partial<NodeRow>[] = [
      {},
      { machine: 'crashed' },
      { isNetworkCut: true },
      { ready: 'Unknown' },
      { ready: 'False' },
      { isSchedulable: false },
    ]
    const cards = healths.map((health) => {
      const row = nodeRow('worker-1', { ...health, leaseRenewedAtMicros: 0 })
      const svg = draw([...clusterRows(1, 0), { table: 'nodes', key: 'worker-1', row }], 1)
      elementsOf(svg)
      return svg
    })
    expect(new Set(cards).size).toBe(healths.length)
    const pods = POD_LOOKS.map((look) => {
      const row = podRow('web', { look, nodeName: 'worker-1', status: 'x' })
      const svg = draw([...clusterRows(1, 0), { table: 'pods', key: 'default/web', row }], 1)
      // Without its name: what is left of the look is drawn.
      return svg.replaceAll(/look\.[\w-]+/g, '')
    })
    expect(new Set(pods).size).toBe(POD_LOOKS.length)
  })

  test('names are text and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const row = podRow('web', { name, status: name, nodeName: 'worker-1' })
        const svg = draw([...clusterRows(1, 0), { table: 'pods', key: 'a', row }], 1, name)
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
        expect(parsed.querySelector('script, foreignObject')).toBeNull()
      }),
      { numRuns: 40 },
    )
    const row = podRow('web', {
      name: '</text><script>alert(1)</script>\u0000&"',
      nodeName: 'worker-1',
    })
    expect(
      elementsOf(draw([...clusterRows(1, 0), { table: 'pods', key: 'a', row }], 1, '&<')),
    ).not.toContain('script')
  })
})

describe('markup', () => {
  test('an alpha becomes an opacity', () => {
    expect(paint('fill', '#53bdfa80')).toEqual({ fill: '#53bdfa', 'fill-opacity': 0.502 })
    expect(paint('stroke', '#53bdfa')).toEqual({ stroke: '#53bdfa' })
  })

  test('colours mix', () => {
    expect(mix('#ffffff', '#000000', 0.5)).toBe('#808080')
  })

  test('characters that XML can not hold are left out', () => {
    expect(escapeXml('a\u0000\u0008b\ufffe<&')).toBe('ab&lt;&amp;')
  })

  test('words that do not fit end in dots, and short ones stay', () => {
    const face = { size: 10, weight: 400, isMono: false }
    expect(fitted('web', 100, face)).toBe('web')
    expect(fitted('a-rather-long-name', 50, face)).toMatch(/^a-rat.*…$/)
    expect(fitted('파드 이름이 깁니다', 40, face)).toMatch(/^파드.*…$/)
    expect(fitted('web', 1, face)).toBe('')
  })
})

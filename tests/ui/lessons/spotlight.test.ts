import { beforeEach, describe, expect, it } from 'vitest'
import { cameraBox, viewportOnto } from '../../../src/ui/diagram/camera.ts'
import { layoutScene } from '../../../src/ui/diagram/layout/layout-scene.ts'
import { targetOf } from '../../../src/ui/lessons/look.ts'
import { applyFrame, emptyCluster, useCluster } from '../../../src/ui/state/cluster.ts'
import { beginVeil, endVeil, useVeil } from '../../../src/ui/state/veil.ts'
import { fixtureFrame } from '../fixtures/fixture-worker.ts'

describe('the camera', () => {
  const scene = layoutScene({ width: 900, height: 700, workers: ['worker-1', 'worker-2'] })

  it('finds areas, components and nodes by name, and the node of a part', () => {
    expect(cameraBox(scene, 'control-plane')).toBe(scene.controlPlane)
    expect(cameraBox(scene, 'etcd')).toBe(scene.boxes.get('etcd'))
    expect(cameraBox(scene, 'worker-2/kubelet')).toBe(scene.cards[1]?.box)
    expect(cameraBox(scene, 'all')).toBeNull()
    expect(cameraBox(scene, 'nowhere')).toBeNull()
  })

  it('puts what it is on in the middle of the pane, whole', () => {
    const box = cameraBox(scene, 'workers')
    if (!box) throw new Error('no workers')
    const { x, y, zoom } = viewportOnto(box, { width: 900, height: 700 }, scene.scale)

    expect((box.x + box.width / 2) * zoom + x).toBeCloseTo(450)
    expect((box.y + box.height / 2) * zoom + y).toBeCloseTo(350)
    expect(box.width * zoom).toBeLessThanOrEqual(900)
  })
})

describe('what a lesson selects', () => {
  it.each([
    ['component:etcd', { type: 'component', name: 'etcd' }],
    [
      'Pod/default/web',
      { type: 'object', object: { kind: 'Pod', namespace: 'default', name: 'web' } },
    ],
    ['Node/worker-1', { type: 'object', object: { kind: 'Node', name: 'worker-1' } }],
    ['nonsense', null],
  ])('%s', (select, target) => {
    expect(targetOf(select)).toEqual(target)
  })
})

describe('the veil over a fault', () => {
  const step = {
    position: 120,
    atMicros: 0,
    grain: 'story' as const,
    title: { key: 'story:secret' },
    what: [],
    why: [],
    causes: [],
    diffs: [],
    actors: ['kubectl'],
    objects: [],
  }
  const output = (position: number) => ({
    position,
    atMicros: 0,
    command: 'delete service web',
    text: 'deleted',
    exitCode: 0,
    session: 0,
    isOver: true,
  })

  beforeEach(() => {
    useVeil.setState({ stretches: [] })
    applyFrame(fixtureFrame({ reset: true, position: 100 }))
    useCluster.setState({ output: [] })
  })

  it('keeps step, messages and output of the stretch from the page, and no others', () => {
    beginVeil(110, emptyCluster.rows)
    applyFrame(fixtureFrame({ position: 130, step, output: [output(105), output(120)] }))
    endVeil(125)
    applyFrame(
      fixtureFrame({ position: 131, step: { ...step, position: 131 }, output: [output(131)] }),
    )

    expect(useCluster.getState().output.map(({ position }) => position)).toEqual([105, 131])
    expect(useCluster.getState().step?.title.key).toBe('story:secret')
  })

  it('tells instead that something happened', () => {
    beginVeil(110, emptyCluster.rows)
    applyFrame(fixtureFrame({ position: 120, step }))

    expect(useCluster.getState().step).toMatchObject({
      title: { key: 'lessons:veiled.title' },
      actors: [],
      causes: [],
    })
  })
})

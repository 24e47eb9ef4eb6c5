import { describe, expect, it } from 'vitest'
import type { ComponentRow } from '../../../src/protocol/views.ts'
import {
  componentEntries,
  type MenuEntry,
  nodeEntries,
  podEntries,
} from '../../../src/ui/menus/actions.ts'
import { menuTargetOf } from '../../../src/ui/menus/menu-state.ts'
import { nodeRow, podRow } from '../fixtures/rows.ts'

/** What the entries would do, as words. */
function acts(entries: readonly MenuEntry[]): readonly string[] {
  return entries
    .filter((entry) => !entry.isDisabled)
    .map(({ action }) => {
      if (action.type === 'fail') return `${action.failure} ${action.target}`
      return action.type === 'kubectl' ? `kubectl ${action.args.join(' ')}` : action.type
    })
}

describe('the menu of a node', () => {
  it('breaks a healthy one', () => {
    expect(acts(nodeEntries(nodeRow('worker-1')))).toEqual([
      'crash-node worker-1',
      'cut-network worker-1',
      'stop-kubelet worker-1',
      'kubectl cordon worker-1',
    ])
  })

  it('heals a broken one', () => {
    const node = nodeRow('worker-1', {
      isNetworkCut: true,
      isKubeletRunning: false,
      isSchedulable: false,
    })
    expect(acts(nodeEntries(node))).toEqual([
      'crash-node worker-1',
      'heal-network worker-1',
      'start-kubelet worker-1',
      'kubectl uncordon worker-1',
    ])
  })

  it('switches a crashed one on again', () => {
    const entries = nodeEntries(nodeRow('worker-1', { machine: 'crashed' }))
    expect(acts(entries)).toEqual([
      'restart-node worker-1',
      'cut-network worker-1',
      'kubectl cordon worker-1',
    ])
  })
})

describe('the menu of a pod', () => {
  const running = podRow('web')

  it('kills its container and deletes it', () => {
    expect(acts(podEntries(running))).toEqual([
      'kill-container default/web/main',
      'kubectl delete pod web -n default',
    ])
  })

  it('names the container where there are several', () => {
    const [main] = running.containers
    if (!main) throw new Error('no container')
    const pod = { ...running, containers: [main, { ...main, name: 'log' }] }
    expect(podEntries(pod).map((entry) => entry.params?.container)).toEqual([
      'main',
      'log',
      undefined,
    ])
  })

  it('has nothing to kill where nothing runs', () => {
    expect(acts(podEntries(podRow('web', { look: 'pending' })))).toEqual([
      'kubectl delete pod web -n default',
    ])
  })
})

describe('the menu of a process', () => {
  const scheduler: ComponentRow = {
    name: 'kube-scheduler',
    kind: 'kube-scheduler',
    host: 'control-plane',
    state: 'running',
    summary: { key: 'facts:summary.none' },
  }

  it('stops one that runs and starts one that does not', () => {
    expect(acts(componentEntries(scheduler, true))).toEqual(['stop-component kube-scheduler'])
    expect(acts(componentEntries({ ...scheduler, state: 'stopped' }, true))).toEqual([
      'start-component kube-scheduler',
    ])
  })

  it('has nothing to start on a machine that is down, nor for the user', () => {
    expect(componentEntries({ ...scheduler, state: 'stopped' }, false)).toEqual([])
    expect(componentEntries({ ...scheduler, name: 'kubectl', kind: 'kubectl' }, true)).toEqual([])
  })
})

describe('menuTargetOf', () => {
  it('takes processes of the control plane and of workers for themselves', () => {
    for (const name of ['worker-2/kubelet', 'etcd'])
      expect(menuTargetOf({ type: 'component', name })).toEqual({ type: 'component', name })
  })

  it('has no menu for other objects', () => {
    expect(menuTargetOf({ type: 'object', object: { kind: 'Service', name: 'web' } })).toBeNull()
  })
})

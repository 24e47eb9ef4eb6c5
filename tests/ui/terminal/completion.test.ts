import { describe, expect, it } from 'vitest'
import { complete } from '../../../src/ui/panels/terminal/completion.ts'
import { emptyCluster } from '../../../src/ui/state/cluster.ts'
import { nodeRow, podRow } from '../fixtures/rows.ts'

const world = {
  rows: {
    ...emptyCluster.rows,
    pods: new Map([
      ['default/web-1', podRow('web-1')],
      ['default/web-2', podRow('web-2')],
      ['default/api', podRow('api')],
    ]),
    nodes: new Map([['worker-1', nodeRow('worker-1')]]),
  },
  files: ['manifest.yaml'],
}
const line = (before: string) => complete(before, world).line

describe('Tab', () => {
  it('completes programs, verbs and resources', () => {
    expect(line('kub')).toBe('kubectl ')
    expect(line('kubectl desc')).toBe('kubectl describe ')
    expect(line('kubectl get depl')).toBe('kubectl get deployments ')
    expect(line('kubectl rollout und')).toBe('kubectl rollout undo ')
    expect(line('watch -n 2 kubectl get po')).toBe('watch -n 2 kubectl get pods ')
  })

  it('completes names as far as they are alike, and shows the rest', () => {
    expect(complete('kubectl delete pod w', world)).toEqual({
      line: 'kubectl delete pod web-',
      candidates: ['web-1', 'web-2'],
    })
    expect(line('kubectl describe pod/a')).toBe('kubectl describe pod/api ')
    expect(line('kubectl logs ap')).toBe('kubectl logs api ')
    expect(line('kubectl cordon w')).toBe('kubectl cordon worker-1 ')
    expect(complete('kubectl get pods -n shop w', world).candidates).toEqual([])
  })

  it('completes files and outputs behind their flags', () => {
    expect(line('kubectl apply -f m')).toBe('kubectl apply -f manifest.yaml ')
    expect(line('kubectl get pods -o w')).toBe('kubectl get pods -o wide ')
  })

  it('leaves alone what it does not know', () => {
    expect(complete('kubectl frobnicate x', world)).toEqual({
      line: 'kubectl frobnicate x',
      candidates: [],
    })
  })
})

import { describe, expect, test } from 'vitest'
import { scoreOf } from '../../../src/ui/palette/fuzzy.ts'

/** Names in the order of how well they fit. */
function ranked(query: string, names: readonly string[]): readonly string[] {
  return names
    .flatMap((name) => {
      const score = scoreOf(query, name)
      return score === null ? [] : [{ name, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name)
}

describe('what was typed finds names', () => {
  test.each([
    ['sf', ['Step forward', 'Start of file'], 'Step forward'],
    ['sched', ['kube-scheduler', 'Share and export', 'scratched'], 'kube-scheduler'],
    ['web', ['web-7c5ddbdf54-x2x9p', 'Where everybody is'], 'web-7c5ddbdf54-x2x9p'],
    ['qui', ['Skip ahead quickly', 'Run to quiet'], 'Run to quiet'],
    ['api', ['kube-apiserver', 'A plan in it'], 'kube-apiserver'],
    ['디플', ['디플로이먼트, 레플리카셋, 파드', '레이블'], '디플로이먼트, 레플리카셋, 파드'],
    ['ㄷㅍㄹ', ['노드가 죽으면', '디플로이먼트'], '디플로이먼트'],
  ])('%s', (query, names, best) => {
    expect(ranked(query, names)[0]).toBe(best)
  })

  test('letters that are not there, or in another order, find nothing', () => {
    expect(scoreOf('pets', 'Step')).toBeNull()
    expect(scoreOf('etcdx', 'etcd')).toBeNull()
    expect(scoreOf('ㅎ', '디플로이먼트')).toBeNull()
  })

  test('a name is its own best match', () => {
    const names = ['etcd', 'worker-1/etcd-client', 'eventually caught', 'etcd-backup']
    for (const name of names) expect(ranked(name, names)[0]).toBe(name)
  })
})

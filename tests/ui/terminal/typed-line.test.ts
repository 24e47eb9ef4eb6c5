import { describe, expect, it } from 'vitest'
import { orderOf, pastedLines } from '../../../src/ui/panels/terminal/typed-line.ts'

const files = [{ name: 'web.yaml', text: 'kind: Pod' }]
const actOf = (line: string) => {
  const order = orderOf(line, files)
  return order.type === 'act' ? { ...order.action, isEndless: order.isEndless } : order
}

describe('a typed line', () => {
  it('is a kubectl command, with k for short', () => {
    const expected = { type: 'kubectl', args: ['get', 'pods', '-o', 'wide'], isEndless: false }
    expect(actOf('kubectl get pods -o wide')).toEqual(expected)
    expect(actOf('$ k get pods -o wide')).toEqual(expected)
  })

  it('may go on for ever', () => {
    expect(actOf('kubectl get pods -w')).toMatchObject({ type: 'kubectl', isEndless: true })
    for (const line of ['watch -n 5 kubectl get pods', 'watch -n5 k get pods'])
      expect(actOf(line)).toEqual({
        type: 'watch',
        everySeconds: 5,
        args: ['get', 'pods'],
        isEndless: true,
      })
    expect(actOf('watch kubectl get nodes')).toMatchObject({ everySeconds: 2 })
  })

  it('takes files from the editor', () => {
    expect(actOf('kubectl apply -f web.yaml')).toMatchObject({ type: 'apply', file: 'web.yaml' })
    expect(actOf('kubectl delete -f ./web.yaml')).toMatchObject({ type: 'delete-manifest' })
    expect(actOf('kubectl create -f web.yaml -n shop')).toMatchObject({
      type: 'kubectl',
      stdin: 'kind: Pod',
    })
    expect(orderOf('kubectl apply -f nothing.yaml', files)).toMatchObject({
      type: 'mistake',
      key: 'noFile',
      params: { file: 'nothing.yaml', known: 'web.yaml' },
    })
  })

  it('may be none, or one that nobody knows', () => {
    expect(orderOf('  ', files)).toEqual({ type: 'nothing' })
    expect(orderOf('clear', files)).toEqual({ type: 'clear' })
    expect(orderOf('rm -rf /', files)).toMatchObject({ key: 'unknown', params: { program: 'rm' } })
    expect(orderOf('watch -n 0 kubectl get pods', files)).toMatchObject({ key: 'watchUsage' })
    expect(orderOf('watch date', files)).toMatchObject({ key: 'watchUsage' })
  })
})

describe('a pasted text', () => {
  it('is lines to be run one by one, without prompts, comments and breaks', () => {
    const text = '# first\n$ kubectl get pods\n\nkubectl scale deploy web \\\n   --replicas=3\r\n'
    expect(pastedLines(text)).toEqual(['kubectl get pods', 'kubectl scale deploy web --replicas=3'])
  })
})

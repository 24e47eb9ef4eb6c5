// Goal: watching costs one list and one watch, polling a list each time. Method: the requests that the API server answered.
import { describe, expect } from 'vitest'
import type { ApiAuditTrace } from '../../../src/protocol/trace.ts'
import { podOf, type ScenarioWorld, scenario } from '../scenario.ts'

/** What kubectl asks from now on: `list pods`. */
function requestsOf(world: ScenarioWorld): readonly string[] {
  const seen: string[] = []
  world.witness(({ traces }) => {
    for (const trace of traces) {
      const { type, verb, resource, userAgent } = trace as ApiAuditTrace
      if (type === 'api-audit' && userAgent === 'kubectl') seen.push(`${verb} ${resource}`)
    }
  })
  return seen
}

describe('given pods to look at', () => {
  scenario('get --watch lists once, and prints each change as it comes', {}, (world) => {
    world.apply(podOf('one')).run('10s')
    const asked = requestsOf(world)
    world.kubectl('get pods -w').run('1s')
    expect(world.output).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE\none +1\/1 +Running/)
    world.kubectl('delete pod one --wait=false').run('10s')
    const lines = world.printed.filter(({ command }) => command === 'get pods -w')
    expect(lines.slice(1).map(({ output }) => output)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^one +1\/1 +Terminating/)]),
    )
    expect(asked.filter((request) => !request.startsWith('delete'))).toEqual([
      'list pods',
      'watch pods',
    ])
    world.act({ type: 'interrupt' }).run('1s')
    expect(world.printed.at(-1)).toMatchObject({ output: '^C', exitCode: 130, isOver: true })
    const count = world.printed.length
    world.apply(podOf('two')).run('10s')
    expect(world.printed.slice(count).map(({ command }) => command)).toEqual(['apply -f -'])
  })

  scenario('a watch that begins with nothing prints its head with the first row', {}, (world) => {
    world.kubectl('get pods --watch').run('1s')
    expect(world.printed).toEqual([])
    world.apply(podOf('one')).run('5s')
    const lines = world.printed.filter(({ command }) => command === 'get pods --watch')
    expect(lines[0]?.output).toMatch(/^NAME .*\none +0\/1 +Pending/)
    expect(lines[1]?.output).toMatch(/^one +0\/1 +(Pending|ContainerCreating)/)
  })

  scenario('watch -n asks anew each time, until it is interrupted', {}, (world) => {
    world.apply(podOf('one')).run('10s')
    const asked = requestsOf(world)
    world.act({ type: 'watch', everySeconds: 2, args: ['get', 'pods'] }).run('20s')
    expect(asked).toEqual(Array(10).fill('list pods'))
    world.act({ type: 'interrupt' }).run('20s')
    expect(asked).toHaveLength(10)
    expect(world.printed.at(-2)?.command).toBe('watch -n 2 kubectl get pods')
  })

  scenario('a watch ends with its API server', {}, (world) => {
    world.kubectl('get pods -w').run('1s')
    world.fail('stop-component', 'kube-apiserver').run('1s')
    expect(world.printed.at(-1)).toMatchObject({ command: 'get pods -w', isOver: true })
    expect(world.cluster.kernel.findTable('kubectl/sessions')?.size).toBe(0)
  })

  scenario('an unknown pod is not waited for', {}, (world) => {
    world.kubectl('get pod nobody -w').run('1s')
    expect(world.printed.at(-1)).toMatchObject({
      output: 'Error from server (NotFound): pods "nobody" not found',
      exitCode: 1,
      isOver: true,
    })
  })
})

// Goal: the tables that drive the simulation say what the XState machines say. Method: every state, every event.
import { describe, expect, test } from 'vitest'
import { machineView } from '../../../src/sim/node/machines/machine-view.ts'
import { podTransitions } from '../../../src/sim/node/machines/pod-lifecycle.ts'

describe('lifecycle machines', () => {
  test.each(['pod', 'container', 'node'] as const)('%s can be drawn', (machine) => {
    // when
    const view = machineView(machine, 'x', 'y')

    // then
    expect(view.states.length).toBeGreaterThan(4)
    for (const { from, to } of view.edges) {
      expect(view.states).toContain(from)
      expect(view.states).toContain(to)
    }
    const reached = new Set([view.states[0], ...view.edges.map(({ to }) => to)])
    expect([...reached].sort()).toEqual([...view.states].sort())
  })

  test('an event that means nothing in a state leaves it', () => {
    expect(podTransitions.initial).toBe('bound')
    expect(podTransitions.next('bound', 'ADMIT')).toBe('preparing')
    expect(podTransitions.next('gone', 'ADMIT')).toBe('gone')
  })
})

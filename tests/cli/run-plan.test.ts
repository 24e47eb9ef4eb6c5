import { expect, test } from 'vitest'
import { parseOptions } from '../../src/cli/options.ts'
import { runPlanOf } from '../../src/cli/run-plan.ts'

const FILE = 'examples/web.yaml'

test('reads a command line; failures come in order of time', () => {
  const words = `run ${FILE} --until=10m --seed 7 --nodes 5 --lang ko --json`.split(' ')
  const faults = ['--fault', 'heal-network=worker-5@2m', '--fault', 'cut-network=worker-5@90s']
  expect(runPlanOf(parseOptions([...words.slice(1), ...faults]))).toEqual({
    file: FILE,
    seed: 7,
    workers: 5,
    language: 'ko',
    isJson: true,
    until: 600e6,
    faults: [
      { at: 90e6, failure: 'cut-network', target: 'worker-5' },
      { at: 120e6, failure: 'heal-network', target: 'worker-5' },
    ],
  })
})

test.each([
  ['--seed one', '--seed one: want a whole number'],
  ['--nodes 0', '--nodes 0: want 1 to 5000'],
  ['--lang fr', '--lang fr: want en or ko'],
  ['--until soon', '--until: soon is no duration'],
  ['--until', '--until wants a value'],
  ['--fault crash-node', 'want FAILURE=TARGET@TIME'],
  ['--fault melt-node=worker-1@1s', 'melt-node is none of crash-node'],
  ['--fault kill-container=web@1s', 'the target is a pod, NAMESPACE/NAME'],
  ['--fault crash-node=worker-1@later', '--fault: later is no duration'],
  ['--until 1m --fault crash-node=worker-1@2m', 'comes after --until 1m'],
  ['another.yaml', 'one manifest at a time'],
])('%s is refused with a reason', (words, message) => {
  expect(() => runPlanOf(parseOptions([FILE, ...words.split(' ')]))).toThrow(message)
})

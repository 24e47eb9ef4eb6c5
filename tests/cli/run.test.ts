import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Runs the command line as a user does. */
function cli(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', ...words],
    { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  )
  return { status, stderr, lines: stdout.trimEnd().split('\n') }
}

test('tells a run as a story of seven steps, with reasons and what kubectl printed', () => {
  const { status, stderr, lines } = cli('run', 'examples/web.yaml')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const steps = lines.flatMap((line) => /^ *\d+:\d\d\.\d{3} {2}\((\d\/7)\) /.exec(line)?.[1] ?? [])
  expect(steps).toEqual(['1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7'])
  expect(lines.filter((line) => line.includes('$ kubectl'))).toEqual([
    expect.stringContaining('$ kubectl apply -f web.yaml'),
  ])
  expect(lines.filter((line) => line.endsWith(' created'))).toHaveLength(2)
  expect(lines.join('\n')).toContain('Nothing passes between scheduler and kubelet')
  expect(lines.at(-1)).toMatch(/The end: \d+ events, 3 pods, state [0-9a-f]{16}$/)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(110)
})

test('with --json: one event per line, the failure and what follows, the final objects last', () => {
  const fault = 'crash-node=worker-1@60s'
  const { status, lines } = cli(
    ...['run', 'examples/web.yaml', '--until', '10m', '--fault', fault, '--json'],
  )
  expect(status).toBe(0)
  const rows = lines.map((line) => JSON.parse(line))
  const events = rows.slice(0, -1)
  expect(events.every(({ type }) => type === 'event')).toBe(true)
  const positions = events.map(({ position }) => position)
  expect(positions).toEqual(positions.map((_, i) => positions[0] + i))
  const failure = events.find(({ to }) => to === 'failures')
  expect(failure.traces[0]).toMatchObject({ failure: 'crash-node', target: 'worker-1' })
  expect(failure.atMicros - events[0].atMicros).toBeCloseTo(60e6, -6)

  const final = rows.at(-1)
  expect(final.type).toBe('final')
  const pods = final.objects.filter(({ kind }: { kind: string }) => kind === 'Pod')
  expect(pods).toHaveLength(4)
  const lost = pods.filter(({ spec }: Pod) => spec.nodeName === 'worker-1')
  expect(lost.every(({ metadata }: Pod) => metadata.deletionTimestamp !== undefined)).toBe(true)
})

interface Pod {
  readonly metadata: { readonly deletionTimestamp?: string }
  readonly spec: { readonly nodeName: string }
}

test.each([
  [['run'], 'which manifest?'],
  [['run', 'nowhere.yaml'], 'there is no file nowhere.yaml'],
  [['run', 'examples/web.yaml', '--untill', '3m'], '--untill is no option of run'],
  [['run', 'examples/web.yaml', '--fault', 'crash-node=worker-9@60s'], 'there is no node worker-9'],
])('says what is wrong with %j', (words, message) => {
  const { status, stderr } = cli(...words)
  expect(status).toBe(2)
  expect(stderr).toContain(`pilothouse: `)
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

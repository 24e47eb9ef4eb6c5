// Goal: a broken manifest is marked at its place with the reason, and changes nothing. Method: a table of mistakes.
import { describe, expect, test } from 'vitest'
import { DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import { checkManifest } from '../../../src/sim/kubectl/check-manifest.ts'
import { splitWords } from '../../../src/sim/kubectl/command-line.ts'
import { ScenarioWorld } from '../scenario.ts'

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: main
      image: nginx:1.27
`
const replaced = (from: string, to: string) => POD.replace(from, to)

describe('checkManifest', () => {
  test('finds nothing in what is right', () => {
    expect(checkManifest(POD)).toEqual([])
    expect(checkManifest('')).toEqual([])
    expect(checkManifest(`---\n${POD}---\n`)).toEqual([])
  })

  test.each([
    [
      'an unknown field',
      replaced('      image:', '      imag:'),
      8,
      /unknown field "spec.containers\[0\].imag"/,
    ],
    ['a wrong type in a list', replaced('nginx:1.27', '7'), 8, /cannot unmarshal number/],
    [
      'a key that stands twice',
      replaced('  name: web', '  name: web\n  name: two'),
      5,
      /must be unique/,
    ],
    ['a wrong type', replaced('name: web', 'name: [web]'), 4, /cannot unmarshal/],
    [
      'a missing list',
      replaced('    - name: main\n      image: nginx:1.27\n', ''),
      6,
      /Required value|containers/,
    ],
    ['an invalid name', replaced('name: web', 'name: Web_1'), 4, /RFC 1123/],
    [
      'an unknown kind',
      replaced('kind: Pod', 'kind: Pot'),
      2,
      /no matches for kind "Pot" in version "v1"/,
    ],
    [
      'a wrong version',
      replaced('apiVersion: v1', 'apiVersion: v2'),
      1,
      /no matches for kind "Pod" in version "v2"/,
    ],
    [
      'a value of the wrong type',
      replaced('image: nginx:1.27', 'image: {}'),
      8,
      /cannot unmarshal object into Go struct field/,
    ],
    ['broken YAML', replaced('spec:', 'spec: ['), 7, /./],
  ])('%s is marked where it stands', (_, manifest, line, message) => {
    const [problem] = checkManifest(manifest)
    expect(problem).toMatchObject({ severity: 'error', line: expect.any(Number) })
    expect(problem?.message).toMatch(message)
    expect(problem?.line).toBe(line)
  })

  test('mistakes of later documents are told with their lines in the file', () => {
    const lines = POD.split('\n').length
    const [problem] = checkManifest(`${POD}---\n${replaced('kind: Pod', 'kind: Pot')}`)
    expect(problem).toMatchObject({ document: 1, line: lines + 2 })
  })

  test('what is refused does not reach the cluster', () => {
    const { cluster } = new ScenarioWorld({ seed: 1, topology: DEFAULT_TOPOLOGY })
    const before = cluster.kernel.stateHash()
    const result = cluster.act({ type: 'apply', manifest: replaced('kind: Pod', 'kind: Pot') })
    expect(result.accepted).toBe(false)
    expect(cluster.kernel.stateHash()).toBe(before)
  })
})

describe('splitWords', () => {
  test.each([
    ['get pods -o wide', ['get', 'pods', '-o', 'wide']],
    [`patch pod web -p '{"a": "b c"}'`, ['patch', 'pod', 'web', '-p', '{"a": "b c"}']],
    ['label pod web note="two words"', ['label', 'pod', 'web', 'note=two words']],
    ['a\\ b  c', ['a b', 'c']],
    ['', []],
  ])('%s', (line, words) => {
    expect(splitWords(line)).toEqual(words)
  })
})

describe('commands', () => {
  const world = () => new ScenarioWorld({ seed: 1, topology: DEFAULT_TOPOLOGY })

  test.each([
    ['get', 'get pods', 'No resources found in default namespace.', 0],
    [
      'an unknown type',
      'get gizmos',
      'error: the server doesn\'t have a resource type "gizmos"',
      1,
    ],
    ['an unknown command', 'frobnicate', 'error: unknown command "frobnicate" for "kubectl"', 1],
    [
      'what is not there',
      'get pod ghost',
      'Error from server (NotFound): pods "ghost" not found',
      1,
    ],
    [
      'deleting what is not there',
      'delete pod ghost',
      'Error from server (NotFound): pods "ghost" not found',
      1,
    ],
    ['cordon', 'cordon worker-1', 'node/worker-1 cordoned', 0],
    ['label', 'label node worker-1 zone=a', 'node/worker-1 labeled', 0],
  ])('%s', (_, line, output, exitCode) => {
    const { printed } = world().kubectl(line).run('2s')
    expect(printed.map((trace) => [trace.output, trace.exitCode])).toEqual([[output, exitCode]])
  })

  test('label changes those that the selectors choose, and no others', () => {
    const others = POD.replace('name: web', 'name: other')
    const made = world().apply(POD).run('1s').apply(others).run('1s')
    const before = made.printed.length
    made.kubectl('label pods --field-selector metadata.name=other seen=yes').run('1s')
    made.kubectl('label pods -l seen=yes shop=a').run('1s').kubectl('get pods -l shop=a -o name')
    expect(
      made
        .run('1s')
        .printed.slice(before)
        .map(({ output }) => output),
    ).toEqual(['pod/other labeled', 'pod/other labeled', 'pod/other'])
  })

  test('apply says what it did to each object', () => {
    const said = world().apply(POD).run('1s').apply(POD).run('1s')
    said.apply(replaced('name: web', 'name: web\n  labels: {app: web}')).run('1s')
    expect(said.printed.map(({ output }) => output)).toEqual([
      'pod/web created',
      'pod/web unchanged',
      'pod/web configured',
    ])
  })
})

test.each([
  ['lists', '['],
  ['mappings', '{'],
  ['dashes', '- '],
])('%s nested without end are refused, not parsed', (_, text) => {
  expect(checkManifest(text.repeat(50_000))).toEqual([
    expect.objectContaining({ message: 'error parsing manifest: exceeded max depth of 300' }),
  ])
})

test.each([
  ['a mapping in each mapping', (level: number) => `${' '.repeat(level)}a:\n`],
  [
    'a list in the column of its mapping',
    (level: number) => `${' '.repeat(2 * level)}a:\n${' '.repeat(2 * level)}-\n`,
  ],
])('%s, line by line, is refused as well', (_, line) => {
  const text = Array.from({ length: 400 }, (_, level) => line(level)).join('')
  expect(checkManifest(text)).toEqual([
    expect.objectContaining({ message: 'error parsing manifest: exceeded max depth of 300' }),
  ])
})

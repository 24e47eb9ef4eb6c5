// @vitest-environment happy-dom
// Goal: what leaves the page is taken by other programs. Method: their own checks, with names that try to break out.
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import type { UserAction } from '../../../src/protocol/messages.ts'
import type { MessageClass, TimelineEntry } from '../../../src/protocol/views.ts'
import { kindFolder } from '../../../src/ui/sharing/export/kind/folder.ts'
import { scriptOf } from '../../../src/ui/sharing/export/kind/script.ts'
import { quoted } from '../../../src/ui/sharing/export/kind/shell.ts'
import { MESSAGES_MAX, plain, sequenceMermaid } from '../../../src/ui/sharing/export/mermaid.ts'
import { escapeMarkdown, storyMarkdown } from '../../../src/ui/sharing/export/story-markdown.ts'
import { anyRun, sharedRun, TOPOLOGY } from './fixtures.ts'

const recordingOf = (...actions: UserAction[]) => ({
  ...sharedRun().recording,
  actions: actions.map((action, index) => ({
    position: 900 + index,
    atMicros: index * 2_500_000,
    action,
  })),
})

const shell = (script: string, ...args: string[]) =>
  spawnSync('bash', args, { input: script, encoding: 'utf8' })

describe('the folder for a real cluster', () => {
  test('the configuration has the nodes of the run', () => {
    const recording = { ...sharedRun().recording, topology: { ...TOPOLOGY, workers: 4 } }
    const text = kindFolder(recording).find(({ name }) => name === 'kind.yaml')?.text ?? ''
    const { kind, apiVersion, nodes } = parse(text)
    expect({ kind, apiVersion }).toEqual({ kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4' })
    expect(nodes.map(({ role }: { role: string }) => role)).toEqual([
      'control-plane',
      ...Array(4).fill('worker'),
    ])
  })

  test('commands come in order, with their pauses and on the nodes of kind', () => {
    const { lines } = scriptOf(
      recordingOf(
        { type: 'apply', manifest: 'kind: Pod\n', file: 'my web.yaml' },
        { type: 'kubectl', args: ['cordon', 'worker-1'] },
        { type: 'fail', failure: 'crash-node', target: 'worker-2' },
        { type: 'fail', failure: 'kill-container', target: 'shop/web-584967c4d-6frxz/nginx' },
        { type: 'fail', failure: 'stop-component', target: 'kube-scheduler' },
        { type: 'fail', failure: 'stop-component', target: 'worker-1/container-runtime' },
        { type: 'kubectl', args: ['delete', 'pod', 'web-584967c4d-6frxz', '-n', 'shop'] },
        { type: 'kubectl', args: ['delete', 'pod', 'db-0'] },
        { type: 'delete-manifest', manifest: 'kind: Pod\n', file: 'my web.yaml' },
        { type: 'kubectl', args: ['get', 'pods', '--watch'] },
        { type: 'fail', failure: 'cut-network', target: '$(reboot)' },
      ),
    )
    expect(lines.filter((line) => !line.startsWith('pause'))).toEqual([
      'run kubectl apply -f manifests/01-my-web.yaml',
      'run kubectl cordon "$(node 1)"',
      'crash_node "$(node 2)"',
      'kill_container shop "$(pod shop web)" nginx',
      'stop_component static kube-scheduler',
      'stop_component unit containerd "$(node 1)"',
      'run kubectl delete pod "$(pod shop web)" -n shop',
      'run kubectl delete pod db-0',
      'run kubectl delete --wait=false -f manifests/01-my-web.yaml',
      'run kubectl get pods --watch &',
      "unknown_target cut-network '$(reboot)'",
    ])
    expect(lines.filter((line) => line.startsWith('pause'))).toEqual(Array(10).fill('pause 2.5'))
  })

  test('manifests name the nodes as kind does, and stay YAML', () => {
    const manifest =
      'spec:\n  nodeName: worker-2 # here\n  x: [worker-2]\n  values:\n    - "worker-1"\n'
    const { manifests } = scriptOf(recordingOf({ type: 'apply', manifest }))
    expect(parse(manifests[0]?.text ?? '')).toEqual({
      spec: { nodeName: 'pilothouse-worker2', x: ['worker-2'], values: ['pilothouse-worker'] },
    })
  })

  test('any run gives a script that the shell can read', () => {
    fc.assert(
      fc.property(anyRun, ({ recording }) => {
        const script = kindFolder(recording).find(({ name }) => name === 'run.sh')?.text ?? ''
        const { status, stderr } = shell(script, '-n')
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      }),
      { numRuns: 60 },
    )
  })

  test('a word is one word to the shell, whatever is in it', () => {
    const word = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const { stdout } = shell(`printf '%s\\0' ${words.map(quoted).join(' ')}`)
        expect(stdout).toBe(words.map((each) => `${each}\0`).join(''))
      }),
      { numRuns: 60 },
    )
  })

  test('the script runs with the tools it asks for, and breaks out nowhere', () => {
    const recording = recordingOf(
      { type: 'apply', manifest: 'kind: Pod\n', file: '$(touch /tmp/pilothouse-broke-out).yaml' },
      { type: 'kubectl', args: ['annotate', 'pod', 'a', 'x=`id`; $(id) \'"\n&& id'] },
      { type: 'fail', failure: 'cut-network', target: 'worker-3' },
      { type: 'fail', failure: 'heal-network', target: 'worker-3' },
    )
    const script = kindFolder(recording).find(({ name }) => name === 'run.sh')?.text ?? ''
    // Stand-ins say what they were asked.
    const tools = ['kind', 'docker', 'command']
      .map((tool) => `${tool}() { printf '[${tool}]'; printf ' <%s>' "$@"; echo; }`)
      .join('\n')
    const { stdout, stderr, status } = shell(
      script.replace('set -euo pipefail\n', `set -euo pipefail\n${tools}\nPAUSES=0\n`),
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const asked = stdout.split('\n').filter((line) => line.startsWith('['))
    expect(asked[1]).toBe(
      '[command] <kubectl> <--context> <kind-pilothouse> <apply> <-f> <manifests/01-touch-tmp-pilothouse-broke-out-.yaml>',
    )
    expect(stdout).toContain('<x=`id`; $(id) \'"\n&& id>')
    expect(asked.filter((line) => line.includes('pilothouse-worker3'))).toHaveLength(8)
  })
})

const entry = (change: Partial<TimelineEntry>): TimelineEntry => ({
  position: 1,
  causePosition: 0,
  sentAtMicros: 0,
  atMicros: 0,
  from: 'kubectl',
  to: 'kube-apiserver',
  class: 'write',
  label: 'POST pods',
  isLost: false,
  isStory: false,
  ...change,
})

const words = {
  title: 'A run; so far',
  none: 'Nothing #1',
  shortened: (shown: number, all: number) => `${shown} of ${all}`,
  clock: (at: number) => `0:00.${String(at).padStart(3, '0')}`,
  story: () => 'told',
}

/** The statements of Mermaid's sequence grammar that we write: text runs to the line's end and holds no bare `;` or `#`. */
const TEXT = '(?:[^#;<>\\n]|#\\d+;)+'
const GRAMMAR = [
  /^sequenceDiagram$/,
  new RegExp(`^ {2}accTitle: ${TEXT}$`),
  new RegExp(`^ {2}participant p\\d+ as ${TEXT}$`),
  new RegExp(`^ {2}Note over p\\d+(,p\\d+)?: ${TEXT}$`),
  new RegExp(`^ {2}p\\d+(->>|-->>|--\\)|-x)p\\d+: ${TEXT}$`),
]

describe('the sequence as Mermaid', () => {
  const classes: readonly MessageClass[] = [
    'write',
    'read',
    'watch',
    'answer',
    'storage',
    'heartbeat',
  ]
  const anyEntry = fc.record({
    from: fc.string({ minLength: 1 }),
    to: fc.string({ minLength: 1 }),
    label: fc.string({ unit: 'binary' }),
    class: fc.constantFrom(...classes),
    isLost: fc.boolean(),
    isStory: fc.boolean(),
  })

  test('keeps to the grammar, whatever names and labels hold', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 30 }), (changes) => {
        const entries = changes.map((change, index) =>
          entry({ ...change, position: index, storyTitle: { key: 'x' } }),
        )
        const lines = sequenceMermaid(entries, 100, words).trimEnd().split('\n')
        for (const line of lines)
          expect(
            GRAMMAR.some((rule) => rule.test(line)),
            line,
          ).toBe(true)
        const declared = new Set(
          lines.flatMap((line) => /participant (p\d+)/.exec(line)?.[1] ?? []),
        )
        const used = lines.flatMap((line) => /^ {2}(p\d+)\W+(p\d+): /.exec(line)?.slice(1) ?? [])
        for (const lane of used) expect(declared).toContain(lane)
      }),
    )
  })

  test('leaves out heartbeats and what has not happened', () => {
    const text = sequenceMermaid(
      [
        entry({ position: 1, label: 'now' }),
        entry({ position: 2, class: 'heartbeat', label: 'beat' }),
        entry({ position: 3, label: 'later' }),
      ],
      2,
      words,
    )
    expect(text).toContain('now')
    expect(text).not.toMatch(/beat|later/)
  })

  test('a long run is shortened to its newest messages, and says so', () => {
    const entries = Array.from({ length: 500 }, (_, n) => entry({ position: n, label: `m${n}` }))
    const text = sequenceMermaid(entries, 1000, words)
    expect(text).toContain(`Note over p1,p2: ${MESSAGES_MAX} of 500`)
    expect(text.match(/ m\d+$/gm)).toHaveLength(MESSAGES_MAX)
    expect(text).toContain('m499')
  })

  test('nothing to say is said', () => {
    expect(sequenceMermaid([], 0, words)).toContain('Note over p1: Nothing #35;1')
    expect(plain(' \n ')).toBe('-')
  })
})

describe('the story as Markdown', () => {
  const step = {
    clock: '0:01.000',
    title: 'A `pod` <b>',
    what: ['1. *it* [runs](x)'],
    why: ['a', 'b'],
  }
  const titles = { title: 'T', about: 'about', why: 'Why', none: 'none', commands: 'Commands' }

  test('has every step with its time and reasons, and no markup of others', () => {
    const text = storyMarkdown(
      titles,
      [{ clock: '0:00.000', action: { type: 'kubectl', args: ['get', '`x`'] } }],
      [step],
    )
    expect(text).toContain('## 1. A \\`pod\\` \\<b\\>\n\n`0:01.000`')
    expect(text).toContain('1\\. \\*it\\* \\[runs\\](x)'.replace('1\\.', '\\1.'))
    expect(text).toContain('> **Why:** a\n\n> b')
    expect(text).toContain('- `0:00.000` `` kubectl get `x` ``')
  })

  test('an empty story says so', () => {
    expect(storyMarkdown(titles, [], [])).toBe('# T\n\nabout\n\nnone\n')
  })

  test('a line stays a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/\n|(?<!\\)[<*`[]/)
      }),
    )
  })
})

test('manifests that are many documents stay so', () => {
  const manifest = 'kind: A\n---\nkind: B\n'
  const { manifests } = scriptOf(recordingOf({ type: 'apply', manifest }))
  expect(parseAllDocuments(manifests[0]?.text ?? '')).toHaveLength(2)
})

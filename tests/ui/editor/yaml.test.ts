import { describe, expect, test } from 'vitest'
import type { KindSchema } from '../../../src/protocol/messages.ts'
import { completionsAt } from '../../../src/ui/panels/editor/yaml/complete.ts'
import { isWithinBounds } from '../../../src/ui/panels/editor/yaml/documents.ts'
import { helpAt, parsePath, spanOfField } from '../../../src/ui/panels/editor/yaml/locate.ts'

const podSpec = {
  type: 'object',
  required: ['containers'],
  properties: {
    containers: {
      type: 'array',
      items: { $ref: '#/$defs/Container' },
      description: 'Containers of the pod.',
    },
    restartPolicy: {
      type: 'string',
      enum: ['Always', 'OnFailure', 'Never'],
      description: 'When to restart.',
    },
    hostNetwork: { type: 'boolean', description: 'Use the network of the node.' },
  },
}
const schemas: readonly KindSchema[] = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    schema: {
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata'],
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: {
          type: 'object',
          properties: {
            name: { type: 'string', description: 'The name.' },
            labels: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
        spec: podSpec,
      },
      $defs: {
        Container: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string' },
            image: { type: 'string', description: 'Image to run.' },
            imagePullPolicy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] },
            resources: { type: 'object', properties: {} },
            ports: { type: 'array', items: { type: 'object', properties: {} } },
          },
        },
      },
    },
  },
  { apiVersion: 'apps/v1', kind: 'Deployment', schema: { type: 'object', properties: {} } },
]

/** Completes at the `|` of the text. */
function completeAt(marked: string) {
  const offset = marked.indexOf('|')
  const { from, items } = completionsAt(marked.replace('|', ''), offset, schemas)
  return { from: offset - from, labels: items.map((item) => item.label), items }
}

describe('completion', () => {
  const head = 'apiVersion: v1\nkind: Pod\n'

  test.each([
    [
      'keys of a map that is begun',
      `${head}spec:\n  |`,
      ['containers', 'restartPolicy', 'hostNetwork'],
    ],
    [
      'keys with what is written of one',
      `${head}spec:\n  rest|`,
      ['containers', 'restartPolicy', 'hostNetwork'],
    ],
    [
      'not those that are there',
      `${head}spec:\n  hostNetwork: true\n  |`,
      ['containers', 'restartPolicy'],
    ],
    [
      'keys of a list item behind its dash',
      `${head}spec:\n  containers:\n    - |`,
      ['name', 'image', 'imagePullPolicy', 'resources', 'ports'],
    ],
    [
      'keys of a list item further down',
      `${head}spec:\n  containers:\n    - name: a\n      im|`,
      ['image', 'imagePullPolicy', 'resources', 'ports'],
    ],
    ['values of a choice', `${head}spec:\n  restartPolicy: |`, ['Always', 'OnFailure', 'Never']],
    [
      'values of a choice, begun',
      `${head}spec:\n  restartPolicy: Al|\n  hostNetwork: true`,
      ['Always', 'OnFailure', 'Never'],
    ],
    ['true and false', `${head}spec:\n  hostNetwork: |`, ['true', 'false']],
    ['kinds', 'apiVersion: v1\nkind: |', ['Pod', 'Deployment']],
    ['the version of the kind', 'kind: Deployment\napiVersion: |', ['apps/v1']],
    ['how a document begins', '|', ['apiVersion', 'kind', 'metadata']],
    [
      'the second document by its own kind',
      `kind: Deployment\n---\n${head}metadata:\n  na|`,
      ['name', 'labels'],
    ],
    ['nothing in comments', `${head}# spec|`, []],
    ['nothing where any text may stand', `${head}metadata:\n  name: |`, []],
    ['nothing off the map', `${head}nonsense:\n  |`, []],
  ])('offers %s', (_, text, labels) => {
    expect(completeAt(text).labels).toEqual(labels)
  })

  test('replaces the word being written and no more', () => {
    expect(completeAt(`${head}spec:\n  rest|`).from).toBe(4)
  })

  test('writes what must follow a key', () => {
    const { items } = completeAt(`${head}spec:\n  containers:\n    - |`)
    const insert = Object.fromEntries(items.map((item) => [item.label, item.insert]))
    expect(insert).toMatchObject({
      image: 'image: ',
      resources: 'resources:\n    ',
      ports: 'ports:\n    - ',
    })
  })

  test('knows which fields are required', () => {
    const { items } = completeAt(`${head}spec:\n  |`)
    expect(items.filter((item) => item.isRequired).map((item) => item.label)).toEqual([
      'containers',
    ])
  })
})

describe('hover', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: nginx\n'

  test('explains the key under the pointer', () => {
    expect(helpAt(text, text.indexOf('image') + 2, schemas)).toMatchObject({
      path: 'spec.containers[0].image',
      typeName: 'string',
      description: 'Image to run.',
    })
    expect(helpAt(text, text.indexOf('containers'), schemas)?.typeName).toBe('array of object')
  })

  test('says nothing about values', () => {
    expect(helpAt(text, text.indexOf('nginx') + 1, schemas)).toBeUndefined()
  })
})

describe('places of fields', () => {
  const text = [
    'kind: ConfigMap',
    'metadata:',
    '  name: other',
    '---',
    'kind: Deployment',
    'metadata:',
    '  name: web',
    '  labels:',
    '    a.b/c: "1"',
    'spec:',
    '  replicas: 3',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: main',
    '          image: nginx',
  ].join('\n')
  const web = { kind: 'Deployment', namespace: 'default', name: 'web' }
  const lineOf = (path: string) => {
    const span = spanOfField(text, web, path)
    return span && text.slice(0, span.from).split('\n').length
  }

  test.each([
    ['spec.replicas', 11],
    ['spec.template.spec.containers[0].image', 16],
    ['spec.template.spec.containers[name=main].image', 16],
    ["metadata.labels['a.b/c']", 9],
    // What the text does not have is shown at its nearest parent.
    ['spec.template.spec.containers[name=main].resources.limits', 15],
    ['spec.strategy.type', 10],
  ])('%s stands in line %i', (path, line) => {
    expect(lineOf(path)).toBe(line)
  })

  test('an object that the text does not have has no place', () => {
    expect(spanOfField(text, { kind: 'Pod', name: 'web' }, 'spec')).toBeUndefined()
  })

  test('paths fall into segments', () => {
    expect(parsePath('status.conditions[type=Ready].status')).toEqual([
      'status',
      'conditions',
      '[type=Ready]',
      'status',
    ])
  })
})

describe('a text beyond what is read with every key', () => {
  const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n'

  test.each([
    [
      '10,000 keys',
      `${head}${Array.from({ length: 10_000 }, (_, i) => `    k${i}: v\n`).join('')}`,
    ],
    ['20,000 levels', `${head}    a: ${'['.repeat(20_000)}\n`],
    ['a long scalar', `${head}    a: ${'x'.repeat(200_000)}\n`],
  ])('given %s, then there is no help, and the editor says so', (_, text) => {
    expect(isWithinBounds(text)).toBe(false)
    expect(completionsAt(`${text}k`, text.length + 1, schemas).items).toEqual([])
    expect(helpAt(text, text.indexOf('kind') + 1, schemas)).toBeUndefined()
  })

  test('given what people write, then it is within', () => {
    expect(isWithinBounds(`${head}    app: web\n`)).toBe(true)
  })
})

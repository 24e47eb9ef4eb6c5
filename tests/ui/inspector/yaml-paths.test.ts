import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { pathsOfLines } from '../../../src/ui/panels/inspector/yaml-paths.ts'

const paths = (text: string) => pathsOfLines(text.replace(/\n$/, '').split('\n'))

describe('the field that a line of YAML is about', () => {
  test('of nested maps and lists, as the worker writes them', () => {
    const object = {
      metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
      spec: {
        containers: [
          { name: 'a', ports: [{ containerPort: 80 }, { containerPort: 81 }] },
          { name: 'b', args: ['x', 'y'] },
        ],
        nodeName: 'worker-1',
      },
    }
    expect(paths(stringify(object))).toEqual([
      'metadata',
      'metadata.name',
      'metadata.labels',
      "metadata.labels['app.kubernetes.io/name']",
      'spec',
      'spec.containers',
      'spec.containers[0].name',
      'spec.containers[0].ports',
      'spec.containers[0].ports[0].containerPort',
      'spec.containers[0].ports[1].containerPort',
      'spec.containers[1].name',
      'spec.containers[1].args',
      'spec.containers[1].args[0]',
      'spec.containers[1].args[1]',
      'spec.nodeName',
    ])
  })

  test('of a list at its key’s own indent', () => {
    expect(paths('items:\n- name: a\n  port: 1\n- name: b\nrest: 1')).toEqual([
      'items',
      'items[0].name',
      'items[0].port',
      'items[1].name',
      'rest',
    ])
  })

  test('of a long text is that text’s, whatever its lines look like', () => {
    const object = { data: { 'nginx.conf': 'listen: 80\n\n- server: x\n', other: '1' } }
    expect(paths(stringify(object))).toEqual([
      'data',
      "data['nginx.conf']",
      "data['nginx.conf']",
      "data['nginx.conf']",
      "data['nginx.conf']",
      'data.other',
    ])
  })
})

import type { ObjectsCondition } from '../../../protocol/conditions.ts'
import type { Kind, KubeObject } from '../../../protocol/objects/index.ts'
import { compileLabelSelector } from '../../api/label-selector.ts'
import { RESOURCES } from '../../api/resources.ts'
import { registryKey, resourcePrefix } from '../../apiserver/storage/registry-key.ts'
import type { KeyValue } from '../../etcd/wire.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Table } from '../../kernel/table.ts'
import { parseFieldPath } from './field-path.ts'
import { compileFieldTest, fieldText, type ObjectTest } from './field-test.ts'
import { type Asked, countVerdict, type Misfit, type Question } from './leaf.ts'

/** "Are there so many objects like this?" */
export function objectsQuestion(condition: ObjectsCondition, asked: Asked): Question | Misfit {
  const { objects: filter, count, distinct } = condition
  const { kind, namespace, name } = filter
  if (!isKind(kind)) return { problem: `there is no kind ${kind}; known are ${KINDS.join(', ')}` }
  const tests = testsOf(condition)
  if ('problem' in tests) return tests
  const distinctPath = distinct === undefined ? undefined : parseFieldPath(distinct)
  if (distinct !== undefined && !distinctPath)
    return { problem: `"${distinct}" is no field path: write it as in spec.nodeName` }
  const prefix = prefixOf(kind, namespace)
  return {
    ask() {
      const found = storedObjects(asked.kernel, prefix).filter(
        (object) =>
          (name === undefined || object.metadata.name === name) &&
          tests.every((test) => test(object)),
      )
      if (!distinctPath) return countVerdict(found.length, count)
      const values = new Set(found.map((object) => fieldText(object, distinctPath)))
      values.delete(undefined)
      return countVerdict(values.size, count)
    },
    mayChange: ({ changes }) =>
      changes.some(({ table, key }) => table.name === 'etcd/kv' && key.startsWith(prefix)),
  }
}

/** Objects as the store has them, of one kind and namespace or of all. */
export function objectsIn(
  kernel: Kernel,
  kind: string | undefined,
  namespace: string | undefined,
): readonly KubeObject[] | Misfit {
  if (kind === undefined) return storedObjects(kernel, '/registry/')
  if (!isKind(kind)) return { problem: `there is no kind ${kind}; known are ${KINDS.join(', ')}` }
  return storedObjects(kernel, prefixOf(kind, namespace ?? '*'))
}

function testsOf({ objects }: ObjectsCondition): readonly ObjectTest[] | Misfit {
  const tests: ObjectTest[] = []
  if (objects.selector !== undefined) {
    const selector = compileLabelSelector(objects.selector)
    if ('error' in selector) return { problem: `selector: ${selector.error}` }
    tests.push((object) => selector.matches((object as KubeObject).metadata.labels))
  }
  for (const [path, wanted] of Object.entries(objects.where ?? {})) {
    const test = compileFieldTest(path, wanted)
    if (typeof test !== 'function') return test
    tests.push(test)
  }
  return tests
}

const KINDS = Object.keys(RESOURCES)

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(RESOURCES, kind)
}

/** The keys of a kind begin with this; `*` stands for all namespaces. */
function prefixOf(kind: Kind, namespace = 'default'): string {
  const resource = RESOURCES[kind]
  if (!resource.namespaced || namespace === '*') return resourcePrefix(resource)
  return registryKey(resource, namespace, '')
}

function storedObjects(kernel: Kernel, prefix: string): readonly KubeObject[] {
  const store = kernel.findTable('etcd/kv') as Table<KeyValue> | undefined
  return (store?.withPrefix(prefix) ?? []).map(({ value }) => value)
}

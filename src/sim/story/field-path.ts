/** Field paths as diffs write them, seen from the objects that they lead into. */
import { type FieldPath, fieldAt, parseFieldPath } from './conditions/field-path.ts'
import { itemKeyOf } from './field-changes.ts'

/** What stands at a path of a JSON value; '' is the value itself, undefined that nothing stands there. */
export function valueAtPath(root: unknown, path: string): unknown {
  if (path === '') return root
  const steps = parseFieldPath(path)
  return steps && fieldAt(root, steps)
}

/** The same place with list items named by their keys, as diffs name them: `conditions[0]` becomes `conditions[type=Ready]`. */
export function keyedPath(root: unknown, path: string): string {
  const steps = parseFieldPath(path)
  if (!steps) return path
  let value = root
  let keyed = ''
  for (const step of steps) {
    keyed += pathOf(value, step)
    value = fieldAt(value, [step])
  }
  return keyed.replace(/^\./, '')
}

/** Whether a path is another one or leads into it. */
export function isWithin(path: string, outer: string): boolean {
  if (!path.startsWith(outer)) return false
  const next = path[outer.length]
  return outer === '' || next === undefined || next === '.' || next === '['
}

function pathOf(value: unknown, step: FieldPath[number]): string {
  switch (step.type) {
    case 'key':
      return /[./]/.test(step.name) ? `['${step.name}']` : `.${step.name}`
    case 'item':
      return `[${step.key}=${step.value}]`
    case 'index': {
      const key = Array.isArray(value) ? itemKeyOf(value) : undefined
      const item =
        key === undefined ? undefined : fieldAt(value, [step, { type: 'key', name: key }])
      return item === undefined ? `[${step.index}]` : `[${key}=${String(item)}]`
    }
  }
}

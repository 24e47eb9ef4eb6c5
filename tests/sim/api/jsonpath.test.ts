import { describe, expect, it } from 'vitest'
import { compileJsonPath } from '../../../src/sim/api/jsonpath.ts'

const DATA = {
  items: [
    { name: 'a', size: 1, tags: ['x'], spec: { image: 'nginx' } },
    { name: 'b', size: 20, tags: [], spec: { image: 'redis' } },
  ],
}

function print(template: string): string {
  const path = compileJsonPath(template)
  if ('error' in path) return `parse error: ${path.error}`
  const printed = path.print(DATA)
  return 'error' in printed ? `error: ${printed.error}` : printed.output
}

describe('jsonpath', () => {
  it.each([
    ['{.items[*].name}', 'a b'],
    ['{range .items[*]}{.name}{"\\t"}{.spec.image}{"\\n"}{end}', 'a\tnginx\nb\tredis\n'],
    ['{range .items[*]}{.name}:{range .tags[*]}<{@}>{end} {end}.', 'a:<x> b: .'],
    ['{range .missing[*]}{.name}{end}none', 'none'],
    ['{..image}', 'nginx redis'],
    ['{.items[-1].name}', 'b'],
    ['{.items[?(@.size>5)].name}', 'b'],
    ['{.items[?(@.name=="a")].spec}', '{"image":"nginx"}'],
    ['{.items[?(@.name==")]")].name}', ''],
    ["{.items[0]['name','size']}", 'a 1'],
    ['{.items[0].tags}', '["x"]'],
  ])('%s', (template, output) => {
    expect(print(template)).toBe(output)
  })

  it.each([
    ['{.items[0].name', 'parse error: unclosed action'],
    ['{end}', 'error: not in range, nothing to end'],
    ['{.items[5].name}', 'error: array index out of bounds: index 5, length 2'],
    ['{nonsense}', 'error: unrecognized identifier nonsense'],
    ['{.items[?(@.name<5)].name}', 'error: incompatible types for comparison'],
    ['{"open}', 'parse error: unterminated quoted string'],
    ['{.items[?(@.name}', 'parse error: unterminated filter'],
  ])('%s is refused', (template, message) => {
    expect(print(template)).toBe(message)
  })
})

import { expect, test } from 'vitest'
import { PLANS } from '../../src/sim/story/telling/plans.ts'
import { catalogs } from '../../src/texts/index.ts'

test.each(Object.keys(catalogs.en))(
  '%s: both languages have the same keys and parameters',
  (name) => {
    const english = flat((catalogs.en as Record<string, unknown>)[name])
    const korean = flat((catalogs.ko as Record<string, unknown>)[name])
    expect([...korean.keys()]).toEqual([...english.keys()])
    for (const [key, text] of korean) {
      const known = parameters(english.get(key) ?? '')
      // A Korean plural may name the number where the English singular does not.
      for (const parameter of parameters(text))
        expect([...known, 'count'], `${name}:${key}`).toContain(parameter)
    }
  },
)

test('every chapter of every plan has its texts', () => {
  const keys = new Set(flat(catalogs.en.story).keys())
  for (const [plan, chapters] of Object.entries(PLANS)) {
    expect(keys, plan).toContain(`plan.${plan}`)
    for (const [i] of chapters.entries())
      for (const part of ['title', 'what', 'why']) {
        const key = `${plan}.${i + 1}.${part}`
        expect(keys.has(key) || keys.has(`${key}_other`), key).toBe(true)
      }
  }
})

function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  return new Map(
    Object.entries(value as object).flatMap(([key, child]) => [
      ...flat(child, path === '' ? key : `${path}.${key}`),
    ]),
  )
}

function parameters(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '')
}

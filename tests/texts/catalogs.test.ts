import { describe, expect, test } from 'vitest'
import { PLANS } from '../../src/sim/story/telling/plans.ts'
import { catalogs } from '../../src/texts/index.ts'

const others = Object.keys(catalogs).filter((language) => language !== 'en')

test('Korean is there', () => {
  expect(others).toContain('ko')
})

describe.each(others)('%s', (language) => {
  test.each(Object.keys(catalogs.en))('%s: has the keys and parameters of English', (name) => {
    const english = textsOf('en', name)
    const translated = textsOf(language, name)
    expect([...translated.keys()]).toEqual([...english.keys()])
    for (const [key, text] of translated) {
      const known = parameters(english.get(key) ?? '')
      // A plural may name the number where the English singular does not.
      for (const parameter of parameters(text))
        expect([...known, 'count'], `${name}:${key}`).toContain(parameter)
    }
  })
})

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

function textsOf(language: string, namespace: string): Map<string, string> {
  return flat((catalogs[language] as Record<string, unknown>)[namespace])
}

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

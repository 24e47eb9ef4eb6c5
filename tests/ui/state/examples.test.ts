import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { examples, findExample } from '../../../src/ui/state/examples.ts'

test('every example is YAML that names its objects', () => {
  for (const file of examples.flatMap((example) => example.files)) {
    const documents = parseAllDocuments(file.text)
    expect(documents.length).toBeGreaterThan(0)
    for (const document of documents) {
      expect(document.errors).toEqual([])
      expect(document.getIn(['metadata', 'name']), file.name).toEqual(expect.any(String))
    }
  }
})

test('examples are found by name, alias and file name', () => {
  const found = ['web', 'nginx', 'SHOP.yaml', 'nothing'].map((name) => findExample(name)?.name)
  expect(found).toEqual(['web', 'web', 'shop', undefined])
})

import { expect, test } from 'vitest'
import { ui as en } from '../../src/texts/en/ui.ts'
import { ui as ko } from '../../src/texts/ko/ui.ts'

const parameters = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

test('the shell says the same in both languages, with the same parameters', () => {
  expect(Object.keys(ko)).toEqual(Object.keys(en))
  for (const [key, text] of Object.entries(en)) {
    expect(parameters(ko[key as keyof typeof ko]), key).toEqual(parameters(text))
  }
})

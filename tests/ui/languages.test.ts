// @vitest-environment happy-dom
// Goal: a third language is one folder. Method: a made-up one, of English with every letter marked, beside the real ones.

import i18next from 'i18next'
import { expect, test } from 'vitest'
import { catalogs } from '../../src/texts/index.ts'
import { startI18n } from '../../src/ui/i18n/i18n.ts'
import {
  languageName,
  languages,
  languagesIn,
  preferredLanguage,
} from '../../src/ui/i18n/languages.ts'
import { usePreferences } from '../../src/ui/state/preferences.ts'

/** Every text as `«text»`, without a key more or less. */
const marked = Object.fromEntries(
  Object.entries(catalogs.en).map(([namespace, texts]) => [
    namespace,
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, `«${String(text)}»`])),
  ]),
)
const three = languagesIn({
  '../../texts/ko/index.ts': async () => ({ catalogs: catalogs.ko ?? {} }),
  '../../texts/en/index.ts': async () => ({ catalogs: catalogs.en }),
  '../../texts/eo/index.ts': async () => ({ catalogs: marked }),
})

test('given a folder for it, then the menu has a third language, under its own name', () => {
  expect(three.codes).toEqual(['en', 'eo', 'ko'])
  expect(three.codes.map(languageName)).toEqual(['English', 'Esperanto', '한국어'])
})

test('given the third language, when the reader chooses it, then the page speaks it', async () => {
  usePreferences.getState().set({ language: 'en' })
  await startI18n(three)
  usePreferences.getState().set({ language: 'eo' })
  await expect.poll(() => i18next.language).toBe('eo')
  expect(i18next.t('toolbar.play')).toBe('«Play»')
  expect(i18next.t('guide:tour.next')).toBe('«Next»')
  expect(document.documentElement.lang).toBe('eo')
})

test('the languages of the page are the folders of texts', () => {
  expect(languages.codes).toEqual(Object.keys(catalogs))
})

test('the reader’s first language that there is counts', () => {
  expect(preferredLanguage(['fr-CA', 'ko-KR', 'en'])).toBe('ko')
  expect(preferredLanguage(['fr', 'de'])).toBe('en')
})

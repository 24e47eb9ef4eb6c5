/** The registry of message catalogs, all at once: for the command line and tests. The page loads one language (`ui/i18n/languages.ts`). */
import { createInstance } from 'i18next'
import type { Text } from '../protocol/views.ts'
import { catalogs as en } from './en/index.ts'
import { catalogs as ko } from './ko/index.ts'

export const catalogs = { en, ko } as const

/** A translator outside React: turns a `Text` into a sentence of `language`. */
export function createTexts(language: keyof typeof catalogs): (text: Text) => string {
  const translator = createInstance()
  translator.init({
    lng: language,
    fallbackLng: 'en',
    resources: catalogs,
    defaultNS: 'story',
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return (text) => translator.t(text.key, { ...text.params })
}

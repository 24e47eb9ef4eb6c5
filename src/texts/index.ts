/** The registry of message catalogs: one line per file and language. Namespaces are file names. */
import { createInstance } from 'i18next'
import type { Text } from '../protocol/views.ts'
import { diagram as diagramEn } from './en/diagram.ts'
import { facts as factsEn } from './en/facts.ts'
import { inspector as inspectorEn } from './en/inspector.ts'
import { story as storyEn } from './en/story.ts'
import { ui as uiEn } from './en/ui.ts'
import { diagram as diagramKo } from './ko/diagram.ts'
import { facts as factsKo } from './ko/facts.ts'
import { inspector as inspectorKo } from './ko/inspector.ts'
import { story as storyKo } from './ko/story.ts'
import { ui as uiKo } from './ko/ui.ts'

export const catalogs = {
  en: {
    story: storyEn,
    facts: factsEn,
    ui: uiEn,
    diagram: diagramEn,
    inspector: inspectorEn,
  },
  ko: {
    story: storyKo,
    facts: factsKo,
    ui: uiKo,
    diagram: diagramKo,
    inspector: inspectorKo,
  },
} as const

export type Language = keyof typeof catalogs

/** A translator outside React: turns a `Text` into a sentence of `language`. */
export function createTexts(language: Language): (text: Text) => string {
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

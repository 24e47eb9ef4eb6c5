/**
 * All languages at once, for the command line and tests: every folder beside this file is one. Node only; the page loads the one
 * language that it speaks (`ui/i18n/languages.ts`).
 */
import { readdirSync } from 'node:fs'
import { createInstance } from 'i18next'
import type { Text } from '../protocol/views.ts'
import type { Translation } from './catalog.ts'
import type { catalogs as english } from './en/index.ts'

/** Every text of a language by namespace and key. */
type Catalogs = Translation<typeof english>

/** What everything is written in first, and what is said where a language has no word. */
const FALLBACK = 'en'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const codes = [FALLBACK, ...folders.filter((name) => name !== FALLBACK).sort()]

async function load(code: string): Promise<readonly [string, Catalogs]> {
  const module: { readonly catalogs: Catalogs } = await import(`./${code}/index.ts`)
  return [code, module.catalogs]
}

/** By the code of the language. */
export const catalogs = Object.fromEntries(await Promise.all(codes.map(load))) as {
  readonly en: Catalogs
  readonly [language: string]: Catalogs
}

/** A translator outside React: turns a `Text` into a sentence of `language`. */
export function createTexts(language: string): (text: Text) => string {
  const translator = createInstance()
  translator.init({
    lng: language,
    fallbackLng: FALLBACK,
    resources: catalogs as never,
    defaultNS: 'story',
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return (text) => translator.t(text.key, { ...text.params })
}

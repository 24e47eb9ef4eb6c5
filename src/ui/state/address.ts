/** What the page's address asks for: `?lang=en|ko&seed=N&example=NAME&workers=N`, or a whole run in its fragment. */
import { isLanguage, type Language } from '../i18n/languages.ts'
import type { Theme } from './preferences.ts'

const WORKERS_MAX = 5000

export interface AddressWishes {
  readonly language?: Language
  readonly theme?: Exclude<Theme, 'system'>
  readonly seed?: number
  readonly example?: string
  readonly workers?: number
}

/** Reads the wishes; what is malformed counts as not asked for. */
export function readAddress(search: string): AddressWishes {
  const query = new URLSearchParams(search)
  const language = query.get('lang')
  const theme = query.get('theme')
  return {
    language: isLanguage(language) ? language : undefined,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    seed: wholeNumber(query.get('seed'), Number.MAX_SAFE_INTEGER),
    example: query.get('example') ?? undefined,
    workers: wholeNumber(query.get('workers'), WORKERS_MAX) || undefined,
  }
}

function wholeNumber(text: string | null, max: number): number | undefined {
  if (text === null || !/^\d+$/.test(text)) return undefined
  return Math.min(Number(text), max)
}

/** Whether the address holds a run: `#run=…`. What it is, only the reader of links knows. */
export function hasRun(hash: string): boolean {
  return hash.startsWith('#run=')
}

/** Whether the page stands in another page: `?embed=1`. */
export function isEmbedded(search: string): boolean {
  return new URLSearchParams(search).get('embed') === '1'
}

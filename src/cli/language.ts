import { catalogs } from '../texts/index.ts'

/** The language that `--lang` asks for; English if it is not given. */
export function languageOf(wanted = 'en'): string {
  const known = Object.keys(catalogs)
  if (!known.includes(wanted)) throw new Error(`--lang ${wanted}: want ${known.join(' or ')}`)
  return wanted
}

/** The languages of the page: every folder of `src/texts` with an index is one, named by its code. Nothing else lists them. */

/** A language's code, as in `lang` attributes and in a lesson's texts. */
export type Language = string

/** Every catalog of a language by namespace. */
type Catalogs = { readonly [namespace: string]: object }
type Folders = { readonly [path: string]: () => Promise<{ readonly catalogs: Catalogs }> }

export interface Languages {
  /** In the order of the menu: the language of every fallback first. */
  readonly codes: readonly Language[]
  readonly load: (language: Language) => Promise<Catalogs>
}

/** What everything is written in first. */
export const FALLBACK: Language = 'en'

/** The languages that lie in these folders. */
export function languagesIn(folders: Folders): Languages {
  const loaders = new Map(
    Object.entries(folders).map(([path, load]) => [path.split('/').at(-2) ?? '', load] as const),
  )
  const others = [...loaders.keys()].filter((code) => code !== FALLBACK).sort()
  return {
    codes: [FALLBACK, ...others],
    load: async (language) => {
      const load = loaders.get(language) ?? loaders.get(FALLBACK)
      return load ? (await load()).catalogs : {}
    },
  }
}

export const languages = languagesIn(
  import.meta.glob<{ readonly catalogs: Catalogs }>('../../texts/*/index.ts'),
)

export function isLanguage(text: string | null): text is Language {
  return text !== null && languages.codes.includes(text)
}

/** A language's name in itself. */
export function languageName(code: Language): string {
  const name =
    new Intl.DisplayNames([code], { type: 'language', fallback: 'code' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}

/** The first of the reader's languages that there is. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const codes = wanted.map((tag) => tag.split('-')[0] ?? '')
  return codes.find(isLanguage) ?? FALLBACK
}

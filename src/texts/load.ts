/** The languages of the page, each loaded when it is wanted: one line per language. */
const loaders = {
  en: () => import('./en/index.ts').then((module) => module.en),
  ko: () => import('./ko/index.ts').then((module) => module.ko),
} as const

export type Language = keyof typeof loaders

/** Every catalog of a language by namespace. */
export async function loadCatalogs(
  language: Language,
): Promise<{ readonly [namespace: string]: object }> {
  return loaders[language]()
}

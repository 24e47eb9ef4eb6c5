/** The page's translator: the catalogs of `texts` in the reader's language, changing live. */
import i18next from 'i18next'
import { usePreferences } from '../state/preferences.ts'
import { fetchFontsOf } from './fonts.ts'
import { parameterFormat } from './formats.ts'
import { type Language, type Languages, languages } from './languages.ts'

/** Loads the preferred language, and keeps the translator (and the document's `lang`) in step with the preference. */
export async function startI18n(known: Languages = languages): Promise<void> {
  const { language } = usePreferences.getState()
  const catalogs = await known.load(language)
  i18next.use(parameterFormat).init({
    lng: language,
    // Every catalog has every key (their types see to it): nothing to fall back to.
    fallbackLng: false,
    resources: { [language]: { ...catalogs } } as never,
    ns: Object.keys(catalogs),
    defaultNS: 'ui',
    interpolation: { escapeValue: false, alwaysFormat: true },
    initAsync: false,
  })
  document.documentElement.lang = language
  fetchFontsOf(catalogs)
  usePreferences.subscribe((preferences) => {
    void speak(known, preferences.language)
  })
}

async function speak(known: Languages, language: Language): Promise<void> {
  if (i18next.language === language) return
  const catalogs = await known.load(language)
  fetchFontsOf(catalogs)
  for (const [namespace, texts] of Object.entries(catalogs)) {
    i18next.addResourceBundle(language, namespace, texts)
  }
  // The reader may have changed their mind while the texts were loading.
  if (usePreferences.getState().language !== language) return
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

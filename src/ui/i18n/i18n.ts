/** The page's translator: every catalog of `texts`, in the reader's language, changing live. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { catalogs } from '../../texts/index.ts'
import { usePreferences } from '../state/preferences.ts'

/** Sets the translator up and keeps it (and the document's `lang`) in step with the preference. */
export function startI18n(): void {
  i18next.use(initReactI18next).init({
    lng: usePreferences.getState().language,
    fallbackLng: 'en',
    resources: catalogs,
    ns: Object.keys(catalogs.en),
    defaultNS: 'ui',
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  document.documentElement.lang = i18next.language
  usePreferences.subscribe(({ language }) => {
    if (i18next.language === language) return
    i18next.changeLanguage(language)
    document.documentElement.lang = language
  })
}

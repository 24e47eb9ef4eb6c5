/** Lessons bring their own texts, in as many languages as their author wrote. */
import type { Localized } from '../../lessons/format/lesson.ts'
import { usePreferences } from '../state/preferences.ts'

/** The text in the reader's language; English where the author wrote no other. */
export function useLocalized(): (text: Localized) => string {
  const language = usePreferences((state) => state.language)
  return (text) => text[language] ?? text.en
}

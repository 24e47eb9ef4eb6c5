/**
 * The page's translator for components. A picture of a busy cluster asks for some hundred texts, nearly all of them the ones of the
 * picture before, and i18next walks its whole pipeline for each: texts are remembered by key and parameters.
 */
import i18next, { type TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'

/** Clocks and counters bring new texts for ever: past so many a namespace begins anew. */
const REMEMBERED_MAX = 4000

type Parameters = { readonly [name: string]: unknown }

const translators = new Map<string, TFunction>()

/**
 * `t` of a namespace in the reader's language; the component is drawn anew when the language changes. The same function for
 * everybody, so that it may stand in lists of what a hook depends on.
 */
export function useTranslation<const Ns extends string = 'ui'>(
  namespace?: Ns,
): { readonly t: TFunction<Ns> } {
  const language = useSyncExternalStore(onLanguageChanged, languageNow)
  return { t: translatorOf(language, namespace ?? 'ui') as TFunction<Ns> }
}

// All texts of a language are there before it is spoken (i18n.ts): a component waits for nothing else.
function onLanguageChanged(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

const languageNow = () => i18next.language

function translatorOf(language: string, namespace: string): TFunction {
  const name = `${language}:${namespace}`
  let known = translators.get(name)
  if (!known) {
    known = remembering(i18next.getFixedT(language, namespace))
    translators.set(name, known)
  }
  return known
}

function remembering(translate: TFunction): TFunction {
  const texts = new Map<string, string>()
  const remembered = (key: string, parameters?: Parameters): string => {
    const name = parameters === undefined ? key : nameOf(key, parameters)
    if (name === undefined) return translate(key, parameters)
    const known = texts.get(name)
    if (known !== undefined) return known
    if (texts.size >= REMEMBERED_MAX) texts.clear()
    const text: string = translate(key, parameters)
    texts.set(name, text)
    return text
  }
  return remembered as TFunction
}

/** One name for a key with its parameters; none where a parameter is more than a word or a number. */
function nameOf(key: string, parameters: Parameters): string | undefined {
  let name = key
  for (const [parameter, value] of Object.entries(parameters)) {
    // A number is written with the language's signs, a word as it is.
    if (typeof value === 'number') name += `\n${parameter}#${value}`
    else if (typeof value === 'string') name += `\n${parameter}=${value}`
    else if (value !== undefined) return undefined
  }
  return name
}

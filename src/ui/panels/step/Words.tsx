import type { Text } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

export interface WordsProps {
  readonly texts: readonly Text[]
  readonly className: string
}

/** Sentences by key, a paragraph each. */
export function Words({ texts, className }: WordsProps) {
  const { t } = useTranslation()
  return texts.map((text) => (
    <p key={`${text.key}${JSON.stringify(text.params ?? {})}`} className={className}>
      {t(text.key, { ...text.params })}
    </p>
  ))
}

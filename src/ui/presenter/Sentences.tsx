import type { StepView } from '../../protocol/views.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import styles from './Stage.module.css'

/** Beyond this many columns of letters (a Korean one takes two), another sentence is too many. */
const COLUMNS_MAX = 260

/** What happened: the first sentence always, the ones after it as long as there is room. */
export function Sentences({ step }: { readonly step: Pick<StepView, 'what'> }) {
  const { t } = useTranslation()
  const sentences = step.what.map((text) => t(text.key, { ...text.params }))
  let told = sentences[0] ?? ''
  for (const sentence of sentences.slice(1)) {
    if (columnsOf(told) + columnsOf(sentence) > COLUMNS_MAX) break
    told += ` ${sentence}`
  }
  return <p className={styles.words}>{told}</p>
}

function columnsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u1100' ? 2 : 1), 0)
}

import type { WhyQuestion } from '../../../protocol/messages.ts'
import type { EventRow } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWhy } from '../../state/why.ts'
import './ask.css'

export interface AskButtonProps {
  readonly question: WhyQuestion
  /** What the question is about, for those who do not see where the button stands. */
  readonly name: string
}

/** "Why?", beside anything that has a cause. */
export function AskButton({ question, name }: AskButtonProps) {
  const { t } = useTranslation('why')
  return (
    <button
      type="button"
      className="ask"
      aria-label={t('askAbout', { name })}
      title={t('askHint')}
      onClick={() => useWhy.getState().ask(question)}
    >
      {t('ask')}
    </button>
  )
}

/** Why was this Kubernetes Event written? */
export function questionAbout({ namespace, name }: EventRow): WhyQuestion {
  return { type: 'object', object: { kind: 'Event', namespace, name } }
}

import { X } from 'lucide-react'
import type { WhyQuestion } from '../../../protocol/messages.ts'
import type { CauseLink } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { useWhy } from '../../state/why.ts'
import { Button } from '../../widgets/Button.tsx'
import { Diff } from '../step/Diffs.tsx'

/** The answer to the reader's question: what changed, and the chain of causes up to their own act. */
export function WhyAnswer({ question }: { readonly question: WhyQuestion }) {
  const { t } = useTranslation('why')
  const { chain, change, isAsking, forget } = useWhy()
  return (
    <section className="why-answer" aria-label={t(titleKey(question))} aria-busy={isAsking}>
      <header className="why-head">
        <Title question={question} />
        <Button look="quiet" size="small" aria-label={t('forget')} onClick={forget}>
          <X aria-hidden />
        </Button>
      </header>
      {isAsking && <p className="in-none">{t('asking')}</p>}
      {!isAsking && chain.length === 0 && <p className="in-none">{t('unknown')}</p>}
      {chain.length > 0 && (
        <>
          <h3>{t('chain')}</h3>
          <Chain chain={chain} />
          <p className="in-none">{t('onTimeline')}</p>
        </>
      )}
      {change && change.fields.length > 0 && (
        <>
          <h3>{t('change')}</h3>
          <Diff diff={change} />
        </>
      )}
    </section>
  )
}

function titleKey(question: WhyQuestion): string {
  if (question.type === 'position') return 'title.position'
  return question.path ? 'title.field' : 'title.object'
}

function Title({ question }: { readonly question: WhyQuestion }) {
  const { t } = useTranslation('why')
  const name = question.type === 'object' ? question.object.name : ''
  return (
    <h2>
      {t(titleKey(question), { name })}
      {question.type === 'object' && question.path && <code>{question.path}</code>}
    </h2>
  )
}

function Chain({ chain }: { readonly chain: readonly CauseLink[] }) {
  const { t } = useTranslation('why')
  const position = useCluster((state) => state.position)
  return (
    <ol className="chain why-chain" aria-label={t('chainLabel')}>
      {chain.map((link, index) => {
        const isHere = link.position === position
        const isRoot = index === chain.length - 1
        return (
          <li
            key={link.position}
            aria-current={isHere ? 'step' : undefined}
            data-root={isRoot || undefined}
          >
            <Link link={link} isHere={isHere} isRoot={isRoot} />
          </li>
        )
      })}
    </ol>
  )
}

interface LinkProps {
  readonly link: CauseLink
  readonly isHere: boolean
  readonly isRoot: boolean
}

function Link({ link, isHere, isRoot }: LinkProps) {
  const { t } = useTranslation('why')
  const time = formatClock(link.atMicros)
  const who = link.component === 'user' ? t('you') : link.component
  return (
    <button
      type="button"
      className="cause"
      title={t('inspector:step.jump', { time })}
      onClick={() => commands.seek(link.position)}
    >
      <span className="cause-text">{t(link.text.key, { ...link.text.params })}</span>
      <span className="cause-place">
        {who} · {time}
        {isRoot && ` · ${t('root')}`}
        {isHere && ` · ${t('here')}`}
      </span>
    </button>
  )
}

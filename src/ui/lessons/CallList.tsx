import { Check, X } from 'lucide-react'
import type { CallResult } from '../../lessons/run/calls.ts'
import { useTranslation } from '../i18n/use-translation.ts'

export interface CallListProps {
  readonly calls: readonly CallResult[] | undefined
  /** The looks are the place's: a lesson's page, or the stage. */
  readonly className: string | undefined
}

/** Who called which service, and whether anybody answered: what a customer would have seen. */
export function CallList({ calls = [], className }: CallListProps) {
  const { t } = useTranslation('lessons')
  if (calls.length === 0) return null
  // Only where a name was called as well does it matter that this was an address.
  const hasNames = calls.some(({ call }) => call.dns)
  return (
    <ul className={className} aria-label={t('call.title')}>
      {calls.map(({ call, isAnswered }) => {
        const { from, service, dns = false } = call
        const Icon = isAnswered ? Check : X
        return (
          <li key={`${from} ${service} ${dns}`}>
            <Icon aria-hidden data-answered={isAnswered} />
            <span>
              {t(hasNames && !dns ? 'call.address' : 'call.name', { from, service })}{' '}
              <b>{t(isAnswered ? 'call.answered' : 'call.lost')}</b>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

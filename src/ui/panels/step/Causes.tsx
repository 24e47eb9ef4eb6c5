import type { CauseLink } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { formatClock } from '../../state/clock.ts'
import { commands } from '../../state/commands.ts'

/** In a step's own words only the nearest cause and the user's act stand; the rest is under "Why". */
const SHOWN_MAX = 3

/** Links to what caused a step. A click goes there in time. */
export function Causes({ causes }: { readonly causes: readonly CauseLink[] }) {
  const { t } = useTranslation('inspector')
  if (causes.length === 0) return null
  const shown = causes.length > SHOWN_MAX ? [...causes.slice(0, 2), ...causes.slice(-1)] : causes
  return (
    <ol className="causes" aria-label={t('step.causes')}>
      {shown.map((cause) => (
        <li key={cause.position}>
          <CauseButton cause={cause} />
        </li>
      ))}
    </ol>
  )
}

/** One cause: what, who, when. */
export function CauseButton({ cause }: { readonly cause: CauseLink }) {
  const { t } = useTranslation('inspector')
  const time = formatClock(cause.atMicros)
  return (
    <button
      type="button"
      className="cause"
      title={t('step.jump', { time })}
      onClick={() => commands.seek(cause.position)}
    >
      <span className="cause-text">{t(cause.text.key, { ...cause.text.params })}</span>
      <span className="cause-place">
        {cause.component} · {time}
      </span>
    </button>
  )
}

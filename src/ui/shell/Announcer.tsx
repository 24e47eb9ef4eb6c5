import { useTranslation } from '../i18n/use-translation.ts'
import { usePlaybackMode } from '../machines/playback.ts'
import { useCluster } from '../state/cluster.ts'
import { useSession } from '../state/session-state.ts'

/** Says each step to screen readers; while playing it would only stammer, so then it is silent. */
export function Announcer() {
  const { t } = useTranslation()
  const mode = usePlaybackMode()
  const isSilent = mode !== 'paused' && mode !== 'stepping'
  const step = useCluster((state) => (isSilent ? null : state.step))
  const notice = useSession((state) => state.notice)
  return (
    <div className="visually-hidden" aria-live="polite" data-announcer>
      {step && t(step.title.key, { ...step.title.params })}
      {notice && t(notice.key, { ...notice.params })}
    </div>
  )
}

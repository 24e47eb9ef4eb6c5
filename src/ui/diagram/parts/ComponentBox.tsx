import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComponentKind } from '../../../protocol/views.ts'
import { useStopsAt } from '../../state/breakpoints.ts'
import { useCluster } from '../../state/cluster.ts'
import { useIsSpotlit } from '../../state/spotlight.ts'
import { useIsSelected } from '../targets.ts'
import './stop-mark.css'
import { componentIcons } from './component-icons.ts'

export interface ComponentBoxProps {
  /** `kube-apiserver` or `worker-1/kubelet`. */
  readonly name: string
  /** `box` stands by itself with a line about its doing; `chip` is part of a worker's card. */
  readonly form: 'box' | 'chip'
}

/** A process: lights up while it acts in the step that is shown. */
export const ComponentBox = memo(function ComponentBox({ name, form }: ComponentBoxProps) {
  const { t } = useTranslation('diagram')
  const row = useCluster(({ rows }) => rows.components.get(name))
  const isLit = useCluster(({ step }) => step?.actors.includes(name) ?? false)
  const isSelected = useIsSelected({ type: 'component', name })
  const isStop = useStopsAt({ type: 'component', name })
  const isSpotlit = useIsSpotlit(name)
  const short = name.slice(name.indexOf('/') + 1)
  const Icon = componentIcons[(row?.kind ?? short) as ComponentKind] ?? componentIcons.cni
  const state = row?.state ?? 'running'
  const summary = row ? t(row.summary.key, { ...row.summary.params }) : ''
  return (
    <button
      type="button"
      className={form === 'box' ? 'dg-box' : 'dg-chip'}
      tabIndex={form === 'box' ? 0 : -1}
      data-walk="component"
      data-component={name}
      data-state={state}
      data-lit={isLit || undefined}
      data-spotlit={isSpotlit || undefined}
      data-selected={isSelected || undefined}
      data-stop={isStop || undefined}
      aria-description={isStop ? t('breakpoints:mark') : undefined}
      aria-label={t('component.label', {
        // What is seen comes first, so that it can be spoken to.
        shown: name === 'kubectl' ? `${t('you')} ${t(`name.${short}`)}` : t(`name.${short}`),
        summary,
        name,
        state: t(`component.${state}`),
      })}
      title={summary}
    >
      <Icon aria-hidden />
      <span className="dg-box-words">
        {name === 'kubectl' && <span className="dg-box-you">{t('you')}</span>}{' '}
        <span className="dg-box-name">{t(`name.${short}`)}</span>{' '}
        {form === 'box' && summary !== '' && <span className="dg-box-summary">{summary}</span>}
      </span>
    </button>
  )
})

import { memo, useMemo } from 'react'
import type { ComponentKind, ComponentRow } from '../../../protocol/views.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useStopsAt } from '../../state/breakpoints.ts'
import { useIsActing, useIsSpotlit } from '../../state/spotlight.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import { useToldComponent } from '../../state/veil.ts'
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
  const row = useToldComponent(useUnhurried(({ rows }) => rows.components.get(name)))
  const isLit = useIsActing(name)
  const isSelected = useIsSelected({ type: 'component', name })
  const isStop = useStopsAt({ type: 'component', name })
  const isSpotlit = useIsSpotlit(name)
  const short = name.slice(name.indexOf('/') + 1)
  const Icon = componentIcons[(row?.kind ?? short) as ComponentKind] ?? componentIcons.cni
  const words = useWords(name, row)
  return (
    <button
      type="button"
      className={form === 'box' ? 'dg-box' : 'dg-chip'}
      tabIndex={form === 'box' ? 0 : -1}
      data-walk="component"
      data-component={name}
      data-state={row?.state ?? 'running'}
      data-lit={isLit || undefined}
      data-spotlit={isSpotlit || undefined}
      data-selected={isSelected || undefined}
      data-stop={isStop || undefined}
      aria-description={isStop ? t('breakpoints:mark') : undefined}
      aria-label={words.label}
      title={words.summary}
    >
      <Icon aria-hidden />
      <span className="dg-box-words">
        {name === 'kubectl' && <span className="dg-box-you">{words.you}</span>}{' '}
        <span className="dg-box-name">{words.name}</span>{' '}
        {form === 'box' && words.summary !== '' && (
          <span className="dg-box-summary">{words.summary}</span>
        )}
      </span>
    </button>
  )
})

/** What is written in and about a box. Boxes light up and go out far more often than their words change. */
function useWords(name: string, row: ComponentRow | undefined) {
  const { t } = useTranslation('diagram')
  return useMemo(() => {
    const shownName = t(`name.${name.slice(name.indexOf('/') + 1)}`)
    const you = t('you')
    const summary = row ? t(row.summary.key, { ...row.summary.params }) : ''
    return {
      name: shownName,
      you,
      summary,
      label: t('component.label', {
        // What is seen comes first, so that it can be spoken to.
        shown: name === 'kubectl' ? `${you} ${shownName}` : shownName,
        summary,
        name,
        state: t(`component.${row?.state ?? 'running'}`),
      }),
    }
  }, [t, name, row])
}

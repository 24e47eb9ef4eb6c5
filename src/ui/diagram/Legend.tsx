import { useTranslation } from '../i18n/use-translation.ts'
import { Tooltip } from '../widgets/Tooltip.tsx'

/** What the lines mean; above all, that watches are held open and nobody polls. */
export function Legend() {
  const { t } = useTranslation('diagram')
  return (
    <Tooltip text={t('legend.watchHint')} side="top">
      <button type="button" className="dg-legend">
        <LegendLine kind="watch" />
        {t('legend.watch')}
        <LegendLine kind="request" />
        {t('legend.request')}
      </button>
    </Tooltip>
  )
}

function LegendLine({ kind }: { readonly kind: 'watch' | 'request' }) {
  return (
    <svg className="dg-wire" data-kind={kind} width="26" height="8" aria-hidden="true">
      <path d="M1 4L25 4" />
    </svg>
  )
}

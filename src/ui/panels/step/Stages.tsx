import type { ApiStageTrace } from '../../../protocol/trace.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** The API server's stages that the request went through, and which of them had something to say. */
export function Stages({ stages }: { readonly stages: readonly ApiStageTrace[] }) {
  const { t } = useTranslation('inspector')
  return (
    <>
      <h3>{t('stages.title')}</h3>
      <ol className="stages">
        {stages.map((stage, index) => (
          // A request passes its stages once, in this order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} data-verdict={stage.verdict}>
            <b className="stages-name">{t(`stage.${stage.stage}`)}</b>
            <span className="stages-verdict">{t(`stages.${stage.verdict}`)}</span>
            {stage.detail !== '' && <span className="stages-detail">{stage.detail}</span>}
          </li>
        ))}
      </ol>
    </>
  )
}

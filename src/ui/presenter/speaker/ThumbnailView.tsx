import { useTranslation } from '../../i18n/use-translation.ts'
import { StrokeLine } from '../StrokeLine.tsx'
import styles from './Speaker.module.css'
import { useSpeaker } from './speaker-state.ts'

/** The diagram as the audience sees it: its camera, what was drawn on it, the pointer; and whether it is black. */
export function ThumbnailView() {
  const { t } = useTranslation('presenter')
  const thumbnail = useSpeaker((state) => state.thumbnail)
  const pointer = useSpeaker((state) => state.pointer)
  const situation = useSpeaker((state) => state.situation)
  const view = situation?.view
  if (!thumbnail || !view) return <div className={styles.thumbnail} />
  const { x, y, zoom, width, height } = view
  const grown = zoom / thumbnail.scale
  return (
    <figure className={styles.thumbnail} data-black={situation.isBlack || undefined}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('speaker.thumbnail')}>
        <image
          href={thumbnail.url}
          x={x}
          y={y}
          width={thumbnail.width * grown}
          height={thumbnail.height * grown}
        />
        <g transform={`translate(${x} ${y}) scale(${zoom})`}>
          {situation.strokes.map((stroke) => (
            <StrokeLine key={stroke.id} stroke={stroke} />
          ))}
        </g>
        {pointer && (
          <circle
            className={styles.pointer}
            cx={pointer.x * width}
            cy={pointer.y * height}
            r={16}
          />
        )}
      </svg>
      {situation.isBlack && <figcaption>{t('speaker.isBlack')}</figcaption>}
    </figure>
  )
}

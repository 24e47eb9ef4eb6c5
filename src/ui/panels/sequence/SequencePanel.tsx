import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCluster } from '../../state/cluster.ts'
import { isUnfiltered, useSequence } from '../../state/sequence.ts'
import { LaneHeads } from './LaneHeads.tsx'
import { MessageTip } from './MessageTip.tsx'
import { SelectedMessage } from './SelectedMessage.tsx'
import styles from './Sequence.module.css'
import { SequenceTools } from './SequenceTools.tsx'
import { useSequenceInput } from './use-sequence-input.ts'
import { useSequenceView } from './use-sequence-view.ts'

/** Who said what to whom and when: lanes from left to right, time downwards. The Messages tab tells the same in words. */
export function SequencePanel({ isLarge = false }: { readonly isLarge?: boolean }) {
  const { t } = useTranslation('sequence')
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const [focusedLane, setFocusedLane] = useState<string | null>(null)
  const handle = useSequenceView(canvas, focusedLane)
  const { hover, handlers } = useSequenceInput(stage, handle, setFocusedLane)
  return (
    <section className={styles.panel} aria-label={t('label')}>
      <SequenceTools view={handle.view} isLarge={isLarge} />
      <LaneHeads sight={handle.sight} focused={focusedLane} />
      <div
        ref={stage}
        className={styles.stage}
        role="application"
        aria-label={t('canvas')}
        aria-description={t('hint')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application steered by its own keys
        tabIndex={0}
        {...handlers}
      >
        <canvas ref={canvas} className={styles.canvas} aria-hidden />
        {hover && <MessageTip hover={hover} />}
        {handle.sight?.model.shown.length === 0 && <Nothing />}
      </div>
      <SelectedMessage />
    </section>
  )
}

/** Said while there is nothing to draw. */
function Nothing() {
  const { t } = useTranslation('sequence')
  const isReady = useCluster((state) => state.ready)
  const isWhole = useSequence((state) => isUnfiltered(state.filter))
  if (!isReady) return null
  return <p className={styles.nothing}>{t(isWhole ? 'empty' : 'none')}</p>
}

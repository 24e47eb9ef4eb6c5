import { useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTimeline } from '../panels/timeline/entries.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { type Mark, useComparison } from '../state/comparison.ts'
import { Button } from '../widgets/Button.tsx'
import styles from './Compare.module.css'
import { lastStep, type Pair, sinceLastAct } from './presets.ts'

/** Buttons that mark both places at once. */
export function Presets() {
  const { t } = useTranslation('compare')
  const [isNothing, setIsNothing] = useState(false)

  function take(pair: Pair | null) {
    setIsNothing(pair === null)
    if (pair) useComparison.setState(pair)
  }
  async function takeLastAct() {
    const now = placeNow()
    const reply = await commands.save()
    take(reply.type === 'saved' ? sinceLastAct(reply.recording.actions, now) : null)
  }
  return (
    <div className={styles.marks}>
      <Button
        size="small"
        onClick={() => take(lastStep(useTimeline.getState().entries, placeOfStart(), placeNow()))}
      >
        {t('preset.step')}
      </Button>
      <Button size="small" onClick={takeLastAct}>
        {t('preset.act')}
      </Button>
      <Button size="small" onClick={() => take({ a: placeOfStart(), b: placeNow() })}>
        {t('preset.run')}
      </Button>
      <span role="status">{isNothing ? t('preset.nothing') : ''}</span>
    </div>
  )
}

function placeNow(): Mark {
  const { position, atMicros } = useCluster.getState()
  return { position, atMicros }
}

function placeOfStart(): Mark {
  const { start, startAtMicros } = useCluster.getState()
  return { position: start, atMicros: startAtMicros }
}

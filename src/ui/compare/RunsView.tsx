import type { TFunction } from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { startWorker } from '../../client/start-worker.ts'
import type { Recording } from '../../protocol/messages.ts'
import type { ObjectDiff } from '../../protocol/views.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatClock } from '../state/clock.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { useComparison } from '../state/comparison.ts'
import { Button } from '../widgets/Button.tsx'
import { Menu } from '../widgets/Menu.tsx'
import { ClusterColumn } from './ClusterColumn.tsx'
import styles from './Compare.module.css'
import { DiffGroups } from './DiffGroups.tsx'
import { type SecondRun, startSecondRun } from './second-run.ts'
import { TogetherControls } from './TogetherControls.tsx'
import { type WhatIf, WhatIfItems } from './WhatIfItems.tsx'

/** Objects are compared when both runs have stood still for this long. */
const COMPARE_AFTER_MS = 250

/** This run and another at the same time of their clocks: one that was kept, or this one without something. */
export function RunsView() {
  const { t } = useTranslation('compare')
  const kept = useComparison((state) => state.kept)
  // Not kept past this view: it is this run without something, and this run goes on when the view is closed.
  const [whatIf, setWhatIf] = useState<WhatIf | null>(null)
  const run = useSecondRun((whatIf ?? kept)?.recording ?? null)
  return (
    <>
      <div className={styles.marks}>
        <Menu trigger={<Button size="small">{t('whatIf')}</Button>}>
          <WhatIfItems onChoose={setWhatIf} />
        </Menu>
        {whatIf && (
          <Button size="small" onClick={() => setWhatIf(null)}>
            {t('dropWhatIf')}
          </Button>
        )}
        <Button
          size="small"
          onClick={() => {
            setWhatIf(null)
            useComparison.getState().keepRun()
          }}
        >
          {t(kept ? 'keepAgain' : 'keep')}
        </Button>
        {kept && (
          <Button size="small" onClick={() => useComparison.getState().dropRun()}>
            {t('dropRun')}
          </Button>
        )}
      </div>
      {!kept && !whatIf && <p className={styles.note}>{t('runsHint')}</p>}
      {run && <BothRuns run={run} other={whatIf ? titleOf(whatIf, t) : t('other')} />}
    </>
  )
}

function titleOf({ without, from }: WhatIf, t: TFunction<'compare'>): string {
  return t('whatIfTitle', { without: from === '' ? without : `${without} (${from})` })
}

/** The other run's worker lives as long as this view does. */
function useSecondRun(recording: Recording | null): SecondRun | null {
  const [run, setRun] = useState<SecondRun | null>(null)
  useEffect(() => {
    if (!recording) return
    const started = startSecondRun(startWorker, recording)
    setRun(started)
    return () => {
      started.close()
      setRun(null)
    }
  }, [recording])
  return run
}

function BothRuns({ run, other }: { readonly run: SecondRun; readonly other: string }) {
  const { t } = useTranslation('compare')
  const [asked, setAsked] = useState<number | null>(null)
  const rows = useCluster((state) => state.rows)
  const reached = useCluster((state) => state.atMicros)
  const kept = useStore(run.cluster)
  // Between two events time passes too: what was asked for holds until something happens after it.
  const atMicros = Math.max(reached, asked ?? reached)
  const isReady = kept.ready

  useEffect(() => {
    if (isReady) run.seekTime(atMicros)
  }, [run, isReady, atMicros])

  const diffs = useObjectDiffs(run)
  const labels = { created: t('onlyThis'), changed: t('differs'), deleted: t('onlyOther') }
  if (kept.crashed)
    return <p className={styles.note}>{t('crashed', { message: kept.crashed.message })}</p>
  if (!isReady) return <p className={styles.note}>{t('starting')}</p>
  return (
    <>
      <TogetherControls atMicros={atMicros} onAsk={setAsked} />
      <p className={styles.legend}>{t('legend')}</p>
      <div className={styles.columns}>
        <ClusterColumn title={other} time={formatClock(atMicros)} rows={kept.rows} other={rows} />
        <ClusterColumn
          title={t('this')}
          time={formatClock(atMicros)}
          rows={rows}
          other={kept.rows}
        />
      </div>
      <h3 className={styles.heading}>{t('objects')}</h3>
      <p className={styles.legend}>{t('fields')}</p>
      {diffs ? (
        <DiffGroups diffs={diffs} labels={labels} />
      ) : (
        <p className={styles.note}>{t('busy')}</p>
      )}
    </>
  )
}

/** What differs between the two clusters' objects now, from the kept run to this one. */
function useObjectDiffs(run: SecondRun): readonly ObjectDiff[] | null {
  const [diffs, setDiffs] = useState<readonly ObjectDiff[] | null>(null)
  const newest = useRef(0)
  const here = useCluster((state) => `${state.fork}/${state.position}`)
  const there = useStore(run.cluster, (state) => (state.ready ? state.position : -1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the runs stand is what tells that objects may have changed
  useEffect(() => {
    if (there < 0) return
    const turn = ++newest.current
    const timer = setTimeout(async () => {
      const objects = await run.objects()
      const reply = objects && (await commands.compareObjects(objects))
      if (turn === newest.current && reply?.type === 'compared') setDiffs(reply.diffs)
    }, COMPARE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [run, here, there])
  return diffs
}

import { FastForward, Pause, Play, SkipForward, StepBack, StepForward } from 'lucide-react'
import type { Grain } from '../../../protocol/views.ts'
import { formatDuration } from '../../i18n/formats.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePlaybackMode } from '../../machines/playback.ts'
import { useMediaQuery } from '../../shell/use-media-query.ts'
import { hasNothingAhead, useCluster } from '../../state/cluster.ts'
import { commands } from '../../state/commands.ts'
import { usePreferences } from '../../state/preferences.ts'
import { useSession } from '../../state/session-state.ts'
import { useUnhurried } from '../../state/unhurried.ts'
import { Button } from '../../widgets/Button.tsx'
import { Select } from '../../widgets/Select.tsx'
import { Tooltip } from '../../widgets/Tooltip.tsx'
import { paceOptionOf, paceOptions, shortPaceText } from './paces.ts'
import styles from './Toolbar.module.css'

const grains: readonly Grain[] = ['story', 'message', 'decision']

/** Grain, steps, play and its pace. */
export function PlaybackControls() {
  const { t } = useTranslation()
  const mode = usePlaybackMode()
  const isUsable = mode !== 'restoring' && mode !== 'crashed'
  return (
    <div className={styles.playback} role="toolbar" aria-label={t('toolbar.label')}>
      <GrainSelect />
      <Steps isUsable={isUsable} />
      <PlayButton isUsable={isUsable} isPlaying={mode === 'playing' || mode === 'runningToQuiet'} />
      <PaceSelect />
      <Ahead isUsable={isUsable} isRunning={mode === 'runningToQuiet'} />
    </div>
  )
}

function GrainSelect() {
  const { t } = useTranslation()
  const grain = usePreferences((state) => state.grain)
  const set = usePreferences((state) => state.set)
  return (
    <Select
      label={t('toolbar.grain')}
      title={`${t('toolbar.grainHint')}: ${t(`grain.${grain}Hint`)}`}
      className={styles.grain}
      value={grain}
      options={grains.map((value) => ({
        value,
        text: t(`grain.${value}`),
        hint: t(`grain.${value}Hint`),
      }))}
      onChange={(next) => set({ grain: next })}
    />
  )
}

function Steps({ isUsable }: { readonly isUsable: boolean }) {
  const { t } = useTranslation()
  const grain = usePreferences((state) => state.grain)
  const isUntouched = useSession((state) => state.isUntouched)
  const isAtBeginning = useCluster((state) => state.position <= state.start)
  return (
    <>
      <Tooltip text={t('toolbar.stepBack')} keys="←">
        <Button
          aria-label={t('toolbar.stepBack')}
          disabled={!isUsable || isAtBeginning}
          onClick={() => commands.step(grain, 'back')}
        >
          <StepBack aria-hidden />
          <span className={styles.label}>{t('toolbar.stepBackShort')}</span>
        </Button>
      </Tooltip>
      <Tooltip text={t('toolbar.stepForward')} keys="→">
        <Button
          look="primary"
          className={isUntouched && isUsable ? 'beckon' : undefined}
          aria-label={t('toolbar.stepForward')}
          data-tour="step"
          disabled={!isUsable}
          onClick={() => commands.step(grain, 'forward')}
        >
          <span>{t('toolbar.stepForwardShort')}</span>
          <StepForward aria-hidden />
        </Button>
      </Tooltip>
    </>
  )
}

interface PlayButtonProps {
  readonly isUsable: boolean
  readonly isPlaying: boolean
}

function PlayButton({ isUsable, isPlaying }: PlayButtonProps) {
  const { t } = useTranslation()
  const pace = usePreferences((state) => state.pace)
  const name = t(isPlaying ? 'toolbar.pause' : 'toolbar.play')
  return (
    <Tooltip text={name} keys="Space">
      <Button
        className={styles.play}
        aria-label={name}
        disabled={!isUsable}
        onClick={() => (isPlaying ? commands.pause() : commands.play(pace))}
      >
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        <span className={styles.label}>{name}</span>
      </Button>
    </Tooltip>
  )
}

/** Where a pace has room for a few signs only. */
const TINY = '(max-width: 460px)'

function PaceSelect() {
  const { t } = useTranslation()
  const mode = usePlaybackMode()
  const isTiny = useMediaQuery(TINY)
  const pace = usePreferences((state) => state.pace)
  const set = usePreferences((state) => state.set)
  return (
    <Select
      label={t('toolbar.pace')}
      title={t('toolbar.pace')}
      className={styles.pace}
      value={paceOptionOf(pace)?.value ?? ''}
      options={paceOptions.map((option) => ({
        value: option.value,
        text: isTiny ? shortPaceText(option) : t(option.key, { ...option.params }),
      }))}
      onChange={(value) => {
        const next = paceOptions.find((option) => option.value === value)
        if (!next) return
        set({ pace: next.pace })
        if (mode === 'playing') commands.play(next.pace)
      }}
    />
  )
}

interface AheadProps {
  readonly isUsable: boolean
  readonly isRunning: boolean
}

function Ahead({ isUsable, isRunning }: AheadProps) {
  const { t } = useTranslation()
  return (
    <>
      <Tooltip text={t('toolbar.runToQuietHint')} keys="R">
        <Button
          aria-label={t('toolbar.runToQuiet')}
          aria-busy={isRunning}
          disabled={!isUsable}
          onClick={() => commands.runToQuiet()}
        >
          <FastForward aria-hidden />
          <span className={styles.labelWide}>{t('toolbar.runToQuiet')}</span>
        </Button>
      </Tooltip>
      <SkipAhead isUsable={isUsable} />
    </>
  )
}

function SkipAhead({ isUsable }: { readonly isUsable: boolean }) {
  const { t } = useTranslation()
  const isEndless = useUnhurried(hasNothingAhead)
  // Under a second the wait is no reading matter.
  const wait = useUnhurried(({ nextAtMicros, atMicros }) =>
    nextAtMicros !== null && nextAtMicros - atMicros >= 1_000_000
      ? formatDuration(nextAtMicros - atMicros)
      : '',
  )
  const hint =
    wait === '' ? t('toolbar.skipAheadHint') : t('toolbar.skipAheadIn', { duration: wait })
  return (
    <Tooltip text={hint} keys="N">
      <Button
        aria-label={t('toolbar.skipAhead')}
        disabled={!isUsable || isEndless}
        onClick={() => commands.skipAhead()}
      >
        <SkipForward aria-hidden />
        {wait !== '' && <span className={styles.wait}>{wait}</span>}
      </Button>
    </Tooltip>
  )
}

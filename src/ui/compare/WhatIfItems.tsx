import { Fragment, useEffect, useState } from 'react'
import type { Recording } from '../../protocol/messages.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { formatClock } from '../state/clock.ts'
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { isVeiled } from '../state/veil.ts'
import { MenuHeading, MenuItem } from '../widgets/Menu.tsx'
import { type OmissibleAct, type Omission, omissibleActs, runWithout } from './what-if.ts'

/** The present run as it would have been without one thing. */
export interface WhatIf {
  readonly recording: Recording
  /** What is left out, f.e. `readinessProbe`, or the act's own line if it is all of it. */
  readonly without: string
  /** Where it stood, f.e. `Deployment/web`; '' where `without` says it all. */
  readonly from: string
}

export interface WhatIfItemsProps {
  readonly onChoose: (whatIf: WhatIf) => void
}

/** Entries of a menu: everything that the reader did so far, and what of it could have been missing. */
export function WhatIfItems({ onChoose }: WhatIfItemsProps) {
  const { t } = useTranslation('compare')
  const recording = useRecording()
  if (!recording) return <MenuHeading>{t('busy')}</MenuHeading>
  const acts = toldActs(recording)
  if (acts.length === 0) return <MenuHeading>{t('whatIfNothing')}</MenuHeading>
  return acts.map((act) => (
    <Fragment key={act.index}>
      <MenuHeading>
        {formatClock(act.atMicros)} · {act.text}
      </MenuHeading>
      {act.omissions.map((omission) => {
        const { without, from } = wordsOf(omission, act)
        return (
          <MenuItem
            key={JSON.stringify(omission)}
            hint={from === '' ? undefined : from}
            onSelect={() =>
              onChoose({ recording: runWithout(recording, act.index, omission), without, from })
            }
          >
            {omission.type === 'act' ? t('whatIfNotDone') : t('whatIfWithout', { without })}
          </MenuItem>
        )
      })}
    </Fragment>
  ))
}

/** The run as it is when the menu opens. */
function useRecording(): Recording | null {
  const [recording, setRecording] = useState<Recording | null>(null)
  useEffect(() => {
    let isOpen = true
    commands.save().then((reply) => {
      if (isOpen && reply.type === 'saved') setRecording(reply.recording)
    })
    return () => {
      isOpen = false
    }
  }, [])
  return recording
}

/** What a lesson did in silence is no secret that a menu tells. */
function toldActs({ actions }: Recording): readonly OmissibleAct[] {
  return omissibleActs(actions, useCluster.getState().atMicros).filter(
    ({ index }) => !isVeiled((actions[index]?.position ?? 0) + 1),
  )
}

function wordsOf(omission: Omission, act: OmissibleAct) {
  switch (omission.type) {
    case 'act':
      return { without: act.text, from: '' }
    case 'object':
      return { without: omission.object, from: '' }
    case 'field':
      return { without: omission.field, from: omission.object }
  }
}

/** The paces the toolbar offers, from slowest to fastest. */
import type { Pace } from '../../../protocol/messages.ts'

/** Beyond this factor nothing is gained: the worker is busy all the time. */
const SPEEDS = [1, 10, 60, 600] as const

export interface PaceOption {
  readonly value: string
  readonly pace: Pace
  /** Key in the `ui` texts. */
  readonly key: string
  readonly params?: { readonly factor: number }
}

/** Steps of a grain per second first, then multiples of real time. */
export const paceOptions: readonly PaceOption[] = [
  steps('pace.storySlowest', 'story', 0.125),
  steps('pace.story', 'story', 0.5),
  steps('pace.messagesSlowest', 'message', 0.5),
  steps('pace.messagesSlower', 'message', 1),
  steps('pace.messagesSlow', 'message', 2),
  steps('pace.messages', 'message', 4),
  steps('pace.messagesFast', 'message', 12),
  ...SPEEDS.map((factor) => ({
    value: `speed-${factor}`,
    pace: { type: 'speed', factor } as const,
    key: factor === 1 ? 'pace.real' : 'pace.speed',
    params: { factor },
  })),
]

const DEFAULT_OPTION = paceOptions.find(({ key }) => key === 'pace.messages')

/** The option that is this pace; one that the list does not hold counts as the default's neighbour. */
export function paceOptionOf(pace: Pace): PaceOption | undefined {
  return paceOptions.find((option) => isSamePace(option.pace, pace)) ?? DEFAULT_OPTION
}

/** A pace in a few signs, the same in every language: `4/s`, `×60`. */
export function shortPaceText({ pace }: PaceOption): string {
  return pace.type === 'speed' ? `×${pace.factor}` : perSecondText(pace.perSecond)
}

function perSecondText(perSecond: number): string {
  return perSecond < 1 ? `1/${1 / perSecond}s` : `${perSecond}/s`
}

function steps(key: string, grain: 'story' | 'message', perSecond: number): PaceOption {
  return { value: `${grain}-${perSecond}`, pace: { type: 'steps', grain, perSecond }, key }
}

function isSamePace(a: Pace, b: Pace): boolean {
  if (a.type === 'speed') return b.type === 'speed' && a.factor === b.factor
  return b.type === 'steps' && a.grain === b.grain && a.perSecond === b.perSecond
}

/** How the reader likes the page. Kept in localStorage, apart from any run. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Pace } from '../../protocol/messages.ts'
import type { Grain } from '../../protocol/views.ts'
import { type Language, preferredLanguage } from '../i18n/languages.ts'

export type { Language }
export type Theme = 'system' | 'light' | 'dark'
export type Motion = 'system' | 'reduced' | 'full'
/** The tabs of the bottom panel, in order. */
export const bottomTabs = [
  'timeline',
  'sequence',
  'messages',
  'events',
  'output',
  'requests',
] as const
export type BottomTab = (typeof bottomTabs)[number]

export interface PreferencesState {
  readonly language: Language
  readonly theme: Theme
  readonly motion: Motion
  readonly grain: Grain
  readonly pace: Pace
  readonly bottomTab: BottomTab
  /** The reader has taken a step here once. */
  readonly isWelcomed: boolean
  /** Sizes of panel groups in per cent, by group and panel id. */
  readonly layouts: { readonly [group: string]: { readonly [panel: string]: number } }
  readonly set: (change: Partial<Omit<PreferencesState, 'set'>>) => void
}

/** The preferences; `usePreferences.getState().set({ theme: 'dark' })` writes and keeps them. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      language: preferredLanguage(globalThis.navigator?.languages ?? []),
      theme: 'system',
      motion: 'system',
      grain: 'story',
      pace: { type: 'steps', grain: 'message', perSecond: 4 },
      bottomTab: 'timeline',
      isWelcomed: false,
      layouts: {},
      set: (change) => set(change),
    }),
    { name: 'pilothouse.preferences', version: 1 },
  ),
)

/** From now on preferences hold for this page only: what the reader chose elsewhere stays as it is. */
export function keepPreferencesHere(): void {
  usePreferences.persist.setOptions({
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
  })
}

/** Whether things should appear in place rather than move: the reader's choice, else the system's. */
export function isMotionReduced(motion: Motion): boolean {
  if (motion !== 'system') return motion === 'reduced'
  return globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false
}

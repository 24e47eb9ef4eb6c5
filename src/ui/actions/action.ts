/** What an action of the page is, and how its keys are told apart and written. */

/** One press of a key with what is held beside it. Letters go by the key's place, so that they work with the Korean input method on too. */
export interface Chord {
  /** As `KeyboardEvent.key` has it, or as `code` if it begins with `Key`. */
  readonly key: string
  readonly shift?: true
  readonly alt?: true
  /** Ctrl, or ⌘ on a Mac. */
  readonly mod?: true
}

export type ActionGroup = 'run' | 'lesson' | 'look' | 'page'

/** Something that the reader can do. The palette finds it, the keys press it, the help lists it. */
export interface Action {
  /** English words in kebab case: found by the palette in every language. */
  readonly id: string
  readonly group: ActionGroup
  /** Key of its name in the texts. */
  readonly title: string
  readonly params?: { readonly [name: string]: string | number }
  readonly chords?: readonly Chord[]
  /** Another part of the page hears its keys while it has the focus; here they are only told. */
  readonly isHeardElsewhere?: true
  readonly isEnabled?: () => boolean
  readonly run: () => unknown
}

/** Whether this press is that chord. */
export function isChord(chord: Chord, event: KeyboardEvent): boolean {
  const name = chord.key.startsWith('Key') ? event.code : event.key
  if (name !== chord.key || (event.ctrlKey || event.metaKey) !== (chord.mod ?? false)) return false
  // Where a sign is typed with Shift, Shift says nothing more.
  const isSign = chord.key.length === 1 && chord.key !== ' '
  const isShiftRight = isSign || event.shiftKey === (chord.shift ?? false)
  return isShiftRight && event.altKey === (chord.alt ?? false)
}

const KEY_NAMES: { readonly [key: string]: string } = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** A chord as it stands on a keyboard: `['Shift', '→']`. */
export function keysOf({ key, shift, alt, mod }: Chord): readonly string[] {
  const name = KEY_NAMES[key] ?? key.replace(/^Key/, '')
  return [mod && 'Ctrl/⌘', shift && 'Shift', alt && 'Alt', name].filter(
    (part) => part !== undefined,
  )
}

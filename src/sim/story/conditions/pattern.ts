import { isWordCharacter, PatternError, type PatternNode, parsePattern } from './pattern-parse.ts'

const PATTERN_LENGTH_MAX = 200
const STATES_MAX = 2_000
/** Of a longer text only the beginning is looked at. */
const TEXT_LENGTH_MAX = 50_000

/** Whether a text contains what a pattern describes. */
export type PatternTest = (text: string) => boolean

type State =
  | { readonly type: 'character'; readonly matches: (code: number) => boolean }
  | {
      readonly type: 'boundary'
      readonly at: Extract<PatternNode, { type: 'boundary' }>['at']
    }
  /** Goes on in both places. */
  | { readonly type: 'fork'; to: number; or: number }
  | { readonly type: 'goto'; to: number }
  | { readonly type: 'match' }

/**
 * Makes a test of a regular expression, or says what is wrong with it. Patterns come with lessons that
 * anybody may have written, and JavaScript's own expressions can take for ever on a text of a few dozen
 * characters: this one follows all ways through the pattern at once (Thompson's construction), so its time is
 * at most the product of both lengths, whatever the pattern.
 */
export function compilePattern(source: string): PatternTest | { readonly problem: string } {
  if (source.length > PATTERN_LENGTH_MAX)
    return { problem: `a pattern has at most ${PATTERN_LENGTH_MAX} characters` }
  try {
    const states: State[] = []
    build(parsePattern(source), states)
    states.push({ type: 'match' })
    return (text) => isFound(states, text.slice(0, TEXT_LENGTH_MAX))
  } catch (error) {
    if (error instanceof PatternError) return { problem: `pattern /${source}/: ${error.message}` }
    throw error
  }
}

/** Appends the states of a node; they lead on to whatever is appended next. */
function build(node: PatternNode, states: State[]): void {
  if (states.length > STATES_MAX) throw new PatternError('it repeats too much')
  switch (node.type) {
    case 'character':
    case 'boundary':
      states.push(node)
      return
    case 'sequence':
      for (const part of node.parts) build(part, states)
      return
    case 'choice':
      return buildChoice(node.parts, states)
    case 'repeat':
      return buildRepeat(node, states)
  }
}

function buildChoice(parts: readonly PatternNode[], states: State[]): void {
  const ends: { to: number }[] = []
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      build(part, states)
      break
    }
    const fork = { type: 'fork' as const, to: states.length + 1, or: 0 }
    states.push(fork)
    build(part, states)
    const end = { type: 'goto' as const, to: 0 }
    states.push(end)
    ends.push(end)
    fork.or = states.length
  }
  for (const end of ends) end.to = states.length
}

function buildRepeat(
  { part, min, max }: Extract<PatternNode, { type: 'repeat' }>,
  states: State[],
): void {
  for (let i = 0; i < min; i++) build(part, states)
  if (max === Number.POSITIVE_INFINITY) {
    const fork = { type: 'fork' as const, to: states.length + 1, or: 0 }
    const again = states.length
    states.push(fork)
    build(part, states)
    states.push({ type: 'goto', to: again })
    fork.or = states.length
    return
  }
  const forks: { or: number }[] = []
  for (let i = min; i < max; i++) {
    const fork = { type: 'fork' as const, to: states.length + 1, or: 0 }
    states.push(fork)
    forks.push(fork)
    build(part, states)
  }
  for (const fork of forks) fork.or = states.length
}

function isFound(states: readonly State[], text: string): boolean {
  /** At which step a state was last entered: each is followed once per character. */
  const entered = new Int32Array(states.length).fill(-1)
  let current: number[] = []
  let following: number[] = []
  for (let at = 0; at <= text.length; at++) {
    // A match may begin anywhere: the first state is entered at every character.
    current.push(0)
    const consuming = follow(states, current, entered, text, at)
    if (!consuming) return true
    const code = text.charCodeAt(at)
    following = []
    if (at < text.length)
      for (const index of consuming) {
        const state = states[index]
        if (state?.type === 'character' && state.matches(code)) following.push(index + 1)
      }
    current = following
  }
  return false
}

/** All character states that are reached from these without reading on; undefined if the match is. */
function follow(
  states: readonly State[],
  from: readonly number[],
  entered: Int32Array,
  text: string,
  at: number,
): readonly number[] | undefined {
  const stack = [...from]
  const consuming: number[] = []
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (entered[index] === at) continue
    entered[index] = at
    const state = states[index]
    switch (state?.type) {
      case 'match':
        return undefined
      case 'character':
        consuming.push(index)
        break
      case 'goto':
        stack.push(state.to)
        break
      case 'fork':
        stack.push(state.or, state.to)
        break
      case 'boundary':
        if (isBoundary(state.at, text, at)) stack.push(index + 1)
    }
  }
  return consuming
}

function isBoundary(
  kind: Extract<State, { type: 'boundary' }>['at'],
  text: string,
  at: number,
): boolean {
  if (kind === 'start') return at === 0
  if (kind === 'end') return at === text.length
  const isInside = isWord(text, at - 1) !== isWord(text, at)
  return kind === 'word' ? isInside : !isInside
}

function isWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordCharacter(text.charCodeAt(at))
}

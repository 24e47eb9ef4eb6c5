// Goal: colours tell things apart to every eye, and words can be read. Method: the tokens themselves, with colour blindness simulated.
import { describe, expect, test } from 'vitest'
import { contrast, distance, linear, mixed, type Rgb, VISIONS } from './colour-vision.ts'
import { type Tokens, themes, tokenOf } from './tokens.ts'

/**
 * Four times what is just seen (0.02): enough for areas of a few pixels that are not side by side. For comparison: the red and green
 * that colour-blind readers mix up were at 0.04 here.
 */
const DISTANCE_MIN = 0.08

/** Those of one entry share a colour on purpose (they are kin) and differ by their form; forms.test.ts holds that. */
const PHASES = [
  ['pending', 'creating'],
  ['running'],
  ['ready'],
  ['succeeded'],
  ['failed', 'crash-looping'],
  ['terminating'],
  ['unknown'],
]
/** Heartbeats are pale answers and reads: theirs is the ground's colour family, and they have contrast to keep. */
const MESSAGES = [
  ['write'],
  ['read', 'answer'],
  ['watch'],
  ['storage'],
  ['runtime', 'network'],
  ['traffic'],
  ['user'],
]
const STATES = [['good'], ['warning'], ['bad']]

const SURFACES = ['surface-0', 'surface-1', 'surface-2'] as const

describe.each(Object.entries(themes()))('in the %s theme', (_theme, tokens) => {
  const colour = (name: string): Rgb => linear(tokenOf(tokens, name))

  test.each([
    ['phase-', PHASES],
    ['message-', MESSAGES],
    ['', STATES],
  ])('colours of "%s" look different to every kind of colour vision', (prefix, families) => {
    const tooNear = pairs(families).flatMap(([a, b]) =>
      Object.entries(VISIONS).flatMap(([vision, matrix]) => {
        const apart = distance(colour(prefix + a), colour(prefix + b), matrix)
        return apart < DISTANCE_MIN ? [`${a} and ${b}: ${apart.toFixed(3)} (${vision})`] : []
      }),
    )
    expect(tooNear).toEqual([])
  })

  test('kin share one colour', () => {
    for (const [prefix, families] of [
      ['phase-', PHASES],
      ['message-', MESSAGES],
    ] as const)
      for (const family of families)
        expect(new Set(family.map((name) => tokenOf(tokens, prefix + name))).size).toBe(1)
  })

  test('what is drawn stands out from every surface, 3:1', () => {
    const drawn = [...tokens.keys()].filter((name) => /^(phase|message)-/.test(name))
    expect(drawn.length).toBeGreaterThan(15)
    const names = [...drawn, 'accent', 'focus', 'good', 'warning', 'bad']
    expect(below(3, tokens, names, [...SURFACES, 'surface-3'])).toEqual([])
  })

  test('words can be read on every surface, 4.5:1', () => {
    const names = ['text', 'text-muted', 'text-faint', 'accent', 'accent-strong']
    const told = ['good', 'warning', 'bad', 'phase-unknown']
    const classes = ['write', 'watch', 'storage', 'runtime', 'traffic'].map((c) => `message-${c}`)
    expect(below(4.5, tokens, [...names, ...told, ...classes], SURFACES)).toEqual([])
    const code = [...tokens.keys()].filter((n) => /^code-(?!line)/.test(n))
    expect(below(4.5, tokens, code, ['surface-0', 'surface-1', 'surface-sunken'])).toEqual([])
  })

  test('words on washes of their own colour can be read, and words on full colour', () => {
    const onWash = [
      ['good', 'good-wash'],
      ['warning', 'warning-wash'],
      ['bad', 'bad-wash'],
      ['accent-strong', 'accent-wash'],
      ['text-muted', 'accent-wash'],
    ] as const
    const unread = onWash.flatMap(([word, wash]) =>
      SURFACES.flatMap((surface) => {
        const ground = linear(tokenOf(tokens, wash), colour(surface))
        const ratio = contrast(colour(word), ground)
        return ratio < 4.5 ? [`${word} on ${wash} over ${surface}: ${ratio.toFixed(2)}`] : []
      }),
    )
    expect(unread).toEqual([])
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThan(4.5)
    expect(contrast(colour('surface-1'), colour('bad'))).toBeGreaterThan(4.5)
  })

  test("a pod's status, in its look's colour mixed with the text's, can be read", () => {
    const unread = PHASES.flat().flatMap((look) => {
      const word = mixed(colour(`phase-${look}`), colour('text'), 0.75)
      const ratio = Math.min(...SURFACES.map((surface) => contrast(word, colour(surface))))
      return ratio < 4.5 ? [`${look}: ${ratio.toFixed(2)}`] : []
    })
    expect(unread).toEqual([])
  })
})

/** Every two names of different families. */
function pairs(families: readonly (readonly string[])[]): readonly (readonly [string, string])[] {
  const first = families.map((family) => family[0] ?? '')
  return first.flatMap((a, index) => first.slice(index + 1).map((b) => [a, b] as const))
}

function below(
  ratio: number,
  tokens: Tokens,
  names: readonly string[],
  surfaces: readonly string[],
): readonly string[] {
  return names.flatMap((name) =>
    surfaces.flatMap((surface) => {
      const found = contrast(linear(tokenOf(tokens, name)), linear(tokenOf(tokens, surface)))
      return found < ratio ? [`${name} on ${surface}: ${found.toFixed(2)}`] : []
    }),
  )
}

/** How well a name fits what was typed, letters in order but not necessarily together; Korean also by initial consonants. */

const WORD_START_SCORE = 8
const RUN_SCORE = 5
const LETTER_SCORE = 1
/** What comes early in a name counts a little more, and a short name more than a long one. */
const LATE_COST = 0.05

/** Higher is better; null if the name does not have all letters in order. */
export function scoreOf(query: string, name: string): number | null {
  const wanted = folded(query)
  const direct = fitLetters(wanted, folded(name))
  if (direct !== null || !INITIALS_ONLY.test(wanted)) return direct
  return fitLetters(wanted, initialsOf(name))
}

function folded(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim()
}

function fitLetters(query: string, name: string): number | null {
  // What stands there in one piece is surely meant.
  const whole = name.indexOf(query)
  if (whole >= 0) return wholeScore(query, name, whole)
  let score = 0
  let last = -2
  for (const letter of query) {
    if (letter === ' ') continue
    const at = nextOf(name, letter, last + 1)
    if (at < 0) return null
    score += LETTER_SCORE
    if (at === last + 1) score += RUN_SCORE
    else if (isWordStart(name, at)) score += WORD_START_SCORE
    last = at
  }
  return score - LATE_COST * name.length
}

function wholeScore(query: string, name: string, at: number): number {
  const start = isWordStart(name, at) ? 2 * WORD_START_SCORE : 0
  return start + query.length * (LETTER_SCORE + WORD_START_SCORE) - LATE_COST * (at + name.length)
}

/** The next place of a letter; one that begins a word is better than one that comes sooner. */
function nextOf(name: string, letter: string, from: number): number {
  const first = name.indexOf(letter, from)
  if (first < 0 || first === from || isWordStart(name, first)) return first
  for (let at = first; at >= 0; at = name.indexOf(letter, at + 1)) {
    if (isWordStart(name, at)) return at
  }
  return first
}

function isWordStart(name: string, at: number): boolean {
  return at === 0 || /[\s\-_/.:,()]/.test(name[at - 1] ?? '')
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const INITIALS_ONLY = /^[ㄱ-ㅎ\s]+$/
const SYLLABLES_FROM = 0xac00
const SYLLABLES_TO = 0xd7a3
const SYLLABLES_PER_INITIAL = 588

/** Each syllable's first consonant: `디플로이먼트` as `ㄷㅍㄹㅇㅁㅌ`. */
function initialsOf(name: string): string {
  return [...name.normalize('NFC')]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < SYLLABLES_FROM || code > SYLLABLES_TO) return letter
      return INITIALS[Math.floor((code - SYLLABLES_FROM) / SYLLABLES_PER_INITIAL)]
    })
    .join('')
}

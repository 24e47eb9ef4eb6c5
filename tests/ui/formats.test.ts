// Goal: numbers and lengths of time are written as the reader's language writes them.
import i18next from 'i18next'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  decimalSign,
  formatDuration,
  formatNumber,
  formatPercent,
  parameterFormat,
} from '../../src/ui/i18n/formats.ts'

const texts = {
  events: 'event {{position}}',
  share: 'cpu {{part, percent}}',
  seed: 'seed {{seed}}',
}

async function speak(language: string) {
  i18next.use(parameterFormat)
  await i18next.init({
    lng: language,
    resources: { [language]: { ui: texts } },
    defaultNS: 'ui',
    interpolation: { escapeValue: false, alwaysFormat: true },
  })
}

describe.each([
  ['en', '1,613', '7.9', '30%', ['250μs', '12ms', '2.0s', '42s', '5m 40s', '2h 5m', '3h']],
  [
    'ko',
    '1,613',
    '7.9',
    '30%',
    ['250μs', '12ms', '2.0초', '42초', '5분 40초', '2시간 5분', '3시간'],
  ],
  [
    'de',
    '1.613',
    '7,9',
    '30 %',
    ['250 μs', '12 ms', '2,0 Sek.', '42 Sek.', '5 Min. 40 Sek.', '2h 5 Min.', '3h'],
  ],
])('given %s', (language, whole, part, share, durations) => {
  beforeEach(() => speak(language))

  test('numbers and shares', () => {
    // What another caller asked for with one digit is not taken for this.
    decimalSign()
    expect([formatNumber(1613), formatNumber(7.902, 1)]).toEqual([whole, part])
    expect(formatPercent(30).replace(/\s/g, ' ')).toBe(share)
  })

  test('lengths of time, in their largest useful units', () => {
    const micros = [250, 12_300, 2_000_000, 42_400_000, 340_000_000, 7_500_000_000, 10_800_000_000]
    expect(micros.map((value) => formatDuration(value).replace(/\s/g, ' '))).toEqual(durations)
  })

  test('numbers inside texts, but no names', () => {
    expect(i18next.t('events', { position: 1613 })).toBe(`event ${whole}`)
    expect(i18next.t('share', { part: 30 }).replace(/\s/g, ' ')).toBe(`cpu ${share}`)
    expect(i18next.t('seed', { seed: 1613 })).toBe('seed 1613')
  })
})

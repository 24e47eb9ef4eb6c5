// @vitest-environment happy-dom
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { LESSONS } from '../../../src/lessons/index.ts'
import { catalogs } from '../../../src/texts/index.ts'
import { keysOf } from '../../../src/ui/actions/action.ts'
import { actions } from '../../../src/ui/actions/index.ts'
import { startI18n } from '../../../src/ui/i18n/i18n.ts'
import { allEntries, found } from '../../../src/ui/palette/entries.ts'
import { emptyCluster } from '../../../src/ui/state/cluster.ts'
import { examples } from '../../../src/ui/state/examples.ts'

beforeAll(() => startI18n())

test('no two actions share an id or a key', () => {
  const ids = actions.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const keys = actions.flatMap(({ chords = [] }) => chords.map((chord) => keysOf(chord).join('+')))
  expect(new Set(keys).size).toBe(keys.length)
})

test.each(Object.entries(catalogs))('every action has a name in %s', (_, catalog) => {
  const texts: { readonly [namespace: string]: object } = catalog
  for (const { title } of actions) {
    const [namespace, key] = title.includes(':') ? title.split(':') : ['ui', title]
    expect(Object.hasOwn(texts[namespace ?? ''] ?? {}, key ?? ''), title).toBe(true)
  }
})

test('every lesson and every example is found by its name and by its English id', () => {
  const entries = allEntries(i18next.t, emptyCluster.rows, 'ko')
  for (const { id, title } of LESSONS) {
    expect(found(entries, title.ko ?? '')[0]?.id).toBe(`lesson/${id}`)
    expect(found(entries, id)[0]?.id).toBe(`lesson/${id}`)
  }
  for (const { name } of examples) {
    expect(found(entries, name).map(({ id }) => id)).toContain(`example/${name}`)
  }
})

test('before anything is typed, there is something to choose from', () => {
  expect(found(allEntries(i18next.t, emptyCluster.rows, 'en'), ' ').length).toBeGreaterThan(20)
})

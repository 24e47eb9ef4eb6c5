// Goal: the house stays in the shape that docs/ARCHITECTURE.md draws. Method: read every source file.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../src')
const LINES_MAX = 400

/** What each folder may import of its neighbours, and of packages. Folders of `sim` come in layers of their own. */
const LAYERS: { readonly [folder: string]: readonly string[] } = {
  protocol: [],
  sim: ['protocol', 'sorted-btree', 'xstate', 'yaml'],
  texts: ['protocol', 'i18next', 'node'],
  worker: ['protocol', 'sim'],
  cli: ['protocol', 'sim', 'texts', 'lessons', 'worker', 'node', 'yaml'],
  client: ['protocol', 'worker'],
  lessons: ['protocol', 'yaml', '@cfworker/json-schema'],
  ui: ['protocol', 'client', 'lessons', 'texts', 'examples', '*'],
}

/** Within `sim`: each folder may import the ones before it, and its own row's extras. */
const SIM_LAYERS: readonly (readonly string[])[] = [
  ['kernel'],
  ['latencies.ts', 'api'],
  ['etcd'],
  ['apiserver'],
  ['client'],
  [
    'scheduler',
    'controllers',
    'cloud',
    'images',
    'node',
    'addons',
    'failures',
    'kubectl',
    'bootstrap.ts',
  ],
  ['cluster.ts'],
  ['story'],
]

/** Component folders that may know another's: cloud controllers run on the controller runtime, nodes run images, failures act on machines. */
const SIM_NEIGHBOURS: { readonly [folder: string]: readonly string[] } = {
  cloud: ['controllers'],
  node: ['images'],
  failures: ['node'],
}

/** Words that would break determinism or types, and what to use instead. */
const BANNED: readonly (readonly [folder: string, pattern: RegExp, instead: string])[] = [
  ['sim', /\bDate\b\.|new Date\b/, 'ctx.now and sim/api/time.ts'],
  ['sim', /\bMath\.random\b/, 'ctx.random'],
  [
    'sim',
    /\b(async|await|Promise|setTimeout|setInterval|queueMicrotask)\b\s*[(<.]/,
    'an event on the kernel queue',
  ],
  ['', /\bas any\b|: any\b|<any>/, 'unknown and a guard'],
  ['', /\b(TODO|FIXME|XXX|HACK)\b/, 'do it now, or list it in docs/FIDELITY.md'],
  ['', /\bdebugger\b|\bconsole\.log\b/, 'a trace'],
]

interface Source {
  readonly path: string
  readonly text: string
}

function sources(folder = ROOT): readonly Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name)
      ? [{ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }]
      : []
  })
}

const files = sources()

function importsOf({ text }: Source): readonly string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const found = code.matchAll(
    /^(?:import|export|\})[^;='"]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|new URL\(\s*['"]([^'"]+)['"]/gm,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** Folder under src that an import reaches, or the package's name. */
function reached(
  source: Source,
  specifier: string,
): { readonly folder: string; readonly path: string } {
  if (!specifier.startsWith('.')) {
    const parts = specifier.replace(/^node:.*/, 'node').split('/')
    return {
      folder: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''),
      path: '',
    }
  }
  const path = relative(ROOT, resolve(ROOT, dirname(source.path), specifier))
  return {
    folder: path.startsWith('..') ? (path.split('/')[1] ?? '') : (path.split('/')[0] ?? ''),
    path,
  }
}

function simLayer(path: string): { readonly name: string; readonly level: number } {
  const name = path.split('/')[1] ?? ''
  return { name, level: SIM_LAYERS.findIndex((layer) => layer.includes(name)) }
}

describe('the house is tidy', () => {
  test('imports between folders go one way', () => {
    const crossings = files.flatMap((source) => {
      const own = source.path.split('/')[0] ?? ''
      const allowed = LAYERS[own]
      if (!allowed) return [`${source.path}: folder ${own} has no place in the layers`]
      return importsOf(source).flatMap((specifier) => {
        const { folder, path } = reached(source, specifier)
        const isPackage = path === ''
        const isFine =
          folder === own || allowed.includes(folder) || (isPackage && allowed.includes('*'))
        return isFine ? [] : [`${source.path} imports ${specifier}`]
      })
    })
    expect(crossings).toEqual([])
  })

  test('imports inside sim go from the cluster down to the kernel', () => {
    const crossings = files.flatMap((source) => {
      if (!source.path.startsWith('sim/')) return []
      const own = simLayer(source.path)
      if (own.level < 0) return [`${source.path} has no place in the layers of sim`]
      return importsOf(source).flatMap((specifier) => {
        const { folder, path } = reached(source, specifier)
        if (folder !== 'sim') return []
        const other = simLayer(path)
        const isFine =
          other.name === own.name ||
          other.level < own.level ||
          SIM_NEIGHBOURS[own.name]?.includes(other.name)
        return isFine ? [] : [`${source.path} imports ${specifier}`]
      })
    })
    expect(crossings).toEqual([])
  })

  test('protocol holds types and constants only', () => {
    const code = files.filter(
      ({ path, text }) =>
        path.startsWith('protocol/') &&
        /^(?:export )?(?:async )?(?:function|class)\b|^(?:export )?const \w+ = \(/m.test(
          text.replace(/\/\*[\s\S]*?\*\//g, ''),
        ),
    )
    expect(code.map(({ path }) => path)).toEqual([])
  })

  test('no banned words', () => {
    const found = files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        if (/^\s*(\*|\/\/|\/\*)/.test(line) && !/TODO|FIXME|XXX/.test(line)) return []
        const hit = BANNED.find(
          ([folder, pattern]) => path.startsWith(folder) && pattern.test(line),
        )
        return hit ? [`${path}:${index + 1}: ${line.trim()} (use ${hit[2]})`] : []
      }),
    )
    expect(found).toEqual([])
  })

  test(`no file is longer than ${LINES_MAX} lines, catalogs and tables of data aside`, () => {
    const long = files.filter(
      ({ path, text }) => !path.startsWith('texts/') && text.split('\n').length > LINES_MAX + 1,
    )
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length}`)).toEqual([])
  })
})

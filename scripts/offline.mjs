// Tells the service worker what a build consists of: the page without a network needs all of it, under names that only the build knows.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const WORKER = 'service-worker.js'
/** Files without a hash that the page itself needs; the rest of public/ is for teachers and other pages. */
const PLAIN = /^(?:index\.html|manifest\.webmanifest|icon\.svg|icons\/.*\.png)$/
const FONT = /\.woff2?$/

/**
 * Vite's part of it.
 * @returns {import('vite').Plugin}
 */
export function offline() {
  return {
    name: 'pilothouse:offline',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir) writeServiceWorker(dir)
    },
  }
}

/** Fills the lists of the service worker in `folder`, the build's output. Its version is the hash of everything. */
export function writeServiceWorker(folder) {
  const paths = [...plainFiles(folder), ...hashedFiles(folder)].sort()
  const contents = createHash('sha256')
  for (const path of paths) contents.update(path).update(readFileSync(join(folder, path)))
  const source = readFileSync(join('public', WORKER), 'utf8')
  contents.update(source)
  // The page's own address is its folder: some servers send index.html elsewhere.
  const names = paths.map((path) => (path === 'index.html' ? './' : path))
  const filled = [
    ['VERSION', `'${contents.digest('hex').slice(0, 16)}'`],
    ['FILES', JSON.stringify(names.filter((name) => !FONT.test(name)))],
    ['FONTS', JSON.stringify(names.filter((name) => FONT.test(name)))],
  ].reduce(fill, source)
  writeFileSync(join(folder, WORKER), filled)
}

function fill(source, [name, value]) {
  const line = new RegExp(`^const ${name} = .*$`, 'm')
  if (!line.test(source)) throw new Error(`${WORKER} has no line for ${name}`)
  return source.replace(line, () => `const ${name} = ${value}`)
}

function plainFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => PLAIN.test(path))
}

function hashedFiles(folder) {
  return readdirSync(join(folder, 'assets'))
    .filter((name) => !name.endsWith('.map'))
    .map((name) => `assets/${name}`)
}

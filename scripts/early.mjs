// What the built page asks for before its own script has come: the worker of the simulation, with a cluster of the usual kind to begin
// with, and the texts in the reader's language.

const WORKER = /^assets\/entry-[^/]*\.js$/
const TEXTS = /\/src\/texts\/([a-z-]+)\/index\.ts$/

/**
 * Writes an inline script into `index.html`. Vite knows the names of files only once they are written: the page of `npm run dev` goes without.
 * @param {number} seed
 * @param {import('../src/protocol/messages.ts').TopologyOptions} topology
 * @returns {import('vite').Plugin}
 */
export function early(seed, topology) {
  return {
    name: 'pilothouse:early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const worker = Object.keys(bundle).find((name) => WORKER.test(name))
        const first = /^ *<script>/m
        if (!worker || !first.test(html)) throw new Error('no worker, or no place to start it')
        // Before the style sheet, for which scripts wait, and behind the character set.
        return html.replace(
          first,
          (line) =>
            `    <script>${script({ worker, texts: textsOf(bundle), usual: { seed, topology } })}</script>\n${line}`,
        )
      },
    },
  }
}

/** Files of texts by language. */
function textsOf(bundle) {
  const texts = {}
  for (const { fileName, facadeModuleId } of Object.values(bundle)) {
    const [, language] = TEXTS.exec(facadeModuleId ?? '') ?? []
    if (language) texts[language] = `./${fileName}`
  }
  return texts
}

/**
 * The worker is taken over by src/client/start-worker.ts; a speaker's window has none. A wrong guess at the language costs one file, one at
 * the cluster is dropped at the next slice of work.
 */
function script({ worker, texts, usual }) {
  return `
      {
        const query = new URLSearchParams(location.search)
        if (query.get('speaker') !== '1') {
          const worker = new Worker('./${worker}', { type: 'module' })
          worker.addEventListener('error', () => delete globalThis.earlyWorker)
          const usual = ${JSON.stringify(usual)}
          const asked = (name) => (/^\\d+$/.test(query.get(name)) ? Number(query.get(name)) : undefined)
          const seed = asked('seed') ?? usual.seed
          const topology = { ...usual.topology, workers: asked('workers') || usual.topology.workers }
          worker.postMessage({ type: 'prepare', seed, topology })
          globalThis.earlyWorker = worker
        }
        let kept
        try {
          kept = JSON.parse(localStorage.getItem('pilothouse.preferences')).state.language
        } catch {}
        const texts = ${JSON.stringify(texts)}
        const language = query.get('lang') ?? kept ?? navigator.language.split('-')[0]
        const link = document.createElement('link')
        link.rel = 'modulepreload'
        link.href = texts[language] ?? texts.en
        document.head.append(link)
      }
    `
}

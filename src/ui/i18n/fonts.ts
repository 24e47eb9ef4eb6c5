/** Fonts come in pieces, each when a character of it first shows; the whole page is then laid out anew. */
import { useCluster } from '../state/cluster.ts'

const FAMILIES = ['"Pretendard Variable"', '"JetBrains Mono Variable"'] as const
/** Characters that components write themselves, and digits with their signs. */
const SYMBOLS = '0123456789+-=%_:·…×↻←→↑↓✓▸'

/** Fetches the pieces that the texts of a language need once the first picture stands, so that none comes while it plays. */
export function fetchFontsOf(catalogs: object): void {
  // A document of the tests has no fonts.
  if (!('fonts' in document)) return
  whenDrawn(() => {
    const characters = [...new Set(JSON.stringify(catalogs) + SYMBOLS)].join('')
    for (const family of FAMILIES) {
      // What cannot be had now is asked for again when it shows.
      document.fonts.load(`1em ${family}`, characters).catch(() => undefined)
    }
  })
}

/** After the first picture of the cluster, which this would hold up. */
function whenDrawn(act: () => void): void {
  const soon = () => void requestAnimationFrame(() => setTimeout(act))
  if (useCluster.getState().ready) return soon()
  const stop = useCluster.subscribe(({ ready }) => {
    if (!ready) return
    stop()
    soon()
  })
}

/**
 * The web worker's first script, which only fetches the simulation: browsers keep compiled code of what is imported, but not of a
 * worker's own first script. What the page says meanwhile is kept for it.
 */
const waiting: MessageEvent[] = []
const keep = (event: MessageEvent) => waiting.push(event)

addEventListener('message', keep)
import('./main.ts').then(
  ({ bindHost }) => {
    removeEventListener('message', keep)
    bindHost(waiting)
  },
  (error: unknown) => {
    // Outside the promise, so that the page's listener for errors hears of it.
    setTimeout(() => {
      throw error
    })
  },
)

import { type Failure, isWorker } from './failure.ts'

/** The machine's network works again. Its clients try again by themselves. */
export const healNetwork: Failure = {
  name: 'heal-network',
  apply(node, _ctx, kernel) {
    if (isWorker(kernel, node)) kernel.links.impair(node, '*', undefined)
  },
}

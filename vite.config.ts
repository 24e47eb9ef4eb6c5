import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { early } from './scripts/early.mjs'
import { offline } from './scripts/offline.mjs'
import { SEED_DEFAULT, TOPOLOGY_DEFAULT } from './src/ui/state/defaults.ts'

export default defineConfig({
  // Relative, so that the built page works under any path and from any static server.
  base: './',
  plugins: [react(), early(SEED_DEFAULT, TOPOLOGY_DEFAULT), offline()],
  worker: {
    format: 'es',
    rolldownOptions: {
      // The simulation is wanted as soon as it is there: Chromium compiles all of it at once, aside, and keeps it so.
      output: { postBanner: ({ name }) => (name === 'main' ? '//# allFunctionsCalledOnLoad' : '') },
    },
  },
  preview: { port: Number(process.env.PORT ?? 4173) },
  build: {
    target: 'es2023',
    // Monaco is one lazy chunk far above the default limit; the entry's size is checked by a test.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file for the first picture, one for what `lazily` puts off: they are wanted together.
            { name: 'page', tags: ['$initial'], priority: 2 },
            { name: 'rest', test: isOfTheRest, priority: 1 },
          ],
        },
      },
    },
  },
})

/** Not what has an occasion of its own to come: Monaco and what it needs, lessons, links and embedding. */
function isOfTheRest(id: string): boolean {
  return /\/src\/ui\/(?!panels\/editor\/|lessons\/|presenter\/|sharing\/)|\/lucide-react\//.test(id)
}

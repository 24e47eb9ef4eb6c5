import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  // Relative, so that the built page works under any path and from any static server.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  preview: { port: Number(process.env.PORT ?? 4173) },
  build: {
    target: 'es2023',
    // Monaco is one lazy chunk far above the default limit; the entry's size is checked by a test.
    chunkSizeWarningLimit: 4000,
  },
})

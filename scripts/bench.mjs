// Bundles the benchmark as the page's worker is bundled, and runs it: a loader's own wrapping would be measured too.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import process from 'node:process'
import { buildSync } from 'esbuild'

const OUT = '.cache/bench/main.mjs'

mkdirSync('.cache/bench', { recursive: true })
buildSync({
  entryPoints: ['bench/main.ts'],
  outfile: OUT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
  external: ['esbuild', '@playwright/test'],
  // Vite's: what the page loads by pattern (languages, lessons) is not part of what is measured here.
  define: { 'import.meta.glob': 'noGlob' },
  banner: {
    js: "const noGlob = () => ({}); import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
})
const { status } = spawnSync(
  process.execPath,
  ['--max-old-space-size=8192', OUT, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1

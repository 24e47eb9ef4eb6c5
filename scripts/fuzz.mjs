// Runs random lives of clusters: `npm run fuzz -- 500` runs seeds 1 to 500, `npm run fuzz -- 500 3001` those from 3001 on.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const [count = '200', from = '1'] = process.argv.slice(2)
const { status } = spawnSync('npx', ['vitest', 'run', 'tests/sim/fuzz', '--reporter=dot'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_COUNT: count, FUZZ_FROM: from },
})
process.exitCode = status ?? 1

// Figures of the simulation: `npm run bench`, or `npm run -s bench -- --json`. `-- --page` is the page alone, `-- --timeline` its sequence diagram, `-- --share` a link's opening, `-- --peer` webernetes.
import type { Row } from './measure.ts'
import { benchPage } from './page.ts'
import { benchPeer } from './peer.ts'
import { benchShare } from './share.ts'
import { benchSimulation } from './simulation-in-chromium.ts'
import { benchTimeline } from './timeline.ts'

const words = process.argv.slice(2)
const isJson = words.includes('--json')
const only = words
  .filter((word) => word.startsWith('--') && word !== '--json')
  .map((word) => word.slice(2))

const PARTS: readonly (readonly [
  name: string,
  run: () => readonly Row[] | Promise<readonly Row[]>,
])[] = [
  ['kernel', () => benchSimulation('kernel')],
  ['cluster', () => benchSimulation('cluster')],
  ['travel', () => benchSimulation('travel')],
  ['page', benchPage],
  ['timeline', benchTimeline],
  ['share', benchShare],
  ['peer', benchPeer],
]

const rows: Row[] = []
for (const [name, run] of PARTS) {
  if (only.length > 0 && !only.includes(name)) continue
  if (!isJson) process.stderr.write(`${name} ...\n`)
  rows.push(...(await run()))
}
if (isJson) process.stdout.write(`${JSON.stringify({ node: process.version, rows }, null, 2)}\n`)
else printTable(rows)

function printTable(table: readonly Row[]): void {
  const width = Math.max(...table.map((row) => row.name.length))
  for (const { name, value, unit, goal } of table) {
    const shown = value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
    process.stdout.write(
      `${name.padEnd(width)}  ${shown.padStart(10)} ${unit.padEnd(9)} ${goal ? `goal ${goal}` : ''}\n`,
    )
  }
}

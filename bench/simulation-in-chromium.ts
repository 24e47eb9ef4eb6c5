import { chromium, type Page } from '@playwright/test'
import { buildSync } from 'esbuild'
import { findChromium } from '../scripts/find-chromium.mjs'
import type { Row } from './measure.ts'
import { SIMULATION, type SimulationPart } from './simulation.ts'

/**
 * A part of the simulation's figures twice: in a web worker of Chromium, where every learner's cluster runs and which the goals
 * are about, and in this Node, whose engine is years older.
 */
export async function benchSimulation(part: SimulationPart): Promise<readonly Row[]> {
  const inChromium = await inWorker(part)
  const inNode = SIMULATION[part]().map(({ name, value, unit }) => ({
    name: `${name}, in Node ${process.versions.node}`,
    value,
    unit,
  }))
  return [...inChromium, ...inNode]
}

async function inWorker(part: SimulationPart): Promise<readonly Row[]> {
  const script = bundle()
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  try {
    return await rowsFrom(await browser.newPage(), script, part)
  } finally {
    await browser.close()
  }
}

/** As Vite bundles the page's worker. */
function bundle(): string {
  const { outputFiles } = buildSync({
    entryPoints: ['bench/simulation-worker.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}

function rowsFrom(page: Page, script: string, part: SimulationPart): Promise<readonly Row[]> {
  return page.evaluate(
    ([text, what]) =>
      new Promise<readonly Row[]>((resolve, reject) => {
        const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
        const worker = new Worker(url)
        worker.onmessage = ({ data }: MessageEvent<readonly Row[]>) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.postMessage(what)
      }),
    [script, part] as const,
  )
}

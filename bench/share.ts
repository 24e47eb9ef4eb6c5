import { loadavg } from 'node:os'
import { writeFragment } from '../src/ui/sharing/link/fragment.ts'
import type { SharedRun } from '../src/ui/sharing/link/shared-run.ts'
import { openSession, recordingOf } from '../src/worker/session.ts'
import { manifestOf } from './cluster.ts'
import { median, type Row } from './measure.ts'
import { visitsUndriven } from './undriven.ts'

const VISITS = 12
const EVENTS = 500
const TOPOLOGY = { workers: 3, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }

/** The place is shown when the clock tells it and pods are drawn. */
const IS_SHOWN = `document.querySelector('header')?.textContent?.includes('event ${EVENTS}') && document.querySelector('[data-pod]')`

/** Opening a link to a run of 500 events: from the navigation's beginning to its place being on the screen. Wants a build in dist/. */
export async function benchShare(): Promise<readonly Row[]> {
  const fragment = await sharedFragment()
  const [first = 0, ...again] = await visitsUndriven(`/?lang=en${fragment}`, IS_SHOWN, VISITS)
  const what = `opening a link to a run of ${EVENTS} events`
  return [
    { name: `${what}: length`, value: fragment.length, unit: 'characters' },
    { name: `${what}: shown, first visit`, value: first, unit: 'ms' },
    {
      name: `${what}: shown, later visits (median of ${again.length})`,
      value: median(again),
      unit: 'ms',
      goal: '<= 500',
    },
    { name: `${what}: slowest of them`, value: Math.max(...again), unit: 'ms' },
    { name: 'load average of this machine meanwhile', value: loadavg()[0] ?? 0, unit: '' },
  ]
}

async function sharedFragment(): Promise<string> {
  const session = openSession(1, TOPOLOGY)
  const { cluster, start } = session
  const manifest = manifestOf(30)
  cluster.act({ type: 'apply', manifest, file: 'web.yaml' })
  while (cluster.kernel.position < start + EVENTS) cluster.kernel.step()
  const recording = recordingOf(session, cluster.kernel.stateHash())
  const run: SharedRun = {
    recording,
    files: [{ name: 'web.yaml', text: manifest }],
    active: 'web.yaml',
    example: 'web',
    language: 'en',
    view: {
      grain: 'story',
      pace: { type: 'speed', factor: 1 },
      tab: 'timeline',
      target: null,
    },
  }
  return writeFragment(run)
}

// Goal: a shared recording is the same run everywhere. Method: the run is made in Node and replayed by the built worker in Chromium.
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import type { Command, Recording, Update, UserAction } from '../../src/protocol/messages.ts'
import { MINUTE, SECOND } from '../../src/sim/kernel/types.ts'
import { openSession, recordingOf } from '../../src/worker/session.ts'
import { open } from './page.ts'

const TOPOLOGY = { workers: 4, cpuMilli: 4000, memoryBytes: 8 * 2 ** 30, podsMax: 110 }
const SHOP = readFileSync(new URL('../../examples/shop.yaml', import.meta.url), 'utf8')

const ACTS: readonly UserAction[] = [
  { type: 'apply', manifest: SHOP },
  { type: 'fail', failure: 'crash-node', target: 'worker-2' },
  { type: 'kubectl', args: ['scale', 'deployment', 'web', '-n', 'shop', '--replicas=5'] },
  { type: 'fail', failure: 'restart-node', target: 'worker-2' },
]

/** A shop, a crash, a scaling and the node's return, each two minutes after the other. */
function runInNode(): Recording {
  const session = openSession(42, TOPOLOGY)
  const { cluster } = session
  for (const act of ACTS) {
    cluster.act(act)
    cluster.kernel.run({ until: cluster.kernel.now + 2 * MINUTE })
  }
  cluster.kernel.run({ until: cluster.kernel.now + 30 * SECOND })
  return recordingOf(session, cluster.kernel.stateHash())
}

/** Boots a worker of the page's own kind with a recording, and asks it for the hash where it ends. */
function replayInPage(page: Page, workerUrl: string, recording: Recording) {
  return page.evaluate(
    ([url, { seed, topology, ...rest }]) =>
      new Promise<{ position: number; hash: string }>((resolve, reject) => {
        const worker = new Worker(url, { type: 'module' })
        const send = (command: Command) => worker.postMessage(command)
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.onmessage = ({ data }: { readonly data: Update }) => {
          if (data.type === 'crashed') reject(new Error(data.message))
          if (data.type === 'frame') {
            send({ type: 'frame-drawn', sequence: data.sequence })
            if (data.position === rest.position) send({ type: 'save', requestId: 1 })
          }
          if (data.type !== 'reply' || data.reply.type !== 'saved') return
          worker.terminate()
          resolve(data.reply.recording)
        }
        send({ type: 'boot', seed, topology, recording: { seed, topology, ...rest } })
      }),
    [workerUrl, recording] as const,
  )
}

test('given a run that was recorded in Node, when Chromium replays it, then it ends in the same state', async ({
  page,
}) => {
  const recording = runInNode()
  expect(recording.position).toBeGreaterThan(5000)
  await open(page)
  const workerUrl = page.workers()[0]?.url() ?? ''
  const { position, hash } = await replayInPage(page, workerUrl, recording)
  expect({ position, hash }).toEqual({ position: recording.position, hash: recording.hash })
})

/** What of the run can be taken along as text. */
import { useCluster } from '../state/cluster.ts'
import { commands } from '../state/commands.ts'
import { useSession } from '../state/session-state.ts'

/** The recording: this very run, on the clipboard. */
export async function copyRecording() {
  const reply = await commands.save()
  if (reply.type === 'saved') await copy(JSON.stringify(reply.recording, null, 1))
}

/** An address that begins where this run began. */
export function copyLink() {
  const { seed, topology } = useCluster.getState()
  const url = new URL(location.href)
  url.searchParams.set('seed', String(seed))
  url.searchParams.set('example', useSession.getState().example)
  if (topology && topology.workers !== 3) url.searchParams.set('workers', String(topology.workers))
  return copy(url.href)
}

async function copy(text: string) {
  await navigator.clipboard.writeText(text)
  useSession.setState({ notice: { key: 'toolbar.copied', tone: 'info' } })
}

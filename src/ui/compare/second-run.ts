/** A kept run, lived again in a worker of its own: as far as the page's run, and no further. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { connect, type WorkerLike } from '../../client/connection.ts'
import type { Recording } from '../../protocol/messages.ts'
import type { KubeObjectJson } from '../../protocol/objects/json.ts'
import { type ClusterState, clusterAfter, emptyCluster } from '../state/cluster.ts'

export interface SecondRun {
  /** The kept cluster as it is now, as the page's own mirror has its. */
  readonly cluster: StoreApi<ClusterState>
  /** Goes where the run is at a time. */
  readonly seekTime: (atMicros: number) => void
  /** Every object of it; null if it could not be had. */
  readonly objects: () => Promise<readonly KubeObjectJson[] | null>
  /** Ends the worker, and frees what it held. */
  readonly close: () => void
}

/** Begins to play a recording again, hidden. */
export function startSecondRun(startWorker: () => WorkerLike, recording: Recording): SecondRun {
  const { seed, topology } = recording
  const cluster = createStore<ClusterState>(() => ({ ...emptyCluster, seed, topology }))
  const connection = connect(startWorker())
  connection.onUpdate((update) => {
    if (update.type === 'crashed') cluster.setState({ crashed: update })
    if (update.type !== 'frame') return
    cluster.setState((state) => clusterAfter(state, update))
    connection.send({ type: 'frame-drawn', sequence: update.sequence })
  })
  connection.send({ type: 'boot', seed, topology, recording })
  return {
    cluster,
    seekTime: (atMicros) => connection.send({ type: 'seek-time', atMicros }),
    objects: async () => {
      const reply = await connection.request({ type: 'objects' })
      return reply.type === 'objects' ? reply.objects : null
    },
    close: connection.close,
  }
}

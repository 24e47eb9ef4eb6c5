import type { Program } from '../../images/program.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Cell, Table } from '../../kernel/table.ts'
import type { EventId, Micros } from '../../kernel/types.ts'
import type { PodRuntimeStatus, PulledImage, RuntimeContainer, RuntimeSandbox } from '../cri.ts'

/** What runs inside a container, beside what CRI tells of it. */
export interface Process {
  readonly program: Program
  /** The timer of its end; 0 if it never ends by itself. */
  readonly exitTimer: EventId
  /** StopContainer calls that wait for its end. */
  readonly stopCalls: readonly EventId[]
  /** Files that exec made or removed; they go before the program's own. */
  readonly files: { readonly [path: string]: boolean }
}

/** The runtime's state: on the machine's disk, so it survives the kubelet's death and the machine's. */
export interface RuntimeTables {
  readonly containers: Table<RuntimeContainer>
  readonly processes: Table<Process>
  /** By pod uid: the newest sandbox of each pod. */
  readonly sandboxes: Table<RuntimeSandbox>
  /** RunPodSandbox and StopPodSandbox calls that wait for CNI, by pod uid. */
  readonly sandboxCalls: Table<EventId>
  readonly images: Table<PulledImage>
  readonly podCidr: Cell<string>
  /** Whether the daemon is stopped; its containers run on. */
  readonly stopped: Cell<boolean>
  /** How often it was stopped: a pull that was under way then is not finished. */
  readonly stops: Cell<number>
}

const byPod = (container: RuntimeContainer): string => container.podUid

export function runtimeTables(kernel: Kernel, node: string): RuntimeTables {
  const name = `${node}/container-runtime`
  return {
    containers: kernel.table(`${name}/containers`, { pod: byPod }),
    processes: kernel.table(`${name}/processes`),
    sandboxes: kernel.table(`${name}/sandboxes`),
    sandboxCalls: kernel.table(`${name}/sandbox-calls`),
    images: kernel.table(`${name}/images`),
    podCidr: kernel.cell(`${name}/pod-cidr`, ''),
    stopped: kernel.cell(`${name}/stopped`, false),
    stops: kernel.cell(`${name}/stops`, 0),
  }
}

/** All that the runtime has of a pod, newest container first. */
export function podStatusOf(tables: RuntimeTables, podUid: string): PodRuntimeStatus {
  const containers = tables.containers.by('pod', podUid)
  if (containers.length > 1) containers.sort(newestFirst)
  return { sandbox: tables.sandboxes.get(podUid), containers }
}

function newestFirst(a: RuntimeContainer, b: RuntimeContainer): number {
  return b.createdAt - a.createdAt || b.config.attempt - a.config.attempt || (a.id < b.id ? -1 : 1)
}

/** After a loss of power every process is gone; containerd finds their records and knows no more than that. */
const LOST_EXIT_CODE = 255

/** The machine loses power: no process survives, records and images on disk do. */
export function losePower(kernel: Kernel, node: string, now: Micros): void {
  const name = `${node}/container-runtime`
  const containers = kernel.findTable(`${name}/containers`) as Table<RuntimeContainer> | undefined
  const sandboxes = kernel.findTable(`${name}/sandboxes`) as Table<RuntimeSandbox> | undefined
  for (const container of containers?.values() ?? []) {
    if (container.state === 'exited') continue
    const ended = { finishedAt: now, exitCode: LOST_EXIT_CODE, reason: 'Unknown', message: '' }
    containers?.set(container.id, { ...container, ...ended, state: 'exited' })
  }
  for (const sandbox of sandboxes?.values() ?? [])
    sandboxes?.set(sandbox.podUid, { ...sandbox, state: 'notready', ip: '' })
  for (const table of ['processes', 'sandbox-calls']) {
    const rows = kernel.findTable(`${name}/${table}`)
    for (const key of rows?.keys() ?? []) rows?.delete(key)
  }
}

import type { ReachableCondition } from '../../../protocol/conditions.ts'
import type { EndpointSlice, Service } from '../../../protocol/objects/network.ts'
import { recordsOf } from '../../addons/dns-records.ts'
import { connect } from '../../images/connect.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Table } from '../../kernel/table.ts'
import type { RuntimeContainer, RuntimeSandbox } from '../../node/cri.ts'
import { destinationsOf } from '../../node/proxy-rules.ts'
import type { Process } from '../../node/runtime/runtime-tables.ts'
import type { Asked, Misfit, Question } from './leaf.ts'

interface Address {
  readonly ip: string
  readonly port: number
}

/**
 * "Would a connection to this service, begun on this worker, be answered?" The way is walked as a packet
 * would go: CoreDNS's records for the name, the rules that the worker's kube-proxy made of what it has
 * heard, the link to the machine where the CNI gave out the address, the process behind the port.
 * kube-proxy picks an endpoint by chance: it is enough that one would answer.
 */
export function reachableQuestion(
  { reachable }: ReachableCondition,
  { kernel, workers }: Asked,
): Question | Misfit {
  const { from } = reachable
  if (!workers.includes(from))
    return { problem: `there is no worker ${from}; there are ${workers.join(', ')}` }
  return {
    ask: () => ({ isMet: isReachable(kernel, workers, reachable) }),
    // A program begins to listen, and stops, at its own time: no table tells of it.
    mayChange: () => true,
  }
}

function isReachable(
  kernel: Kernel,
  workers: readonly string[],
  { service, port, from, dns = false }: ReachableCondition['reachable'],
): boolean {
  if (kernel.isHalted(`${from}/container-runtime`)) return false
  const key = service.includes('/') ? service : `default/${service}`
  const known = cache<Service>(kernel, `${from}/kube-proxy`, 'Service')?.get(key)
  const asked = dns ? namesOf(kernel, from, key) : [known?.spec.clusterIP ?? '']
  const destinations = asked.flatMap((ip): readonly Address[] => {
    const isVirtual = known !== undefined && ip !== 'None' && ip === known.spec.clusterIP
    if (isVirtual) return behind(kernel, from, known, port)
    // A headless service's name has the pods' own addresses: nobody translates ports for those.
    const wanted = port ?? known?.spec.ports?.[0]?.port
    return dns && wanted !== undefined ? [{ ip, port: wanted }] : []
  })
  return destinations.some((address) =>
    workers.some((worker) => !isCut(kernel, from, worker) && answers(kernel, worker, address)),
  )
}

/** Addresses that CoreDNS has for a service's name, if it can be asked from there. */
function namesOf(kernel: Kernel, from: string, key: string): readonly string[] {
  const host = kernel.component('coredns')?.host
  if (host === undefined || kernel.isHalted('coredns') || isCut(kernel, from, host)) return []
  const [namespace, name] = key.split('/')
  const records = recordsOf(
    cache<Service>(kernel, 'coredns', 'Service')?.values() ?? [],
    cache<EndpointSlice>(kernel, 'coredns', 'EndpointSlice')?.values() ?? [],
  )
  return records
    .filter((record) => record.name === `${name}.${namespace}.svc.cluster.local`)
    .map(({ address }) => address)
}

/** Where the worker's rules send what is meant for the service's address. */
function behind(
  kernel: Kernel,
  from: string,
  service: Service,
  port: number | undefined,
): readonly Address[] {
  const ports = service.spec.ports ?? []
  const wanted = port === undefined ? ports[0] : ports.find((one) => one.port === port)
  if (!wanted) return []
  const slices = cache<EndpointSlice>(kernel, `${from}/kube-proxy`, 'EndpointSlice')?.values() ?? []
  return destinationsOf(service, wanted, slices).map((destination) => {
    const [ip = '', target] = destination.split(':')
    return { ip, port: Number(target) }
  })
}

/** Whether a process on this worker listens at an address that the CNI gave to its pod. */
function answers(kernel: Kernel, worker: string, { ip, port }: Address): boolean {
  const name = `${worker}/container-runtime`
  const sandboxes = kernel.findTable(`${name}/sandboxes`) as Table<RuntimeSandbox> | undefined
  const sandbox = sandboxes?.values().find((one) => one.state === 'ready' && one.ip === ip)
  if (!sandbox) return false
  const containers = kernel.findTable(`${name}/containers`) as Table<RuntimeContainer> | undefined
  const processes = kernel.findTable(`${name}/processes`) as Table<Process> | undefined
  return (containers?.by('pod', sandbox.podUid) ?? []).some((container) => {
    const process = processes?.get(container.id)
    if (container.state !== 'running' || !process) return false
    const age = kernel.now - container.startedAt
    return connect(process.program, { port }, age).type !== 'refused'
  })
}

function isCut(kernel: Kernel, from: string, to: string): boolean {
  return kernel.links.impairment(from, to)?.cut === true
}

function cache<V>(kernel: Kernel, component: string, kind: string): Table<V> | undefined {
  return kernel.findTable(`${component}/cache/${kind}`) as Table<V> | undefined
}

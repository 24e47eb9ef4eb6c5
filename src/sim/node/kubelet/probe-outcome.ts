import type { Container, Probe } from '../../../protocol/objects/pod.ts'
import type { ConnectAnswer, CriAnswer } from '../cri.ts'

export interface ProbeOutcome {
  readonly succeeded: boolean
  /** What the Unhealthy event quotes. */
  readonly output: string
}

const FINE: ProbeOutcome = { succeeded: true, output: '' }

/** Reads a probe's answer, in the words of kubernetes/pkg/probe. */
export function readOutcome(
  answer: CriAnswer | ConnectAnswer,
  probe: Probe,
  target: { readonly container: Container; readonly ip: string },
): ProbeOutcome {
  if (answer.type === 'cri-answer') {
    if (answer.call !== 'ExecSync') return FINE
    if (answer.error !== '') return { succeeded: false, output: timeoutText(answer.error, probe) }
    return { succeeded: answer.exitCode === 0, output: answer.output }
  }
  const { connection } = answer
  const address = `${target.ip}:${portText(probe)}`
  if (connection.type === 'refused') {
    const refused = `dial tcp ${address}: connect: connection refused`
    const output = probe.httpGet ? `Get "${urlOf(probe, address)}": ${refused}` : refused
    return { succeeded: false, output }
  }
  if (!probe.httpGet) return FINE
  if (connection.type === 'accepted')
    return { succeeded: false, output: `Get "${urlOf(probe, address)}": EOF` }
  const { code } = connection
  if (code >= 200 && code < 400) return FINE
  return { succeeded: false, output: `HTTP probe failed with statuscode: ${code}` }
}

function timeoutText(error: string, probe: Probe): string {
  if (!error.includes('DeadlineExceeded')) return error
  const command = (probe.exec?.command ?? []).join(' ')
  return `command timed out: "${command}" timed out after ${probe.timeoutSeconds ?? 1}s`
}

function urlOf(probe: Probe, address: string): string {
  const scheme = (probe.httpGet?.scheme ?? 'HTTP').toLowerCase()
  const path = probe.httpGet?.path ?? '/'
  return `${scheme}://${address}${path.startsWith('/') ? path : `/${path}`}`
}

function portText(probe: Probe): string {
  return String(probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port ?? '')
}

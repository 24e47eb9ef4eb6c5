import type { IntOrString } from '../../../protocol/objects/meta.ts'
import type {
  Container,
  ContainerPort,
  ContainerState,
  ContainerStatus,
  EnvFromSource,
  EnvVar,
  Pod,
  Probe,
  ResourceRequirements,
} from '../../../protocol/objects/pod.ts'
import { longTime } from './lines.ts'

/** Containers as `kubectl describe` shows them. Upstream: kubectl/pkg/describe describeContainers, v1.36. */
export function containerLines(
  title: string,
  containers: readonly Container[],
  { statuses = [], pod, indent = '' }: ContainerContext,
): readonly string[] {
  const nameIndent = indent === '' ? '  ' : '   '
  return [
    `${indent}${title}:${containers.length === 0 ? ' <none>' : ''}`,
    ...containers.flatMap((container) => {
      const status = statuses.find(({ name }) => name === container.name)
      return [`${nameIndent}${container.name}:`, ...oneContainer(container, status, pod)]
    }),
  ]
}

interface ContainerContext {
  readonly statuses?: readonly ContainerStatus[]
  /** Where fields named by the environment are found. */
  readonly pod?: Pod
  /** What stands before the title: two blanks in a pod template. */
  readonly indent?: string
}

function oneContainer(
  container: Container,
  status: ContainerStatus | undefined,
  pod: Pod | undefined,
): readonly string[] {
  const { command = [], args = [], volumeMounts = [], envFrom = [] } = container
  const words = (title: string, list: readonly string[]): readonly string[] =>
    list.length === 0
      ? []
      : [title, ...list.flatMap((word) => word.split('\n')).map((line) => `  ${line}`)]
  const probes = [
    ['Liveness', container.livenessProbe],
    ['Readiness', container.readinessProbe],
    ['Startup', container.startupProbe],
  ] as const
  return [
    ...(status ? [`Container ID:\t${status.containerID ?? ''}`] : []),
    `Image:\t${container.image ?? ''}`,
    ...(status ? [`Image ID:\t${status.imageID}`] : []),
    portLine('Port', container.ports ?? [], (port) => port.containerPort),
    portLine('Host Port', container.ports ?? [], (port) => port.hostPort ?? 0),
    ...words('Command:', command),
    ...words('Args:', args),
    ...(status ? stateLines(status) : []),
    ...resourceLines(container.resources),
    ...probes.flatMap(([title, probe]) => (probe ? [`${title}:\t${probeText(probe)}`] : [])),
    ...(envFrom.length > 0
      ? ['Environment Variables from:', ...envFrom.map((source) => `  ${sourceText(source)}`)]
      : []),
    ...environmentLines(container.env ?? [], pod),
    `Mounts:${volumeMounts.length === 0 ? '\t<none>' : ''}`,
    ...volumeMounts
      .toSorted((a, b) => (a.mountPath < b.mountPath ? -1 : 1))
      .map(({ mountPath, name, readOnly, subPath }) => {
        const flags = [readOnly ? 'ro' : 'rw', ...(subPath ? [`path="${subPath}"`] : [])]
        return `  ${mountPath} from ${name} (${flags.join(',')})`
      }),
  ].map((line) => `    ${line}`)
}

function portLine(
  title: string,
  ports: readonly ContainerPort[],
  numberOf: (port: ContainerPort) => number,
): string {
  const texts = ports.map((port) => {
    const text = `${numberOf(port)}/${port.protocol ?? 'TCP'}`
    return port.name ? `${text} (${port.name})` : text
  })
  return `${title}${texts.length > 1 ? 's' : ''}:\t${texts.join(', ') || '<none>'}`
}

function stateLines({ state, lastState, ready, restartCount }: ContainerStatus): readonly string[] {
  return [
    ...oneState('State', state),
    ...(lastState?.terminated ? oneState('Last State', lastState) : []),
    `Ready:\t${ready ? 'True' : 'False'}`,
    `Restart Count:\t${restartCount}`,
  ]
}

function oneState(title: string, state: ContainerState = {}): readonly string[] {
  const { running, waiting, terminated } = state
  if (running) return [`${title}:\tRunning`, `  Started:\t${longTime(running.startedAt)}`]
  if (terminated && !waiting) {
    const { reason, message, exitCode, signal = 0, startedAt, finishedAt } = terminated
    return [
      `${title}:\tTerminated`,
      ...(reason ? [`  Reason:\t${reason}`] : []),
      ...(message ? [`  Message:\t${message}`] : []),
      `  Exit Code:\t${exitCode}`,
      ...(signal > 0 ? [`  Signal:\t${signal}`] : []),
      `  Started:\t${longTime(startedAt)}`,
      `  Finished:\t${longTime(finishedAt)}`,
    ]
  }
  return [`${title}:\tWaiting`, ...(waiting?.reason ? [`  Reason:\t${waiting.reason}`] : [])]
}

/** Limits and requests, one resource to a line. */
function resourceLines({ limits = {}, requests = {} }: ResourceRequirements = {}): string[] {
  const block = (title: string, list: { readonly [resource: string]: string }): string[] => {
    const names = Object.keys(list).toSorted()
    return names.length === 0 ? [] : [title, ...names.map((name) => `  ${name}:\t${list[name]}`)]
  }
  return [...block('Limits:', limits), ...block('Requests:', requests)]
}

function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 1, periodSeconds = 10 } = probe
  const { successThreshold = 1, failureThreshold = 3 } = probe
  const numbers = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`
  const { exec, httpGet, tcpSocket, grpc } = probe
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${numbers}`
  if (httpGet) {
    const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase()
    return `http-get ${scheme}://${hostPort(httpGet.host, httpGet.port)}${httpGet.path ?? ''} ${numbers}`
  }
  if (tcpSocket) return `tcp-socket ${hostPort(tcpSocket.host, tcpSocket.port)} ${numbers}`
  return grpc ? `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${numbers}` : `unknown ${numbers}`
}

function hostPort(host: string | undefined, port: IntOrString): string {
  return `${host ?? ''}:${port}`
}

function sourceText({ configMapRef, secretRef, prefix }: EnvFromSource): string {
  const from = configMapRef ? 'ConfigMap' : 'Secret'
  const ref = configMapRef ?? secretRef
  const how = prefix ? `${from} with prefix '${prefix}'` : from
  return `${ref?.name ?? ''}\t${how}\tOptional: ${ref?.optional === true}`
}

function environmentLines(env: readonly EnvVar[], pod: Pod | undefined): readonly string[] {
  return [
    `Environment:${env.length === 0 ? '\t<none>' : ''}`,
    ...env.flatMap((variable) => variableLines(variable, pod).map((line) => `  ${line}`)),
  ]
}

function variableLines({ name, value, valueFrom }: EnvVar, pod: Pod | undefined): string[] {
  if (!valueFrom) {
    const [first = '', ...rest] = (value ?? '').split('\n')
    return [`${name}:\t${first}`, ...rest.map((line) => `\t${line}`)]
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom
  if (fieldRef) {
    const { apiVersion = 'v1', fieldPath } = fieldRef
    return [`${name}:\t${pod ? fieldText(pod, fieldPath) : ''} (${apiVersion}:${fieldPath})`]
  }
  if (secretKeyRef)
    return [
      `${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>\tOptional: ${secretKeyRef.optional === true}`,
    ]
  if (configMapKeyRef)
    return [
      `${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>\tOptional: ${configMapKeyRef.optional === true}`,
    ]
  return [`${name}:\t (${resourceFieldRef?.resource ?? ''})`]
}

/** The fields of a pod that its environment may name. */
function fieldText({ metadata, spec, status }: Pod, path: string): string {
  switch (path) {
    case 'metadata.name':
      return metadata.name
    case 'metadata.namespace':
      return metadata.namespace ?? ''
    case 'metadata.uid':
      return metadata.uid
    case 'spec.nodeName':
      return spec.nodeName ?? ''
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? ''
    case 'status.podIP':
      return status.podIP ?? ''
    case 'status.hostIP':
      return status.hostIP ?? ''
    default: {
      const [, field = '', key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? []
      const map = field === 'labels' ? metadata.labels : metadata.annotations
      return map?.[key] ?? ''
    }
  }
}

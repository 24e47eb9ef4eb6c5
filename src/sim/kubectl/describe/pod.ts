import type { Pod, PodTemplateSpec, Toleration, Volume } from '../../../protocol/objects/pod.ts'
import { qosClassOf } from '../../api/kinds/pod-qos.ts'
import { formatLabelSelector } from '../../api/label-selector.ts'
import { timeSince } from '../../api/printing/printer.ts'
import type { Micros } from '../../kernel/types.ts'
import { containerLines } from './containers.ts'
import {
  annotationLines,
  column,
  controllerLines,
  headLines,
  labelLines,
  longTime,
} from './lines.ts'

/** Upstream: kubectl/pkg/describe describePod, v1.36. */
export function podLines(pod: Pod, now: Micros): readonly string[] {
  const { metadata, spec, status } = pod
  const isOver = status.phase === 'Failed' || status.phase === 'Succeeded'
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata
  const phase =
    deletionTimestamp !== undefined && !isOver
      ? [
          `Status:\tTerminating (lasts ${timeSince(deletionTimestamp, now)})`,
          `Termination Grace Period:\t${deletionGracePeriodSeconds ?? 0}s`,
        ]
      : [`Status:\t${status.phase ?? ''}`]
  const ips = status.podIPs ?? []
  const { initContainers = [], containers } = spec
  return [
    ...headLines(metadata),
    ...(spec.priority === undefined ? [] : [`Priority:\t${spec.priority}`]),
    ...given('Priority Class Name', spec.priorityClassName),
    ...given('Service Account', spec.serviceAccountName),
    `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}`,
    ...(status.startTime ? [`Start Time:\t${longTime(status.startTime)}`] : []),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...phase,
    ...given('Reason', status.reason),
    ...given('Message', status.message),
    `IP:\t${status.podIP ?? ''}`,
    ...(ips.length > 0 ? ['IPs:', ...ips.map(({ ip }) => `  IP:\t${ip}`)] : ['IPs:\t<none>']),
    ...controllerLines(metadata),
    ...given('NominatedNodeName', status.nominatedNodeName),
    ...(initContainers.length > 0
      ? containerLines('Init Containers', initContainers, {
          statuses: status.initContainerStatuses,
          pod,
        })
      : []),
    ...containerLines('Containers', containers, { statuses: status.containerStatuses, pod }),
    ...gateLines(pod),
    ...podConditionLines(pod),
    ...volumeLines(spec.volumes ?? [], ''),
    `QoS Class:\t${qosClassOf(spec)}`,
    ...labelLines('Node-Selectors', spec.nodeSelector),
    ...column('Tolerations', tolerationTexts(spec.tolerations ?? [])),
    ...spreadLines(spec.topologySpreadConstraints ?? [], ''),
  ]
}

/** Upstream: kubectl/pkg/describe DescribePodTemplate, v1.36. */
export function templateLines({ metadata, spec }: PodTemplateSpec): readonly string[] {
  const hasAnnotations = Object.keys(metadata?.annotations ?? {}).length > 0
  const { initContainers = [], containers } = spec
  return [
    'Pod Template:',
    ...labelLines('  Labels', metadata?.labels),
    ...(hasAnnotations ? annotationLines('  Annotations', metadata?.annotations) : []),
    ...given('  Service Account', spec.serviceAccountName),
    ...(initContainers.length > 0
      ? containerLines('Init Containers', initContainers, { indent: '  ' })
      : []),
    ...containerLines('Containers', containers, { indent: '  ' }),
    ...volumeLines(spec.volumes ?? [], '  '),
    ...spreadLines(spec.topologySpreadConstraints ?? [], '  '),
    ...given('  Priority Class Name', spec.priorityClassName),
    ...labelLines('  Node-Selectors', spec.nodeSelector),
    ...column('  Tolerations', tolerationTexts(spec.tolerations ?? [])),
  ]
}

function given(title: string, value: string | undefined): readonly string[] {
  return value ? [`${title}:\t${value}`] : []
}

function podConditionLines({ status }: Pod): readonly string[] {
  if (!status.conditions?.length) return []
  return [
    'Conditions:',
    '  Type\tStatus',
    ...status.conditions.map(({ type, status: value }) => `  ${type} \t${value} `),
  ]
}

function gateLines({ spec, status }: Pod): readonly string[] {
  if (!spec.readinessGates?.length) return []
  const statusOf = (type: string) =>
    status.conditions?.find((condition) => condition.type === type)?.status ?? '<none>'
  return [
    'Readiness Gates:',
    '  Type\tStatus',
    ...spec.readinessGates.map(
      ({ conditionType }) => `  ${conditionType} \t${statusOf(conditionType)} `,
    ),
  ]
}

function volumeLines(volumes: readonly Volume[], indent: string): readonly string[] {
  if (volumes.length === 0) return [`${indent}Volumes:\t<none>`]
  const nameIndent = indent === '' ? '  ' : '   '
  return [
    `${indent}Volumes:`,
    ...volumes.flatMap((volume) => [
      `${nameIndent}${volume.name}:`,
      ...volumeSource(volume).map((line) => `    ${line}`),
    ]),
  ]
}

function volumeSource(volume: Volume): readonly string[] {
  const { emptyDir, configMap, secret, hostPath, projected, persistentVolumeClaim } = volume
  if (hostPath)
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? '<none>'}`,
    ]
  if (emptyDir)
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${emptyDir.medium ?? ''}`,
      `SizeLimit:\t${emptyDir.sizeLimit ?? '<unset>'}`,
    ]
  if (secret)
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${secret.secretName ?? ''}`,
      `Optional:\t${secret.optional === true}`,
    ]
  if (configMap)
    return [
      'Type:\tConfigMap (a volume populated by a ConfigMap)',
      `Name:\t${configMap.name ?? ''}`,
      `Optional:\t${configMap.optional === true}`,
    ]
  if (persistentVolumeClaim)
    return [
      'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `ClaimName:\t${persistentVolumeClaim.claimName}`,
      `ReadOnly:\t${persistentVolumeClaim.readOnly === true}`,
    ]
  if (projected)
    return [
      'Type:\tProjected (a volume that contains injected data from multiple sources)',
      ...(projected.sources ?? []).flatMap(projectedSource),
    ]
  return ['<unknown>']
}

interface ProjectedSource {
  readonly secret?: { readonly name?: string; readonly optional?: boolean }
  readonly configMap?: { readonly name?: string; readonly optional?: boolean }
  readonly downwardAPI?: unknown
  readonly serviceAccountToken?: { readonly expirationSeconds?: number }
}

function projectedSource(source: ProjectedSource): readonly string[] {
  const { secret, configMap, downwardAPI, serviceAccountToken } = source
  if (secret) return [`SecretName:\t${secret.name ?? ''}`, `Optional:\t${secret.optional === true}`]
  if (downwardAPI) return ['DownwardAPI:\ttrue']
  if (configMap)
    return [`ConfigMapName:\t${configMap.name ?? ''}`, `Optional:\t${configMap.optional === true}`]
  return serviceAccountToken
    ? [`TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 3600}`]
    : []
}

function tolerationTexts(tolerations: readonly Toleration[]): readonly string[] {
  return tolerations
    .toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
    .map(({ key = '', value = '', effect = '', operator, tolerationSeconds }) => {
      const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`
      const isAny = operator === 'Exists' && value === ''
      const how = isAny ? `${what === '' ? '' : ' '}op=Exists` : ''
      const long = tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`
      return what + how + long
    })
}

function spreadLines(
  constraints: NonNullable<Pod['spec']['topologySpreadConstraints']>,
  indent: string,
): readonly string[] {
  if (constraints.length === 0) return []
  const texts = constraints
    .toSorted((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1))
    .map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
      const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded`
      return labelSelector ? `${text} for selector ${formatLabelSelector(labelSelector)}` : text
    })
  return column(`${indent}Topology Spread Constraints`, texts)
}

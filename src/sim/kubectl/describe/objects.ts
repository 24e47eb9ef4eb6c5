import type {
  ConfigMap,
  Event,
  Lease,
  Namespace,
  Secret,
  ServiceAccount,
} from '../../../protocol/objects/cluster.ts'
import { base64ByteLength } from '../../api/base64.ts'
import { annotationLines, column, headLines, labelLines, longTime } from './lines.ts'

/** Kinds with little to say. Upstream: kubectl/pkg/describe, v1.36. */

export function namespaceLines({ metadata, status }: Namespace): readonly string[] {
  return [
    `Name:\t${metadata.name}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Status:\t${status.phase ?? ''}`,
    ...(status.conditions?.length
      ? [
          'Conditions:',
          '  Type\tStatus\tLastTransitionTime\tReason\tMessage',
          '  ----\t------\t------------------\t------\t-------',
          ...status.conditions.map(
            ({ type, status: value, lastTransitionTime, reason = '', message = '' }) =>
              `  ${type}\t${value}\t${longTime(lastTransitionTime)}\t${reason}\t${message}`,
          ),
        ]
      : []),
    '',
    'No resource quota.',
    '',
    'No LimitRange resource.',
  ]
}

export function configMapLines(configMap: ConfigMap): readonly string[] {
  const { metadata, data = {}, binaryData = {} } = configMap
  return [
    ...headLines(metadata),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    '',
    'Data',
    '====',
    ...Object.keys(data)
      .toSorted()
      .flatMap((key) => [`${key}:`, '----', ...(data[key] ?? '').split('\n'), '']),
    '',
    'BinaryData',
    '====',
    ...Object.keys(binaryData)
      .toSorted()
      .map((key) => `${key}: ${bytesOf(binaryData[key])} bytes`),
    '',
  ]
}

/** Values are counted, not shown. */
export function secretLines({ metadata, type = '', data = {} }: Secret): readonly string[] {
  return [
    ...headLines(metadata),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    '',
    `Type:\t${type}`,
    '',
    'Data',
    '====',
    ...Object.keys(data)
      .toSorted()
      .map((key) => `${key}:\t${bytesOf(data[key])} bytes`),
  ]
}

export function serviceAccountLines({
  metadata,
  imagePullSecrets = [],
}: ServiceAccount): readonly string[] {
  const names = imagePullSecrets.map(({ name = '' }) => name)
  return [
    ...headLines(metadata),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...column('Image pull secrets', names),
  ]
}

/** Kinds that kubectl has no form of its own for: their fields, as it prints those of any object. */
export function fieldLines(object: Event | Lease): readonly string[] {
  const { metadata, apiVersion, kind, ...rest } = object
  return [
    ...headLines(metadata),
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `API Version:\t${apiVersion}`,
    `Kind:\t${kind}`,
    'Metadata:',
    `  Creation Timestamp:\t${metadata.creationTimestamp}`,
    `  Resource Version:\t${metadata.resourceVersion}`,
    `  UID:\t${metadata.uid}`,
    ...fieldsOf(rest, ''),
  ]
}

function fieldsOf(value: object, indent: string): readonly string[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined && field !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, field]) => {
      const title = `${indent}${titleOf(name)}:`
      return typeof field === 'object'
        ? [title, ...fieldsOf(field as object, `${indent}  `)]
        : [`${title}\t${field}`]
    })
}

/** `holderIdentity` becomes `Holder Identity`. */
function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replace(/([a-z])([A-Z])/g, '$1 $2')
}

function bytesOf(encoded: string | undefined): number {
  return base64ByteLength(encoded ?? '')
}

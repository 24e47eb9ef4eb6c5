import type { ManifestProblem } from '../../protocol/messages.ts'
import type { Kind, KubeObject } from '../../protocol/objects/index.ts'
import { decodeObject } from '../api/decode.ts'
import { kindStrategies } from '../api/kinds/index.ts'
import { apiVersionOf, RESOURCES } from '../api/resources.ts'
import { errorText } from '../api/validation/field-error.ts'
import { type ManifestDocument, parseManifest, problem } from './manifest.ts'

/**
 * Finds what kubectl and the API server would refuse in a manifest, with lines and columns: syntax,
 * unknown kinds, unknown and ill-typed fields, invalid values. Does not look at the cluster.
 */
export function checkManifest(text: string): readonly ManifestProblem[] {
  const { documents, problems } = parseManifest(text)
  return [...problems, ...documents.flatMap(checkDocument)]
}

function checkDocument(document: ManifestDocument): readonly ManifestProblem[] {
  const { object, index, locate } = document
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string }
  const known = (Object.keys(RESOURCES) as Kind[]).find(
    (candidate) => candidate === kind && apiVersionOf(candidate) === apiVersion,
  )
  if (!known) {
    const isVersion = (Object.keys(RESOURCES) as Kind[]).some((candidate) => candidate === kind)
    const text = `no matches for kind "${kind}" in version "${apiVersion}"`
    const hint = isVersion
      ? `: use apiVersion: ${apiVersionOf(kind as Kind)}`
      : ': this cluster does not have that kind'
    return [problem(index, locate(isVersion ? 'apiVersion' : 'kind'), text + hint, 'kind')]
  }
  const strategy = kindStrategies[known]
  const decoded = decodeObject(object, strategy as never, 'Strict')
  if (!('object' in decoded)) return decodingProblems(document, decoded.refusal.message ?? '')
  const prepared = strategy.prepareForCreate(
    strategy.setDefaults(withPlaceholders(decoded.object as KubeObject, known) as never) as never,
  )
  const errors = strategy.validateCreate(prepared as never)
  return errors.map((error) => problem(index, locate(error.field), errorText(error), error.field))
}

/** One message may name several fields; each gets its own place. */
function decodingProblems(
  { index, locate }: ManifestDocument,
  message: string,
): readonly ManifestProblem[] {
  const fields = [...message.matchAll(/(?:unknown|duplicate) field "([^"]+)"/g)]
  if (fields.length === 0) {
    // After the name of the Go struct comes the path from the document's top.
    const field = /into Go struct field \w+\.([\w.]+) of type/.exec(message)?.[1] ?? ''
    return [problem(index, locate(field), message, field)]
  }
  return fields.map((match) => problem(index, locate(match[1] ?? ''), match[0], match[1] ?? ''))
}

/** What the server adds before it validates: the namespace, and a name where one will be generated. */
function withPlaceholders(object: KubeObject, kind: Kind): KubeObject {
  const metadata = (object.metadata ?? {}) as KubeObject['metadata']
  const name = metadata.name ?? (metadata.generateName ? `${metadata.generateName}xxxxx` : '')
  const namespace = RESOURCES[kind].namespaced ? { namespace: metadata.namespace ?? 'default' } : {}
  return { ...object, metadata: { ...metadata, ...namespace, name } } as KubeObject
}

import type { Kind, ObjectOf } from '../../../protocol/objects/index.ts'
import type { ObjectMeta } from '../../../protocol/objects/meta.ts'
import type { ObjectSchema } from '../schema/dsl.ts'
import type { FieldError } from '../validation/field-error.ts'
import { withFields } from './rewrite.ts'

type Subresource =
  | 'status'
  | 'scale'
  | 'binding'
  | 'eviction'
  | 'ephemeralcontainers'
  | 'resize'
  | 'log'
  | 'exec'
  | 'finalize'
  | 'token'

/**
 * Everything that the API server does differently from kind to kind. All functions are pure and give back the same
 * reference when nothing changes. Upstream: `rest.RESTCreateStrategy` and its kin, `kubernetes/pkg/registry`, v1.36.
 */
export interface KindStrategy<K extends Kind> {
  readonly kind: K
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly subresources: readonly Subresource[]
  readonly schema: ObjectSchema
  /** Fills in what the user left out; done to every object that is read from a request. */
  setDefaults(object: ObjectOf<K>): ObjectOf<K>
  /** Takes out what clients may not set on create, and starts the status. */
  prepareForCreate(object: ObjectOf<K>): ObjectOf<K>
  /** Keeps what clients may not change through the main resource, and counts the generation. */
  prepareForUpdate(next: ObjectOf<K>, current: ObjectOf<K>): ObjectOf<K>
  /** Keeps all but what clients may change through `/status`. */
  prepareForStatusUpdate(next: ObjectOf<K>, current: ObjectOf<K>): ObjectOf<K>
  /** The last touch after validation. */
  canonicalize?(object: ObjectOf<K>): ObjectOf<K>
  validateCreate(object: ObjectOf<K>): readonly FieldError[]
  validateUpdate(next: ObjectOf<K>, current: ObjectOf<K>): readonly FieldError[]
  validateStatusUpdate(next: ObjectOf<K>, current: ObjectOf<K>): readonly FieldError[]
  /**
   * What field selectors may ask for besides name and namespace, by field path, and how it is read.
   * Upstream: `kubernetes/pkg/apis/core/v1/conversion.go`, v1.36.
   */
  readonly selectableFields: { readonly [path: string]: (object: ObjectOf<K>) => string }
  /** Seconds of grace for a deletion with the asked grace period; undefined: objects of this kind go at once. */
  gracePeriodSeconds?(object: ObjectOf<K>, asked: number | undefined): number
  /** Whether `metadata.resourceVersion` may be left out of an update: the last write wins. */
  readonly allowsUnconditionalUpdate: boolean
  /** Whether a PUT of a missing object creates it. */
  readonly allowsCreateOnUpdate: boolean
}

/** `metadata` with the generation that follows from whether the desired state has changed. */
export function countedGeneration(
  next: ObjectMeta,
  current: ObjectMeta,
  hasChanged: boolean,
): ObjectMeta {
  const generation = hasChanged ? (current.generation ?? 0) + 1 : current.generation
  return withFields(next, { generation })
}

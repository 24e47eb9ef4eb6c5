import type { BaseObject } from './meta.ts'

/** A Kubernetes object as plain JSON, whatever its kind. */
export type KubeObjectJson = BaseObject & { readonly [field: string]: unknown }

import type { KubeObject, ObjectOf } from '../../../protocol/objects/index.ts'
import type { Status } from '../../../protocol/objects/meta.ts'
import type { Micros } from '../../kernel/types.ts'
import type { Route } from '../route.ts'

/** What admission plugins may know besides the object. */
export interface AdmissionSurroundings {
  readonly now: Micros
  readonly user: string
  namespace(name: string): ObjectOf<'Namespace'> | undefined
  serviceAccount(namespace: string, name: string): ObjectOf<'ServiceAccount'> | undefined
  /** The next number of a named random stream. */
  random(stream: string): number
}

/** The write that asks to be admitted. `current` is undefined for creations. */
export interface AdmissionAttempt {
  readonly route: Route
  readonly object: KubeObject
  readonly current: KubeObject | undefined
}

/** A built-in admission plugin. Mutating ones run first, then validation of the object, then validating ones. */
export interface AdmissionPlugin {
  readonly name: string
  /** Answers the object to go on with (the same one if nothing changes) or a refusal. */
  mutate?(attempt: AdmissionAttempt, around: AdmissionSurroundings): KubeObject | Status
  /** Answers a refusal, or undefined. */
  validate?(attempt: AdmissionAttempt, around: AdmissionSurroundings): Status | undefined
}

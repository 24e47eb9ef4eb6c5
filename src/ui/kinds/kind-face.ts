import type { ComponentType } from 'react'
import type { Kind, ObjectOf } from '../../protocol/objects/index.ts'
import type { Text } from '../../protocol/views.ts'

/** How a kind looks wherever one of its objects is named. */
export interface KindFace<K extends Kind> {
  readonly icon: ComponentType
  /** Gives the icon its colour: kinds that belong together share one. */
  readonly family: 'workload' | 'network' | 'machine' | 'quiet'
  /** A few words on the state of one object. */
  readonly summary: (object: ObjectOf<K>) => Text
}

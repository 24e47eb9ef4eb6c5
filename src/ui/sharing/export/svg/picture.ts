/** What a picture of the cluster is drawn from: rows and words, no document. */
import type { ComponentKind, PodLook, StepView } from '../../../../protocol/views.ts'
import type { Scene } from '../../../diagram/layout/scene.ts'
import type { ClusterRows } from '../../../state/cluster.ts'

/** The theme's colours by the names they have in `tokens.css`. */
export const COLOUR_NAMES = [
  'surface-0',
  'surface-1',
  'surface-2',
  'surface-3',
  'line',
  'line-strong',
  'text',
  'text-muted',
  'text-faint',
  'accent',
  'accent-wash',
  'good',
  'good-wash',
  'warning',
  'warning-wash',
  'bad',
  'bad-wash',
  'message-watch',
  'message-storage',
  'phase-pending',
  'phase-creating',
  'phase-running',
  'phase-ready',
  'phase-succeeded',
  'phase-failed',
  'phase-crash-looping',
  'phase-terminating',
  'phase-unknown',
] as const satisfies readonly (`phase-${PodLook}` | string)[]

export type Palette = { readonly [name in (typeof COLOUR_NAMES)[number]]: string }

/** Words of the `diagram` texts (or of another namespace, as `facts:key`). */
export type Translate = (
  key: string,
  params?: { readonly [name: string]: string | number },
) => string

export interface Picture {
  readonly scene: Scene
  readonly rows: ClusterRows
  readonly workers: readonly string[]
  readonly atMicros: number
  readonly step: StepView | null
  readonly palette: Palette
  /** The inside of an icon on a 24 by 24 field, drawn in strokes; '' for none. */
  readonly icons: { readonly [K in ComponentKind]?: string }
  /** One line at the foot. */
  readonly caption: string
  readonly t: Translate
}

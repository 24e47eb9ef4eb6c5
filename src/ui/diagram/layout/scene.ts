/** The scene: where everything of the diagram stands. Computed by `layoutScene`, drawn as is. */
import type { Box, Point } from './geometry.ts'

/** The parts of a worker that are drawn as chips on its card. */
export type ChipKind = 'kubelet' | 'kube-proxy' | 'container-runtime' | 'cni'

export interface CardScene {
  readonly name: string
  readonly box: Box
  /** By component name (`worker-1/kubelet`), in scene pixels. */
  readonly chips: ReadonlyMap<string, Box>
  /** Null where there is no room for what is requested: on stage. */
  readonly bars: Box | null
  readonly pods: Box
  /** The parts are but icons beside the name. */
  readonly isCompact: boolean
}

/** A line between a component and the API server (or of the user). */
export interface Wire {
  /** The component that opened the connection; the other end is the API server. */
  readonly component: string
  /** `watch`: a stream held open, over which changes come. */
  readonly kind: 'watch' | 'request' | 'storage'
  /** The worker that the line goes to, '' for the control plane's own. */
  readonly host: string
  /** From the component to the API server. */
  readonly points: readonly Point[]
}

export interface Scene {
  /** `tall`: for narrow panes, everything under one another. */
  readonly shape: 'wide' | 'tall'
  readonly isOnStage: boolean
  readonly width: number
  readonly height: number
  /** The zoom at which the scene fits its pane. */
  readonly scale: number
  readonly controlPlane: Box
  /** Where pods wait that no node has been chosen for. */
  readonly tray: Box
  /** Components that stand by themselves, by name. Chips are with their cards. */
  readonly boxes: ReadonlyMap<string, Box>
  /** Workers as cards; empty when there are so many that they are tiles. */
  readonly cards: readonly CardScene[]
  /** The area of the tiles, or null. */
  readonly tiles: Box | null
  readonly wires: readonly Wire[]
}

export interface SceneInput {
  /** Of the pane, in CSS pixels. */
  readonly width: number
  readonly height: number
  /** Names of the workers in order. */
  readonly workers: readonly string[]
  /** Drawn for a lecture hall: fewer things, all of them larger. */
  readonly isOnStage?: boolean
}

/** More workers than this are drawn as tiles on a canvas. */
export const CARDS_MAX = 30

/** The hub: everything is connected to it and to nothing else. */
export const API_SERVER = 'kube-apiserver'

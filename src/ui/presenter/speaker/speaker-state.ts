/** The speaker's end of the channel. What comes over it is drawn; the cluster is the stage's alone. */
import { create } from 'zustand'
import type { Point } from '../../diagram/layout/geometry.ts'
import { presentSvg } from '../../sharing/export/svg/present-svg.ts'
import { emptyCluster, useCluster } from '../../state/cluster.ts'
import { usePreferences } from '../../state/preferences.ts'
import {
  type FromSpeaker,
  type FromStage,
  openChannel,
  PING_EVERY_MS,
  type Picture,
  type Situation,
} from '../channel.ts'
import type { StageView } from '../stage-state.ts'
import type { Order } from '../steering.ts'

/** A stage that has not answered for so long is gone. */
const LOST_AFTER_MS = 4 * PING_EVERY_MS

/** The stage's diagram, drawn small. */
export interface Thumbnail {
  readonly url: string
  readonly width: number
  readonly height: number
  readonly scale: number
}

interface SpeakerState {
  /** `left`: presenting was ended; `lost`: the stage's window does not answer. */
  readonly connection: 'waiting' | 'connected' | 'left' | 'lost'
  readonly stage: string | null
  readonly situation: Situation | null
  readonly step: Picture['step']
  readonly pointer: Point | null
  readonly thumbnail: Thumbnail | null
}

export const useSpeaker = create<SpeakerState>(() => ({
  connection: 'waiting',
  stage: null,
  situation: null,
  step: null,
  pointer: null,
  thumbnail: null,
}))

let channel: BroadcastChannel | null = null

/** Joins the stage, and every later one after it. Returns the function that ends it. */
export function joinStage(): () => void {
  channel = openChannel()
  if (!channel) return () => undefined
  let lastHeardMs = performance.now()
  channel.onmessage = ({ data }: MessageEvent<FromStage>) => {
    lastHeardMs = performance.now()
    take(data)
  }
  send({ type: 'hello' })
  const timer = setInterval(() => {
    send({ type: 'ping' })
    const isLost = performance.now() - lastHeardMs > LOST_AFTER_MS
    if (isLost && useSpeaker.getState().connection === 'connected') {
      useSpeaker.setState({ connection: 'lost' })
    }
  }, PING_EVERY_MS)
  return () => {
    clearInterval(timer)
    channel?.close()
    channel = null
  }
}

/** Has the stage do something. */
export function order(what: Order): void {
  const { stage, connection } = useSpeaker.getState()
  if (stage !== null && connection === 'connected') send({ type: 'order', stage, order: what })
}

function send(message: FromSpeaker): void {
  channel?.postMessage(message)
}

function take(message: FromStage): void {
  const { stage, connection } = useSpeaker.getState()
  if (message.type === 'gone') {
    if (message.stage !== stage) return
    useSpeaker.setState({ connection: message.why === 'left' ? 'left' : 'lost', pointer: null })
    return
  }
  // The stage that is followed is followed as long as it is there; another one is joined after it.
  const isOther = message.stage !== stage
  if (isOther && connection === 'connected') return
  useSpeaker.setState({ stage: message.stage, connection: 'connected' })
  if (message.type === 'picture') takePicture(message.picture)
  else if (message.type === 'situation') takeSituation(message.situation)
  else if (message.type === 'pointer') useSpeaker.setState({ pointer: message.pointer })
  else if (isOther || connection !== 'connected') send({ type: 'hello' })
}

function takePicture(picture: Picture): void {
  const { components, nodes, pods, atMicros, startAtMicros, step } = picture
  useCluster.setState({
    ready: true,
    rows: { ...emptyCluster.rows, components, nodes, pods },
    atMicros,
    startAtMicros,
    // What a picture shows of a step are its actors and its title.
    step: step && { ...NO_STEP, ...step },
  })
  useSpeaker.setState({ step })
  draw()
}

const NO_STEP = {
  position: 0,
  atMicros: 0,
  grain: 'story',
  causes: [],
  diffs: [],
  objects: [],
} as const

function takeSituation(situation: Situation): void {
  const before = useSpeaker.getState().situation
  const { language, theme } = situation
  const preferences = usePreferences.getState()
  if (preferences.language !== language || preferences.theme !== theme) {
    preferences.set({ language, theme })
  }
  useSpeaker.setState({ situation })
  const isOtherPane = !isSameSize(before?.view ?? null, situation.view)
  if (isOtherPane || before?.theme !== theme || before?.language !== language) draw()
}

function isSameSize(a: StageView | null, b: StageView | null): boolean {
  return a?.width === b?.width && a?.height === b?.height
}

/** The cluster as the audience sees it, as a picture of its own. */
function draw(): void {
  const { situation, thumbnail } = useSpeaker.getState()
  const view = situation?.view
  if (!view || !useCluster.getState().ready) return
  const { svg, ...size } = presentSvg({ width: view.width, height: view.height })
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  useSpeaker.setState({ thumbnail: { url, ...size } })
  // The old one is still on the screen until the new one is drawn.
  if (thumbnail) setTimeout(() => URL.revokeObjectURL(thumbnail.url), 2000)
}

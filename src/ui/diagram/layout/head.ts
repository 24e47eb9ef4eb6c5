/** Where the user and the control plane stand. */
import { type Arrangement, MARGIN } from './arrangement.ts'
import { type Box, clamp } from './geometry.ts'
import { API_SERVER } from './scene.ts'

export interface Head {
  readonly controlPlane: Box
  readonly tray: Box
  readonly boxes: ReadonlyMap<string, Box>
  /** Where the workers' area may begin. */
  readonly bottom: number
}

const PADDING = 12
const LABEL_HEIGHT = 20
const TRAY_GAP = 18
const TRAY_WIDTH_MAX = 270
const CLIENTS = ['kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'] as const

export function layoutHead(arrangement: Arrangement): Head {
  return arrangement.shape === 'wide' ? wideHead(arrangement) : tallHead(arrangement)
}

/** User at the left, the API server in the middle with etcd behind it, its clients at the right. */
function wideHead(arrangement: Arrangement): Head {
  const { width, headHeight: height } = arrangement
  const left = clamp(width * 0.14, 92, 132)
  const frameX = MARGIN + left + clamp(width * 0.045, 26, 60)
  const frame = { x: frameX, y: MARGIN, width: width - MARGIN - frameX, height }
  const inner = inset(frame, PADDING)

  const clientWidth = clamp(inner.width * 0.27, 158, 230)
  const apiWidth = clamp(inner.width * 0.28, 132, 240)
  const wireGapMin = clamp(inner.width * 0.09, 42, 110)
  const rest = inner.width - clientWidth - apiWidth - wireGapMin - TRAY_GAP
  const trayWidth = Math.min(rest, TRAY_WIDTH_MAX)
  // What is left over goes beside the API server, so that it stands in the middle.
  const clientsX = inner.x + inner.width - clientWidth
  const apiX = clientsX - wireGapMin - (rest - trayWidth) * 0.6 - apiWidth
  const etcdHeight = clamp(height * 0.22, 42, 52)
  const apiTop = inner.y + etcdHeight + clamp(height * 0.17, 24, 46)
  const api = { x: apiX, y: apiTop, width: apiWidth, height: inner.y + inner.height - apiTop }
  const kubectlHeight = clamp(height * 0.28, 52, 64)
  const kubectlY = frame.y + height * 0.54 - kubectlHeight / 2
  const corednsY = kubectlY + kubectlHeight + 14

  const trayTop = inner.y + LABEL_HEIGHT
  const tray = {
    x: inner.x,
    y: trayTop,
    width: trayWidth,
    height: kubectlY + kubectlHeight / 2 - 12 - trayTop,
  }
  return {
    controlPlane: frame,
    tray,
    bottom: frame.y + height,
    boxes: new Map<string, Box>([
      ['kubectl', { x: MARGIN, y: kubectlY, width: left, height: kubectlHeight }],
      ['coredns', { x: MARGIN, y: corednsY, width: left, height: frame.y + height - corednsY }],
      ['etcd', { x: apiX, y: inner.y, width: apiWidth, height: etcdHeight }],
      [API_SERVER, api],
      ...stack({ ...inner, x: clientsX, width: clientWidth }, 9),
    ]),
  }
}

/** For phones: user above, API server with its clients beside it, etcd under it, then the tray. */
function tallHead(arrangement: Arrangement): Head {
  const width = arrangement.width - 2 * MARGIN
  const topHeight = 46
  const frame = { x: MARGIN, y: MARGIN + topHeight + 24, width, height: 226 }
  const inner = { ...inset(frame, 10), y: frame.y + 10 + LABEL_HEIGHT }
  const clientWidth = clamp(inner.width * 0.46, 150, 220)
  const apiWidth = inner.width - clientWidth - clamp(inner.width * 0.13, 38, 70)
  const rowHeight = 120
  const secondY = inner.y + rowHeight + 24
  const secondHeight = frame.y + frame.height - 10 - secondY
  const etcdX = inner.x + 44
  const half = (width - 24) / 2
  return {
    controlPlane: frame,
    tray: {
      x: etcdX + apiWidth - 20,
      y: secondY - 12,
      width: inner.x + inner.width - etcdX - apiWidth + 20,
      height: secondHeight + 12,
    },
    bottom: frame.y + frame.height,
    boxes: new Map<string, Box>([
      ['kubectl', { x: MARGIN, y: MARGIN, width: half, height: topHeight }],
      ['coredns', { x: MARGIN + width - half, y: MARGIN, width: half, height: topHeight }],
      [API_SERVER, { x: inner.x, y: inner.y, width: apiWidth, height: rowHeight }],
      ['etcd', { x: etcdX, y: secondY, width: apiWidth - 32, height: secondHeight }],
      ...stack(
        {
          x: inner.x + inner.width - clientWidth,
          y: inner.y,
          width: clientWidth,
          height: rowHeight,
        },
        7,
      ),
    ]),
  }
}

/** The API server's clients under one another in a column. */
function stack(column: Box, gap: number): readonly (readonly [string, Box])[] {
  const height = (column.height - gap * (CLIENTS.length - 1)) / CLIENTS.length
  return CLIENTS.map((name, index) => [
    name,
    { x: column.x, y: column.y + index * (height + gap), width: column.width, height },
  ])
}

function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by }
}

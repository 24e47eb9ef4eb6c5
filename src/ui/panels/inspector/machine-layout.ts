/** A lifecycle machine as a column of states: ways on at the right, ways back at the left. */
import type { MachineView } from '../../../protocol/inspection.ts'

interface MachineState {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly isCurrent: boolean
  /** One transition away from where it is now. */
  readonly isNext: boolean
}

interface MachineEdge {
  readonly key: string
  readonly event: string
  readonly from: string
  readonly to: string
  /** The `d` of an SVG path that ends at the target's edge. */
  readonly path: string
  /** Leads away from the current state. */
  readonly isOpen: boolean
}

export interface MachinePicture {
  readonly width: number
  readonly height: number
  readonly states: readonly MachineState[]
  readonly edges: readonly MachineEdge[]
}

const WIDTH = 280
const STATE = { width: 116, height: 20 }
const PITCH = 30
const MARGIN = 6
/** How far an arc swings out per state that it passes. */
const SWING = 13
const SWING_MAX = 76

/** Lays a machine out in the order of its definition, which is the order of a life without trouble. */
export function machineLayout(view: MachineView): MachinePicture {
  const x = (WIDTH - STATE.width) / 2
  const open = new Set(view.edges.filter((it) => it.from === view.current).map((it) => it.to))
  const states = view.states.map((name, index) => ({
    name,
    x,
    y: MARGIN + index * PITCH,
    ...STATE,
    isCurrent: name === view.current,
    isNext: open.has(name),
  }))
  return {
    width: WIDTH,
    height: 2 * MARGIN + Math.max(0, states.length - 1) * PITCH + STATE.height,
    states,
    edges: view.edges.flatMap((edge) => {
      const from = view.states.indexOf(edge.from)
      const to = view.states.indexOf(edge.to)
      if (from < 0 || to < 0 || from === to) return []
      const key = `${edge.from}>${edge.to}:${edge.event}`
      return [{ ...edge, key, path: edgePath(from, to), isOpen: edge.from === view.current }]
    }),
  }
}

function edgePath(from: number, to: number): string {
  const centreX = WIDTH / 2
  const top = (index: number) => MARGIN + index * PITCH
  if (to === from + 1) return `M${centreX} ${top(from) + STATE.height}V${top(to) - 1}`
  const isOn = to > from
  const side = isOn ? 1 : -1
  const edgeX = centreX + side * (STATE.width / 2)
  const swing = side * Math.min(SWING_MAX, SWING * Math.abs(to - from) + 8)
  // Arcs leave low and arrive high (or the other way round), so that ends do not lie on each other.
  const y1 = top(from) + STATE.height / 2 + (isOn ? 4 : -4)
  const y2 = top(to) + STATE.height / 2 + (isOn ? -4 : 4)
  return `M${edgeX} ${y1}C${edgeX + swing} ${y1} ${edgeX + swing} ${y2} ${edgeX + side * 2} ${y2}`
}

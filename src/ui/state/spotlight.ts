/** What a lesson (or whoever presents) wants to be seen: things to light up, and where the camera goes. */
import { create } from 'zustand'

interface SpotlightState {
  /** Components, nodes and pods by name (`etcd`, `worker-1`, `default/web`; `default/web-*` for all that begin so). */
  readonly lit: readonly string[]
  /** `all`, `control-plane`, `workers`, or a name as in `lit`; null: as the reader has it. */
  readonly camera: string | null
  /** Grows with every wish, so that the same one can be made twice. */
  readonly wish: number
}

const nothing: SpotlightState = { lit: [], camera: null, wish: 0 }

export const useSpotlight = create<SpotlightState>(() => nothing)

/** Lights up these and no others, and moves the camera if told where to. */
export function spotlight(lit: readonly string[], camera: string | null): void {
  useSpotlight.setState(({ wish }) => ({ lit, camera, wish: wish + 1 }))
}

/** Whether this very thing is lit up; re-renders only when that changes. */
export function useIsSpotlit(name: string): boolean {
  return useSpotlight(({ lit }) => lit.some((wanted) => isNamed(name, wanted)))
}

function isNamed(name: string, wanted: string): boolean {
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted
}

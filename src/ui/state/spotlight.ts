/** What a lesson (or whoever presents) wants to be seen: things to light up, and where the camera goes. */
import { create } from 'zustand'
import { useCluster } from './cluster.ts'

interface SpotlightState {
  /** Components, nodes and pods by name (`etcd`, `worker-1`, `default/web`; `default/web-*` for all that begin so). */
  readonly lit: readonly string[]
  /** `all`, `control-plane`, `workers`, or a name as in `lit`; null: as the reader has it. */
  readonly camera: string | null
  /** Grows with every wish, so that the same one can be made twice. */
  readonly wish: number
  /** Who acted in the step that is shown is lit up as well; a stage at rest leaves the light to the lesson. */
  readonly isStepLit: boolean
}

const nothing: SpotlightState = { lit: [], camera: null, wish: 0, isStepLit: true }

export const useSpotlight = create<SpotlightState>(() => nothing)

/** Lights up these and no others, and moves the camera if told where to. */
export function spotlight(lit: readonly string[], camera: string | null): void {
  useSpotlight.setState(({ wish }) => ({ lit, camera, wish: wish + 1 }))
}

/** Whether this very thing is lit up; re-renders only when that changes. */
export function useIsSpotlit(name: string): boolean {
  return useSpotlight(({ lit }) => lit.some((wanted) => isNamed(name, wanted)))
}

/** Whether this component or node acts in the step that is shown, and shall be seen to. */
export function useIsActing(name: string): boolean {
  const isStepLit = useSpotlight((state) => state.isStepLit)
  return useCluster(({ step }) => isStepLit && (step?.actors.includes(name) ?? false))
}

function isNamed(name: string, wanted: string): boolean {
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted
}

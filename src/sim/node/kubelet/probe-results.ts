import type { Container } from '../../../protocol/objects/pod.ts'
import type { RuntimeContainer } from '../cri.ts'
import type { KubeletState, ProbeRow } from './kubelet-state.ts'

/** Key of a probe's row: one per run of a container. */
export function probeKey(containerId: string, probe: ProbeRow['probe']): string {
  return `${containerId}/${probe}`
}

/** Without a startup probe a running container has started. */
export function isProbedStarted(
  state: KubeletState,
  container: Container,
  run: RuntimeContainer,
): boolean {
  if (!container.startupProbe) return true
  return state.probes.get(probeKey(run.id, 'startup'))?.result === 'success'
}

/** Without a readiness probe a started container is ready. */
export function isProbedReady(
  state: KubeletState,
  container: Container,
  run: RuntimeContainer,
): boolean {
  if (!container.readinessProbe) return true
  return state.probes.get(probeKey(run.id, 'readiness'))?.result === 'success'
}

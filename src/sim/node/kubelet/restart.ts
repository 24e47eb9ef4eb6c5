import type { PodSpec } from '../../../protocol/objects/pod.ts'

/** What of a container's last run decides whether it is to run again. */
export interface LastRun {
  readonly state: 'created' | 'running' | 'exited' | 'unknown'
  readonly exitCode: number
}

/**
 * Whether a container is to be started (again).
 * Upstream: kubernetes/pkg/kubelet/container ShouldContainerBeRestarted, v1.36.
 */
export function shouldRestart(
  policy: PodSpec['restartPolicy'],
  isDeleting: boolean,
  last: LastRun | undefined,
): boolean {
  if (isDeleting) return false
  if (last === undefined) return true
  if (last.state === 'running') return false
  if (last.state !== 'exited') return true
  if (policy === 'Never') return false
  return policy !== 'OnFailure' || last.exitCode !== 0
}

import type { Micros } from '../../kernel/types.ts'

/** The back-off of one container or image. */
export interface BackOff {
  readonly wait: Micros
  readonly updatedAt: Micros
}

export interface BackOffLimits {
  readonly initial: Micros
  readonly max: Micros
}

/** Whether the wait since `since` is not over. Upstream: client-go util/flowcontrol Backoff.IsInBackOffSince, v0.36. */
export function isBackingOff(
  entry: BackOff | undefined,
  since: Micros,
  now: Micros,
  limits: BackOffLimits,
): boolean {
  if (!entry || hasExpired(entry, since, limits)) return false
  return now - since < entry.wait
}

/** The next, longer wait; begins anew after a long good time. Upstream: Backoff.Next. */
export function nextBackOff(
  entry: BackOff | undefined,
  since: Micros,
  now: Micros,
  limits: BackOffLimits,
): BackOff {
  const isFresh = !entry || hasExpired(entry, since, limits)
  const wait = isFresh ? limits.initial : Math.min(entry.wait * 2, limits.max)
  return { wait, updatedAt: now }
}

/** Nothing happened for twice the longest wait. */
function hasExpired(entry: BackOff, since: Micros, { max }: BackOffLimits): boolean {
  return since - entry.updatedAt > max * 2
}

import type { PodRow } from '../../../protocol/views.ts'

/** A pod's name for a small cell: whose it is, and what tells it from its siblings. */
export interface PodName {
  readonly base: string
  readonly suffix: string
}

/** `web-584967c4-6frxz` of ReplicaSet `web-584967c4` is `web` · `6frxz`. */
export function podName(pod: Pick<PodRow, 'name' | 'owner'>): PodName {
  const [kind = '', owner = ''] = pod.owner.split('/')
  if (owner === '' || !pod.name.startsWith(`${owner}-`)) return { base: pod.name, suffix: '' }
  const suffix = pod.name.slice(owner.length + 1)
  // A Deployment's ReplicaSet ends in its template's hash, which says little to a reader.
  const base = kind === 'ReplicaSet' ? owner.replace(/-[0-9a-z]{6,10}$/, '') : owner
  return { base, suffix }
}

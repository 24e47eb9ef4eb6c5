import type { PodRow } from '../../../protocol/views.ts'

/** A pod's name for a small cell: whose it is, and what tells it from its siblings. */
export interface PodName {
  readonly base: string
  readonly suffix: string
}

/** What the API server appends to a `generateName`. */
const GENERATED = /^[0-9a-z]{5}$/

/** The whole of such a name where a Deployment stands behind it: hash and suffix have neither vowels nor 0, 1 and 3. */
const OF_DEPLOYMENT = /^(.+)-[bcdfghjklmnpqrstvwxz24-9]{6,10}-([bcdfghjklmnpqrstvwxz24-9]{5})$/

/** `web-584967c4-6frxz` of ReplicaSet `web-584967c4` is `web` · `6frxz`. */
export function podName(pod: Pick<PodRow, 'name' | 'owner'>): PodName {
  const [kind = '', owner = ''] = pod.owner.split('/')
  if (owner === '') return orphanName(pod.name)
  if (!pod.name.startsWith(`${owner}-`)) return { base: pod.name, suffix: '' }
  const suffix = pod.name.slice(owner.length + 1)
  // A ReplicaSet also adopts pods that were named by hand.
  if (kind === 'ReplicaSet' && !GENERATED.test(suffix)) return { base: pod.name, suffix: '' }
  // A Deployment's ReplicaSet ends in its template's hash, which says little to a reader.
  const base = kind === 'ReplicaSet' ? owner.replace(/-[0-9a-z]{6,10}$/, '') : owner
  return { base, suffix }
}

/** A pod that its ReplicaSet has let go is still the same pod, and is called as before. */
function orphanName(name: string): PodName {
  const [, base = name, suffix = ''] = OF_DEPLOYMENT.exec(name) ?? []
  return { base, suffix }
}

/**
 * What tells an old pod from a new one while a rollout replaces them: the tag of its program's image (`shop/web:2.0`: `2.0`).
 * '' where none is written, and of a pod that nothing replaces.
 */
export function podVersion({
  name,
  owner,
  containers,
}: Pick<PodRow, 'name' | 'owner' | 'containers'>): string {
  if (owner === '' || podName({ name, owner }).suffix === '') return ''
  const image = containers.find(({ type }) => type === 'app')?.image ?? ''
  // A digest has no tag to read, and the colon of a registry's port comes before the last slash.
  return image.includes('@') ? '' : (/:([^:/]+)$/.exec(image)?.[1] ?? '')
}

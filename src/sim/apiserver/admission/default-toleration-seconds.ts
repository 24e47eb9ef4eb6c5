import type { Pod, Toleration } from '../../../protocol/objects/pod.ts'
import { TIMINGS } from '../../latencies.ts'
import type { AdmissionPlugin } from './plugin.ts'

const NOT_READY = 'node.kubernetes.io/not-ready'
const UNREACHABLE = 'node.kubernetes.io/unreachable'

/**
 * Lets every pod stay 300 s on a node that is not ready or unreachable: why pods of a dead node
 * are not replaced at once. Updates too: whoever replaces a pod's tolerations keeps these. Upstream: plugin/pkg/admission/defaulttolerationseconds, v1.36.
 */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',

  mutate({ route, object }) {
    if (object.kind !== 'Pod' || route.subresource !== '') return object
    if (route.verb !== 'create' && route.verb !== 'update' && route.verb !== 'patch') return object
    const pod = object as Pod
    const given = pod.spec.tolerations ?? []
    const added = [NOT_READY, UNREACHABLE]
      .filter((key) => !given.some((toleration) => covers(toleration, key)))
      .map(defaultFor)
    if (added.length === 0) return object
    return { ...pod, spec: { ...pod.spec, tolerations: [...given, ...added] } }
  },
}

function covers(toleration: Toleration, key: string): boolean {
  const effectFits =
    toleration.effect === undefined || toleration.effect === '' || toleration.effect === 'NoExecute'
  return (
    effectFits && (toleration.key === key || toleration.key === undefined || toleration.key === '')
  )
}

function defaultFor(key: string): Toleration {
  return key === NOT_READY ? TOLERATE_NOT_READY : TOLERATE_UNREACHABLE
}

const TOLERATE_NOT_READY = tolerate(NOT_READY)
const TOLERATE_UNREACHABLE = tolerate(UNREACHABLE)

function tolerate(key: string): Toleration {
  return {
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: TIMINGS.defaultTolerationSeconds,
  }
}

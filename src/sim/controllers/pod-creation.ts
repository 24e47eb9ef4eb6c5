import type { Kind } from '../../protocol/objects/index.ts'
import type { BaseObject } from '../../protocol/objects/meta.ts'
import type { PodTemplateSpec } from '../../protocol/objects/pod.ts'
import { apiVersionOf } from '../api/resources.ts'
import type { Write } from './runtime/controller.ts'
import { creation } from './writes.ts'

/** As many POSTs of a template's pod as are missing. All share one body: thousands of pods cost one object. */
export function podCreations(
  owner: BaseObject,
  template: PodTemplateSpec,
  count: number,
): readonly Write[] {
  const { name, namespace, uid } = owner.metadata
  const { labels, annotations, finalizers } = (template.metadata ?? {}) as {
    labels?: object
    annotations?: object
    finalizers?: readonly string[]
  }
  const body = {
    apiVersion: 'v1',
    kind: 'Pod' as const,
    metadata: {
      generateName: `${name}-`,
      labels,
      annotations,
      finalizers,
      ownerReferences: [
        {
          apiVersion: apiVersionOf(owner.kind as Kind),
          kind: owner.kind,
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: template.spec,
    status: {},
  }
  const write: Write = {
    ...creation(body, namespace),
    success: {
      about: owner,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: 'Created pod: %s',
    },
    failure: {
      about: owner,
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'Error creating: %s',
    },
  }
  return new Array<Write>(count).fill(write)
}

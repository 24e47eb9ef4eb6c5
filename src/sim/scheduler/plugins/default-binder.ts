import { objectPath } from '../../api/resources.ts'
import type { Plugin } from '../framework.ts'

/** Binds a pod by the API server's `binding` subresource. Upstream: plugins/defaultbinder, v1.36. */
export const defaultBinder: Plugin = {
  name: 'DefaultBinder',

  bind({ metadata: { name, namespace, uid } }, nodeName) {
    return {
      method: 'POST',
      path: objectPath('Pod', namespace, name, 'binding'),
      body: {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace, uid },
        target: { kind: 'Node', name: nodeName },
      },
    }
  },
}

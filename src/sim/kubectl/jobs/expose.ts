import type { JsonObject, StringMap } from '../../../protocol/objects/meta.ts'
import type { Container } from '../../../protocol/objects/pod.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import { done, failure, type Job, type JobRunner, type JobStep } from '../job.ts'

type ExposeJob = Extract<Job, { type: 'expose' }>

/** The parts of what is exposed that matter, whichever kind it is. */
interface Exposed {
  readonly metadata: { readonly labels?: StringMap }
  readonly spec: {
    readonly selector?: { readonly matchLabels?: StringMap } | StringMap
    readonly containers?: readonly Container[]
    readonly ports?: readonly { readonly port: number }[]
    readonly template?: { readonly spec: { readonly containers: readonly Container[] } }
  }
}

/** `kubectl expose`: reads an object and creates a Service for its pods. Upstream: kubectl/pkg/cmd/expose, v1.36. */
export const exposeRunner: JobRunner<ExposeJob> = {
  begin({ target }) {
    const path = objectPath(target.kind, target.namespace, target.name)
    return { type: 'ask', request: { method: 'GET', path }, state: { stage: 'read' } }
  },

  proceed(job, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'create') return done(`service/${job.name} exposed`)
    return create(job, response.body as unknown as Exposed)
  },
}

function create(job: ExposeJob, { metadata, spec }: Exposed): JobStep {
  const { kind, namespace, name } = job.target
  const selector = selectorOf(job, { metadata, spec })
  if (!selector) {
    return done(
      `error: couldn't retrieve selectors via --selector flag or introspection: the ${kind.toLowerCase()} has no labels and cannot be exposed`,
      1,
    )
  }
  const ports = job.port === undefined ? declaredPorts(spec) : [job.port]
  if (ports.length === 0)
    return done(
      "error: couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples",
      1,
    )
  const target = job.targetPort
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: job.name, namespace, ...(metadata.labels && { labels: metadata.labels }) },
    spec: {
      selector,
      ports: ports.map((port, index) => ({
        ...(ports.length > 1 && { name: `port-${index + 1}` }),
        protocol: job.protocol,
        port,
        targetPort: target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target,
      })),
      ...(job.serviceType && { type: job.serviceType }),
    },
  }
  const path = collectionPath('Service', namespace)
  const query = { fieldManager: 'kubectl-expose', fieldValidation: 'Strict' }
  const state = { stage: 'create', read: name }
  return { type: 'ask', request: { method: 'POST', path, body, query }, state }
}

function selectorOf({ target }: ExposeJob, { metadata, spec }: Exposed): StringMap | undefined {
  if (target.kind === 'Pod') return metadata.labels
  if (target.kind === 'Service') return spec.selector as StringMap | undefined
  return (spec.selector as { readonly matchLabels?: StringMap } | undefined)?.matchLabels
}

function declaredPorts({ containers, template, ports }: Exposed['spec']): readonly number[] {
  if (ports) return ports.map(({ port }) => port)
  return (template?.spec.containers ?? containers ?? []).flatMap((container) =>
    (container.ports ?? []).map(({ containerPort }) => containerPort),
  )
}

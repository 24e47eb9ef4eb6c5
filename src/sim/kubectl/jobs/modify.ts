import type { Node, Taint } from '../../../protocol/objects/cluster.ts'
import type { KubeObject } from '../../../protocol/objects/index.ts'
import type { JsonObject, StringMap } from '../../../protocol/objects/meta.ts'
import type { Container } from '../../../protocol/objects/pod.ts'
import { collectionPath, objectPath } from '../../api/resources.ts'
import type { ApiRequest, ListBody } from '../../apiserver/wire.ts'
import { unreachable } from '../../kernel/assert.ts'
import { done, failure, type Job, type JobRunner, type JobStep, type Modification } from '../job.ts'
import { label } from '../label.ts'

type ModifyJob = Extract<Job, { type: 'modify' }>
type ReadObject = JsonObject & { readonly metadata: JsonObject; readonly spec: JsonObject }

/** Commands that read an object, compute a patch and send it: label, taint, cordon, set image, rollout restart and so on. */
export const modifyRunner: JobRunner<ModifyJob> = {
  begin({ target }) {
    return {
      type: 'ask',
      request: { method: 'GET', path: objectPath(target.kind, target.namespace, target.name) },
      state: { stage: 'read' },
    }
  },

  proceed(job, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'write') return done(`${label(job.target)} ${state.read as string}`)
    const change = patchFor(job.change, response.body as ReadObject)
    if ('refusal' in change) return done(change.refusal, 1)
    if (!change.patch) return done(`${label(job.target)} ${change.said}`)
    return write(job, change.patch, change.said)
  },
}

type ModifyAllJob = Extract<Job, { type: 'modify-all' }>

/** A change to every object of a kind, or to those that selectors choose, one after another. */
export const modifyAllRunner: JobRunner<ModifyAllJob> = {
  begin({ kind, namespace, labelSelector, fieldSelector }) {
    const query = {
      ...(labelSelector !== '' && { labelSelector }),
      ...(fieldSelector !== '' && { fieldSelector }),
    }
    const path = collectionPath(kind, namespace || undefined)
    return { type: 'ask', request: { method: 'GET', path, query }, state: { stage: 'list' } }
  },

  proceed(job, state, response) {
    if (!response || response.code === 0 || response.code >= 300)
      return response ? failure(response) : done('', 1)
    if (state.stage === 'list') return next(job, (response.body as ListBody).items, '')
    const { rest, line } = state.read as {
      readonly rest: readonly KubeObject[]
      readonly line: string
    }
    return next(job, rest, line)
  },
}

function next(job: ModifyAllJob, objects: readonly KubeObject[], line: string): JobStep {
  const [first, ...rest] = objects
  if (!first) return done(line)
  const target = {
    kind: job.kind,
    namespace: first.metadata.namespace ?? '',
    name: first.metadata.name,
  }
  const change = patchFor(job.change, first as unknown as ReadObject)
  if ('refusal' in change || !change.patch) {
    return next(job, rest, 'refusal' in change ? change.refusal : `${label(target)} ${change.said}`)
  }
  const step = write({ type: 'modify', target, change: job.change }, change.patch, '')
  const state = { stage: 'write', read: { rest, line: `${label(target)} ${change.said}` } }
  return step.type === 'ask' ? { ...step, state, ...(line === '' ? {} : { line }) } : step
}

function write({ target, change }: ModifyJob, body: unknown, said: string): JobStep {
  const contentType: ApiRequest['contentType'] =
    change.type === 'patch' ? change.contentType : 'application/strategic-merge-patch+json'
  const path = objectPath(target.kind, target.namespace, target.name)
  return {
    type: 'ask',
    request: { method: 'PATCH', path, body, contentType, query: managerOf(change) },
    state: { stage: 'write', read: said },
  }
}

/** How each command calls itself in the book of managers; cordoning is done by `kubectl` itself. */
function managerOf(change: Modification): { readonly [parameter: string]: string } {
  if (change.type === 'labels')
    return { fieldManager: change.field === 'labels' ? 'kubectl-label' : 'kubectl-annotate' }
  const fieldManager = MANAGERS[change.type]
  return fieldManager === undefined ? {} : { fieldManager }
}

const MANAGERS: { readonly [T in Modification['type']]?: string } = {
  taints: 'kubectl-taint',
  images: 'kubectl-set',
  environment: 'kubectl-set',
  restart: 'kubectl-rollout',
  pause: 'kubectl-rollout',
  patch: 'kubectl-patch',
}

type Change = { readonly patch?: JsonObject; readonly said: string } | { readonly refusal: string }

function patchFor(change: Modification, object: ReadObject): Change {
  switch (change.type) {
    case 'labels':
      return labelPatch(change, object)
    case 'taints':
      return taintPatch(change, object as unknown as Node)
    case 'cordon': {
      const said = change.unschedulable ? 'cordoned' : 'uncordoned'
      const is = object.spec.unschedulable === true
      if (is === change.unschedulable) return { said: `already ${said}` }
      return { patch: { spec: { unschedulable: change.unschedulable || null } }, said }
    }
    case 'images':
      return imagePatch(change.images, object)
    case 'environment':
      return environmentPatch(change.set, object)
    case 'restart':
      return restartPatch(object)
    case 'pause': {
      const said = change.paused ? 'paused' : 'resumed'
      if ((object.spec.paused === true) === change.paused) {
        return {
          refusal: `error: deployments.apps "${String(object.metadata.name)}" is ${change.paused ? 'already paused' : 'not paused'}`,
        }
      }
      return { patch: { spec: { paused: change.paused || null } }, said }
    }
    case 'patch':
      return { patch: change.patch, said: 'patched' }
    default:
      return unreachable(change)
  }
}

function labelPatch(change: Extract<Modification, { type: 'labels' }>, object: ReadObject): Change {
  const present = (object.metadata[change.field] ?? {}) as StringMap
  for (const [key, value] of Object.entries(change.set)) {
    const had = present[key]
    if (value !== null && had !== undefined && had !== value && !change.overwrite) {
      return { refusal: `error: '${key}' already has a value (${had}), and --overwrite is false` }
    }
  }
  const said =
    change.field === 'annotations'
      ? 'annotated'
      : Object.values(change.set).every((value) => value === null)
        ? 'unlabeled'
        : 'labeled'
  const isSame = Object.entries(change.set).every(
    ([key, value]) => (present[key] ?? null) === value,
  )
  if (isSame && change.field === 'labels') return { said: 'not labeled' }
  return { patch: { metadata: { [change.field]: change.set } }, said }
}

function taintPatch(change: Extract<Modification, { type: 'taints' }>, node: Node): Change {
  const present: readonly Taint[] = node.spec.taints ?? []
  const isSame = (a: { key: string; effect?: string }, b: Taint) =>
    a.key === b.key && (a.effect === undefined || a.effect === b.effect)
  const kept = present.filter(
    (taint) => ![...change.remove, ...change.add].some((named) => isSame(named, taint)),
  )
  if (change.add.length === 0 && kept.length === present.length) {
    return { refusal: `error: taint "${change.remove[0]?.key ?? ''}" not found` }
  }
  const taints = [...change.add, ...kept].map((taint) => ({ ...taint }))
  return {
    patch: { spec: { taints: taints.length > 0 ? taints : null } },
    said: change.add.length > 0 ? 'tainted' : 'untainted',
  }
}

function imagePatch(images: { readonly [container: string]: string }, object: ReadObject): Change {
  const template = object.spec.template as
    | { readonly spec: { readonly containers: readonly Container[] } }
    | undefined
  const containers =
    template?.spec.containers ?? (object.spec.containers as unknown as readonly Container[])
  const wanted = Object.entries(images)
  const unknown = wanted.find(
    ([name]) => name !== '*' && !containers.some((container) => container.name === name),
  )
  if (unknown) return { refusal: `error: unable to find container named "${unknown[0]}"` }
  const changed = containers.flatMap((container) => {
    const image = images[container.name] ?? images['*']
    return image !== undefined && image !== container.image ? [{ name: container.name, image }] : []
  })
  if (changed.length === 0) return { said: 'image updated' }
  const spec = { containers: changed }
  return { patch: template ? { spec: { template: { spec } } } : { spec }, said: 'image updated' }
}

function environmentPatch(set: { readonly [name: string]: string }, object: ReadObject): Change {
  const template = object.spec.template as
    | { readonly spec: { readonly containers: readonly Container[] } }
    | undefined
  const env = Object.entries(set).map(([name, value]) => ({ name, value }))
  const containers = (template?.spec.containers ?? []).map(({ name }) => ({ name, env }))
  return { patch: { spec: { template: { spec: { containers } } } }, said: 'env updated' }
}

function restartPatch(object: ReadObject): Change {
  if (object.spec.paused === true) {
    return { refusal: "error: can't restart paused deployment (run rollout resume first)" }
  }
  const annotations = { 'kubectl.kubernetes.io/restartedAt': RESTARTED_AT }
  return { patch: { spec: { template: { metadata: { annotations } } } }, said: 'restarted' }
}

/** Replaced by the time of sending: job runners are pure and have no clock. */
export const RESTARTED_AT = '$NOW'

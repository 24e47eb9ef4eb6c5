import type { KubeObject } from '../../../src/protocol/objects/index.ts'
import type { Condition } from '../../../src/protocol/objects/meta.ts'
import type { Pod } from '../../../src/protocol/objects/pod.ts'
import type {
  ApiRequest,
  ApiResponse,
  FromApiServer,
  ToApiServer,
} from '../../../src/sim/apiserver/wire.ts'
import type { Kernel } from '../../../src/sim/kernel/kernel.ts'
import type { Table } from '../../../src/sim/kernel/table.ts'
import type { Component, Context, EventId, Message } from '../../../src/sim/kernel/types.ts'

interface Place {
  readonly plural: string
  readonly namespace: string
  readonly name: string
  readonly subresource: string
}

interface FakeWatch {
  readonly client: string
  readonly plural: string
}

const PATH =
  /^\/apis?\/(?:apps\/)?v1(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/

/** An API server that stores what it is given and tells who watches: enough for a scheduler. */
export class FakeApi implements Component {
  readonly name = 'kube-apiserver'
  readonly kind = 'kube-apiserver'
  readonly host = 'control-plane'
  readonly objects: Table<KubeObject>
  /** Set by a message: bindings are refused from then on. */
  private readonly refusing: Table<boolean>
  private readonly watches: Table<FakeWatch>
  private readonly revision: Table<number>

  constructor(kernel: Kernel) {
    this.objects = kernel.table('fake/objects')
    this.refusing = kernel.table('fake/refusing')
    this.watches = kernel.table('fake/watches')
    this.revision = kernel.table('fake/revision')
  }

  handle(message: Message, ctx: Context): void {
    if (message.type === 'refuse-bindings') this.refusing.set('', true)
    const incoming = message as ToApiServer
    if (incoming.type !== 'request') return
    const response = this.answer(incoming.request, ctx)
    if (!response) return
    const answer: FromApiServer = { type: 'response', requestId: ctx.event.id, response }
    ctx.send(ctx.event.from, answer)
  }

  private answer(request: ApiRequest, ctx: Context): ApiResponse | undefined {
    const match = PATH.exec(request.path)
    const [, namespace = '', plural = '', name = '', subresource = ''] = match ?? []
    const place: Place = { plural, namespace, name, subresource }
    if (request.query?.watch) return this.watch(ctx.event.id, ctx.event.from, plural)
    switch (request.method) {
      case 'GET':
        return this.list(plural)
      case 'POST':
        return subresource === 'binding'
          ? this.bind(place, request, ctx)
          : this.create(place, request, ctx)
      case 'PATCH':
        return this.patch(place, request, ctx)
      default:
        return this.remove(place, ctx)
    }
  }

  private watch(id: EventId, client: string, plural: string): undefined {
    this.watches.set(String(id), { client, plural })
  }

  private list(plural: string): ApiResponse {
    const resourceVersion = String((this.revision.get('') ?? 0) + 1)
    const items = this.objects.withPrefix(`${plural}/`)
    return {
      code: 200,
      body: { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion }, items },
    }
  }

  private create({ plural, namespace }: Place, request: ApiRequest, ctx: Context): ApiResponse {
    const draft = request.body as KubeObject
    const metadata = { ...draft.metadata, namespace, uid: `uid-${draft.metadata.name}` }
    const object = { status: {}, ...draft, metadata } as KubeObject
    return this.put(`${plural}/${namespace}/${draft.metadata.name}`, object, ctx, 201)
  }

  private bind(place: Place, request: ApiRequest, ctx: Context): ApiResponse {
    const pod = this.objects.get(keyOf(place)) as Pod | undefined
    if (!pod || this.refusing.has('') || pod.spec.nodeName) return refused(pod ? 409 : 404)
    const { target } = request.body as { readonly target: { readonly name: string } }
    const scheduled: Condition = { type: 'PodScheduled', status: 'True' }
    const status = withConditions(pod, [scheduled])
    return this.put(
      keyOf(place),
      { ...pod, spec: { ...pod.spec, nodeName: target.name }, status },
      ctx,
      201,
    )
  }

  private patch(place: Place, request: ApiRequest, ctx: Context): ApiResponse {
    const object = this.objects.get(keyOf(place))
    if (!object) return refused(404)
    const change = request.body as { readonly [part: string]: object | undefined }
    const parts: { [part: string]: unknown } = {}
    for (const part of ['metadata', 'spec', 'status'] as const) {
      const before = (object as unknown as { readonly [part: string]: object })[part]
      parts[part] = { ...before, ...change[part] }
    }
    if (object.kind === 'Pod' && change.status && 'conditions' in change.status) {
      const conditions = change.status.conditions as readonly Condition[]
      parts.status = { ...change.status, ...withConditions(object, conditions) }
    }
    return this.put(keyOf(place), { ...object, ...parts } as KubeObject, ctx, 200)
  }

  private remove(place: Place, ctx: Context): ApiResponse {
    const object = this.objects.get(keyOf(place))
    if (!object) return refused(404)
    this.objects.delete(keyOf(place))
    this.tell(place.plural, 'DELETED', object, ctx)
    return { code: 200, body: object }
  }

  private put(key: string, object: KubeObject, ctx: Context, code: number): ApiResponse {
    const before = this.objects.get(key)
    const revision = (this.revision.get('') ?? 0) + 1
    this.revision.set('', revision)
    const resourceVersion = String(revision)
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion } } as KubeObject
    this.objects.set(key, stored)
    this.tell(key.slice(0, key.indexOf('/')), before ? 'MODIFIED' : 'ADDED', stored, ctx)
    return { code, body: stored }
  }

  private tell(
    plural: string,
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    object: KubeObject,
    ctx: Context,
  ) {
    const revision = this.revision.get('') ?? 0
    this.watches.forEach((watch, id) => {
      if (watch.plural !== plural) return
      const event: FromApiServer = {
        type: 'watch-event',
        watchId: Number(id),
        event: { type, object, revision },
      }
      ctx.send(watch.client, event)
    })
  }
}

function keyOf({ plural, namespace, name }: Place): string {
  return namespace === '' ? `${plural}/${name}` : `${plural}/${namespace}/${name}`
}

function withConditions(pod: Pod, changed: readonly Condition[]): Pod['status'] {
  const kept = (pod.status.conditions ?? []).filter(
    ({ type }) => !changed.some((condition) => condition.type === type),
  )
  return { ...pod.status, conditions: [...kept, ...changed] }
}

function refused(code: number): ApiResponse {
  const message = code === 404 ? 'not found' : 'Operation cannot be fulfilled'
  return {
    code,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code },
  }
}

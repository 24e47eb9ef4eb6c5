import type { KubeObject } from '../../../src/protocol/objects/index.ts'
import type { Status } from '../../../src/protocol/objects/meta.ts'
import type {
  ApiRequest,
  ApiResponse,
  FromApiServer,
  ListBody,
  ToApiServer,
  WatchEvent,
} from '../../../src/sim/apiserver/wire.ts'
import { Cluster, DEFAULT_TOPOLOGY } from '../../../src/sim/cluster.ts'
import type { Component, Message } from '../../../src/sim/kernel/types.ts'
import { SECOND } from '../../../src/sim/kernel/types.ts'

const NAME = 'test-client'
const IDENTITY = { user: 'tester', userAgent: 'test' }
type Request = Omit<ApiRequest, 'user' | 'userAgent'>

/** A settled cluster with one more client of the API server, which does what a test says and notes what comes back. */
export class TestClient {
  readonly cluster: Cluster
  private readonly responses = new Map<number, ApiResponse>()
  private readonly watched = new Map<number, WatchEvent[]>()
  private sent: number[] = []

  constructor(seed = 1) {
    this.cluster = new Cluster({ seed, topology: { ...DEFAULT_TOPOLOGY, workers: 1 } })
    this.cluster.kernel.register(this.component())
    this.cluster.settle()
  }

  /** Sends a request and waits for the answer. */
  ask(request: Request): ApiResponse {
    const [answer] = this.askAll(request)
    if (!answer) throw new Error(`no answer to ${request.method} ${request.path}`)
    return answer
  }

  /** Sends requests at one moment, so that they race, and waits for all answers. */
  askAll(...requests: readonly Request[]): readonly (ApiResponse | undefined)[] {
    const ids = requests.map((request) =>
      this.send({ type: 'request', request: { ...request, ...IDENTITY } }),
    )
    const isDone = () => ids.every((id) => this.responses.has(id))
    const { kernel } = this.cluster
    kernel.run({ until: kernel.now + 10 * SECOND, stop: isDone })
    return ids.map((id) => this.responses.get(id))
  }

  /** Opens a watch; answers its id. */
  watch(path: string, query: ApiRequest['query'] = {}): number {
    const request = {
      method: 'GET' as const,
      path,
      query: { ...query, watch: 'true' },
      ...IDENTITY,
    }
    const id = this.send({ type: 'request', request })
    this.pass(1)
    return id
  }

  /** What a watch has brought, as `ADDED name`, or `ERROR code`. */
  seen(watch: number): readonly string[] {
    return (this.watched.get(watch) ?? [])
      .filter(({ type }) => type !== 'BOOKMARK')
      .map(({ type, object }) =>
        type === 'ERROR'
          ? `ERROR ${(object as Status).code}`
          : `${type} ${(object as KubeObject).metadata.name}`,
      )
  }

  /** Makes many objects at once. */
  createMany(path: string, bodies: readonly object[]): this {
    for (const body of bodies)
      this.send({ type: 'request', request: { method: 'POST', path, body, ...IDENTITY } })
    return this.pass(10)
  }

  pass(seconds: number): this {
    const { kernel } = this.cluster
    kernel.run({ until: kernel.now + seconds * SECOND })
    return this
  }

  private send(message: ToApiServer): number {
    const { kernel } = this.cluster
    const count = this.sent.length
    kernel.submit(NAME, { type: 'send', message } as Message)
    kernel.run({ events: 1000, stop: () => this.sent.length > count })
    return this.sent.at(-1) ?? 0
  }

  private component(): Component {
    return {
      name: NAME,
      kind: 'test',
      host: 'user',
      handle: (message, ctx) => {
        const incoming = message as FromApiServer | { type: 'send'; message: ToApiServer }
        if (incoming.type === 'send') this.sent.push(ctx.send('kube-apiserver', incoming.message))
        else if (incoming.type === 'response')
          this.responses.set(incoming.requestId, incoming.response)
        else if (incoming.type === 'watch-event')
          this.watched.set(incoming.watchId, [
            ...(this.watched.get(incoming.watchId) ?? []),
            incoming.event,
          ])
      },
    }
  }
}

/** `409 AlreadyExists: …` of a refusal, `201 name` of an object, `200 a b` of a list. */
export function summary(response: ApiResponse | undefined): string {
  if (!response) return 'no answer'
  const { code, body } = response
  const { status, reason, message } = body as Status
  if (status === 'Failure') return `${code} ${reason}: ${message}`
  const { items } = body as ListBody
  if (items) return [code, ...items.map(({ metadata }) => metadata.name)].join(' ')
  return `${code} ${(body as KubeObject).metadata?.name ?? (body as Status).status}`
}

export const MAPS = '/api/v1/namespaces/default/configmaps'
export const PODS = '/api/v1/namespaces/default/pods'

/** A ConfigMap's body. */
export function mapOf(name: string, metadata: object = {}, data: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data }
}

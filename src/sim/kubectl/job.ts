import type { Kind } from '../../protocol/objects/index.ts'
import type { JsonObject, Status } from '../../protocol/objects/meta.ts'
import type { ApiRequest, ApiResponse, WatchEvent } from '../apiserver/wire.ts'
import { API_SERVER_ADDRESS, isClosed, isRefused } from '../client/lost-response.ts'
import type { Micros } from '../kernel/types.ts'

/** Names an object for kubectl. */
export interface Target {
  readonly kind: Kind
  readonly namespace: string
  readonly name: string
}

/** Which lines of which container `kubectl logs` asks for. */
export interface LogOptions {
  /** '' for the first. */
  readonly container: string
  readonly previous: boolean
  readonly tail?: number
  readonly sinceSeconds?: number
  readonly timestamps: boolean
}

/** A kind, and a name or '' for all. */
export interface Asked {
  readonly kind: Kind
  readonly name: string
}

/** A change to one object that kubectl computes from the object it reads. */
export type Modification =
  | {
      readonly type: 'labels'
      readonly set: { readonly [key: string]: string | null }
      readonly overwrite: boolean
      readonly field: 'labels' | 'annotations'
    }
  | {
      readonly type: 'taints'
      readonly add: readonly {
        readonly key: string
        readonly value?: string
        readonly effect: string
      }[]
      readonly remove: readonly { readonly key: string; readonly effect?: string }[]
    }
  | { readonly type: 'cordon'; readonly unschedulable: boolean }
  | { readonly type: 'images'; readonly images: { readonly [container: string]: string } }
  | { readonly type: 'environment'; readonly set: { readonly [name: string]: string } }
  | { readonly type: 'restart' }
  | { readonly type: 'pause'; readonly paused: boolean }
  | {
      readonly type: 'patch'
      readonly patch: JsonObject
      readonly contentType: NonNullable<ApiRequest['contentType']>
    }

/** One thing that kubectl does for a command; a command is a list of these, done in order. */
export type Job =
  | { readonly type: 'apply'; readonly object: JsonObject; readonly target: Target }
  | {
      readonly type: 'create'
      readonly object: JsonObject
      readonly target: Target
      /** `kubectl-create`, or as another command calls itself. */
      readonly manager?: string
      /** Set for objects that kubectl has written itself: `failed to create deployment`. */
      readonly prefix?: string
      /** Everything but the storing: `--dry-run=server`. */
      readonly isRehearsal?: boolean
    }
  | {
      readonly type: 'apply-server-side'
      readonly object: JsonObject
      readonly target: Target
      readonly manager: string
      readonly isForced: boolean
    }
  | { readonly type: 'replace'; readonly object: JsonObject; readonly target: Target }
  | {
      readonly type: 'expose'
      readonly target: Target
      readonly name: string
      readonly port?: number
      readonly targetPort?: string
      readonly serviceType?: string
      readonly protocol: string
    }
  | {
      readonly type: 'wait'
      readonly target: Target
      /** The type of a condition, or `delete`. */
      readonly condition: string
      readonly status: string
      readonly timeoutSeconds: number
    }
  | {
      readonly type: 'delete-all'
      readonly kind: Kind
      readonly namespace: string
      readonly labelSelector: string
      readonly fieldSelector: string
      readonly cascade: string
    }
  | {
      readonly type: 'delete'
      readonly target: Target
      readonly graceSeconds?: number
      readonly force: boolean
      readonly cascade: string
      readonly ignoreNotFound: boolean
      readonly wait: boolean
    }
  | { readonly type: 'modify'; readonly target: Target; readonly change: Modification }
  /** The same change to every object of a kind that selectors choose; without selectors, to all: `--all`. */
  | {
      readonly type: 'modify-all'
      readonly kind: Kind
      readonly namespace: string
      readonly labelSelector: string
      readonly fieldSelector: string
      readonly change: Modification
    }
  | {
      readonly type: 'scale'
      readonly target: Target
      readonly replicas: number
      readonly currentReplicas?: number
    }
  | {
      readonly type: 'get'
      /** Kinds, each with a name or '' for all of it. */
      readonly asked: readonly [Asked, ...Asked[]]
      readonly namespace: string
      readonly labelSelector: string
      readonly fieldSelector: string
      readonly output: string
      readonly allNamespaces: boolean
      readonly showsLabels: boolean
      readonly showsManagedFields: boolean
      readonly hasHeaders: boolean
      /** Goes on with a watch: `-w`. */
      readonly watches: boolean
    }
  | {
      readonly type: 'describe'
      readonly kind: Kind
      readonly namespace: string
      /** '' for all of the kind. */
      readonly name: string
      readonly labelSelector: string
      readonly allNamespaces: boolean
    }
  | { readonly type: 'logs'; readonly pod: Target; readonly options: LogOptions }
  | { readonly type: 'undo'; readonly target: Target; readonly toRevision: number }
  | { readonly type: 'history'; readonly target: Target }
  | { readonly type: 'rollout-status'; readonly target: Target }
  /** A request as it is: `kubectl create --raw` and its kin. */
  | { readonly type: 'raw'; readonly request: Omit<ApiRequest, 'user' | 'userAgent'> }
  /** Something to be said without asking anybody. */
  | { readonly type: 'say'; readonly line: string }
  /** A mistake found before anything was asked. */
  | { readonly type: 'refuse'; readonly message: string }

/** Where a job stands between two answers; plain data, so that it can be undone. */
export interface JobState {
  readonly stage: string
  /** What was read so far. */
  readonly read?: unknown
  /** The patch that was sent. */
  readonly patch?: unknown
}

/** What a job does next. */
export type JobStep =
  | {
      readonly type: 'ask'
      readonly request: Omit<ApiRequest, 'user' | 'userAgent'>
      readonly state: JobState
      readonly line?: string
    }
  | {
      readonly type: 'wait'
      readonly micros: number
      readonly state: JobState
      readonly line?: string
    }
  /** Opens a watch; its events come to `onEvent`. */
  | {
      readonly type: 'watch'
      readonly request: Omit<ApiRequest, 'user' | 'userAgent'>
      readonly state: JobState
      readonly line?: string
    }
  /** Waits for the watch's next event. */
  | { readonly type: 'listen'; readonly state: JobState; readonly line?: string }
  | { readonly type: 'done'; readonly line: string; readonly exitCode: number }

/** How one type of job goes: `begin` asks first, `proceed` is called with each answer (or none, after a wait). */
export interface JobRunner<J extends Job> {
  begin(job: J): JobStep
  proceed(job: J, state: JobState, response: ApiResponse | undefined, now: Micros): JobStep
  /** An event of the watch that the job opened. */
  onEvent?(job: J, state: JobState, event: WatchEvent, now: Micros): JobStep
}

export function done(line: string, exitCode = 0): JobStep {
  return { type: 'done', line, exitCode }
}

/**
 * kubectl's words for a refused request; `doing` says what it came of: `creating "STDIN"`.
 * Upstream: kubectl/pkg/cmd/util/helpers.go checkErr, v1.36.
 */
export function failure(response: ApiResponse, doing?: string): JobStep {
  if (response.code === 0) return done(unreachableText(response), 1)
  const status = response.body as Status
  return done(status.reason === 'Invalid' ? invalidText(status) : refusalText(status, doing), 1)
}

/** kubectl's words for no answer at all. Upstream: kubectl/pkg/cmd/util/helpers.go StandardErrorMessage, v1.36. */
function unreachableText(response: ApiResponse): string {
  if (isRefused(response))
    return `The connection to the server ${API_SERVER_ADDRESS} was refused - did you specify the right host or port?`
  const cause = isClosed(response) ? 'EOF' : 'net/http: TLS handshake timeout'
  return `Unable to connect to the server: ${cause}`
}

/** The message of a refusal, after what kubectl was doing. */
function refusalText({ reason, message = '' }: Status, doing?: string): string {
  const source = doing === undefined ? '' : `error when ${doing}: `
  return `Error from server${reason ? ` (${reason})` : ''}: ${source}${message}`
}

/** Several causes are printed one per line, each once. */
function invalidText({ message, details }: Status): string {
  const causes = details?.causes ?? []
  const isNamed = details?.kind !== undefined || details?.name !== undefined
  const what = isNamed ? `The ${details?.kind ?? ''} "${details?.name ?? ''}" is` : 'The request is'
  if (causes.length === 0)
    return isNamed || !message ? `${what} invalid` : `${what} invalid: ${message}`
  const lines = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))]
  return lines.length === 1
    ? `${what} invalid: ${lines[0]}`
    : [`${what} invalid: `, ...lines.map((line) => `* ${line}`)].join('\n')
}

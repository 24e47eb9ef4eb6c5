import type { Kind } from '../../protocol/objects/index.ts'
import type { JsonObject } from '../../protocol/objects/meta.ts'
import type { ApiRequest, ApiResponse } from '../apiserver/wire.ts'

/** Names an object for kubectl. */
export interface Target {
  readonly kind: Kind
  readonly namespace: string
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
  | { readonly type: 'create'; readonly object: JsonObject; readonly target: Target }
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
  /** The same change to every object of a kind: `--all`. */
  | {
      readonly type: 'modify-all'
      readonly kind: Kind
      readonly namespace: string
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
      readonly kind: Kind
      readonly namespace: string
      readonly names: readonly string[]
      readonly labelSelector: string
      readonly output: string
      readonly allNamespaces: boolean
    }
  | { readonly type: 'undo'; readonly target: Target; readonly toRevision: number }
  | { readonly type: 'history'; readonly target: Target }
  | { readonly type: 'rollout-status'; readonly target: Target }
  /** A request as it is: `kubectl create --raw` and its kin. */
  | { readonly type: 'raw'; readonly request: Omit<ApiRequest, 'user' | 'userAgent'> }
  /** A mistake found before anything was asked. */
  | { readonly type: 'refuse'; readonly message: string }

/** Where a job stands between two answers; plain data, so that it can be undone. */
export interface JobState {
  readonly stage: string
  /** What was read so far. */
  readonly read?: unknown
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
  | { readonly type: 'done'; readonly line: string; readonly exitCode: number }

/** How one type of job goes: `begin` asks first, `proceed` is called with each answer (or none, after a wait). */
export interface JobRunner<J extends Job> {
  begin(job: J): JobStep
  proceed(job: J, state: JobState, response: ApiResponse | undefined): JobStep
}

export function done(line: string, exitCode = 0): JobStep {
  return { type: 'done', line, exitCode }
}

/** kubectl's words for a refused request. */
export function failure(response: ApiResponse): JobStep {
  const status = response.body as { readonly message?: string; readonly reason?: string }
  if (response.code === 0)
    return done('Unable to connect to the server: net/http: TLS handshake timeout', 1)
  if (status.reason === 'Invalid') {
    const words = (status.message ?? '').replace(
      /^(\S+) "([^"]*)" is invalid: /,
      (_, kind: string, name: string) => `The ${kind.split('.')[0]} "${name}" is invalid: `,
    )
    return done(invalidText(words, response), 1)
  }
  return done(`Error from server (${status.reason ?? 'Unknown'}): ${status.message ?? ''}`, 1)
}

/** Several causes are printed one per line. */
function invalidText(words: string, response: ApiResponse): string {
  const { details } = response.body as {
    readonly details?: {
      readonly causes?: readonly { readonly field?: string; readonly message?: string }[]
    }
  }
  const causes = details?.causes ?? []
  if (causes.length < 2) return words
  const head = words.slice(0, words.indexOf(' is invalid: ') + ' is invalid: '.length)
  return [head, ...causes.map((cause) => `* ${cause.field}: ${cause.message}`)].join('\n')
}

import type { Status } from '../../protocol/objects/meta.ts'
import type { Resource } from './resources.ts'

/** The API server's refusals, word for word. Upstream: `k8s.io/apimachinery/pkg/api/errors`, v0.36. */

/** What a refusal is about: a resource as in `deployments.apps "web"`. */
type Subject = Pick<Resource, 'group' | 'plural'>

function failure(
  code: number,
  reason: string,
  message: string,
  details?: Status['details'],
): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details !== undefined && { details }),
    code,
  }
}

function detailsOf(subject: Subject, name: string): NonNullable<Status['details']> {
  return {
    ...(name !== '' && { name }),
    ...(subject.group !== '' && { group: subject.group }),
    kind: subject.plural,
  }
}

function qualified(subject: Subject): string {
  return subject.group === '' ? subject.plural : `${subject.plural}.${subject.group}`
}

export function notFoundStatus(subject: Subject, name: string): Status {
  const message = `${qualified(subject)} ${JSON.stringify(name)} not found`
  return failure(404, 'NotFound', message, detailsOf(subject, name))
}

export function alreadyExistsStatus(subject: Subject, name: string): Status {
  const message = `${qualified(subject)} ${JSON.stringify(name)} already exists`
  return failure(409, 'AlreadyExists', message, detailsOf(subject, name))
}

/** A 409 for a reason of its own. */
export function conflictStatus(subject: Subject, name: string, reason: string): Status {
  const message = `Operation cannot be fulfilled on ${qualified(subject)} ${JSON.stringify(name)}: ${reason}`
  return failure(409, 'Conflict', message, detailsOf(subject, name))
}

/** The 409 of a write that names an old resourceVersion. */
export function staleStatus(subject: Subject, name: string): Status {
  return conflictStatus(
    subject,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  )
}

export function badRequestStatus(message: string): Status {
  return failure(400, 'BadRequest', message)
}

export function forbiddenStatus(subject: Subject, name: string, reason: string): Status {
  const what = name === '' ? '' : ` ${JSON.stringify(name)}`
  const message = `${qualified(subject)}${what} is forbidden: ${reason}`
  return failure(403, 'Forbidden', message, detailsOf(subject, name))
}

/** What nothing is served at. */
export function notServedStatus(): Status {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function methodNotAllowedStatus(): Status {
  const message = 'the server does not allow this method on the requested resource'
  return failure(405, 'MethodNotAllowed', message, {})
}

export function unsupportedMediaTypeStatus(accepted: readonly string[]): Status {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  return failure(415, 'UnsupportedMediaType', message)
}

/** A patch of a form that no route takes: refused before any handler sees it. */
export function unroutableMediaTypeStatus(): Status {
  return failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
}

/** A read that asks for a revision which is still to come. */
export function futureRevisionStatus(asked: string, current: number): Status {
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }]
  return failure(504, 'Timeout', message, { causes, retryAfterSeconds: 1 })
}

/** An error that the server has no words of its own for: code 500 and no reason. */
export function unknownErrorStatus(message: string): Status {
  const { reason: _, ...status } = failure(500, '', message)
  return status
}

/** A server-side apply that would change what others manage. */
export function applyConflictStatus(
  message: string,
  conflicts: readonly { readonly message: string; readonly field: string }[],
): Status {
  const causes = conflicts.map((conflict) => ({
    reason: 'FieldManagerConflict',
    message: conflict.message,
    field: conflict.field,
  }))
  return failure(409, 'Conflict', message, { causes })
}

/** A watch or a continued list from a revision that was compacted away. */
export function expiredStatus(message: string): Status {
  return failure(410, 'Expired', message)
}

/** A patch that can not be carried out. What exactly is wrong with it, the server keeps to itself. */
export function unprocessableStatus(): Status {
  const message = 'the server rejected our request due to an error in our request'
  return failure(422, 'Invalid', message, {})
}

/** The answer to a deletion that left nothing behind. */
export function deletedStatus(subject: Subject, name: string, uid: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...detailsOf(subject, name), uid },
    code: 200,
  }
}

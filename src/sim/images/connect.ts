import type { Micros } from '../kernel/types.ts'
import type { Program } from './program.ts'

/** What a connection to a port of a container gives. */
export type Connection =
  | { readonly type: 'refused' }
  /** Listens, but speaks no HTTP or was not asked to. */
  | { readonly type: 'accepted' }
  | { readonly type: 'answered'; readonly code: number }

/** Connects to `port`, and asks for `path` if one is given, of a program that has run for `age`. */
export function connect(
  program: Program,
  target: { readonly port: number; readonly path?: string },
  age: Micros,
): Connection {
  const serving = program.serving.find(
    ({ port, from }) => (port === 0 || port === target.port) && age >= from,
  )
  if (!serving) return { type: 'refused' }
  if (target.path === undefined || serving.isTcpOnly) return { type: 'accepted' }
  if (serving.until !== undefined && age >= serving.until) return { type: 'answered', code: 500 }
  const path = target.path.split('?')[0] ?? '/'
  const isKnown = serving.paths === undefined || serving.paths.includes(path)
  return { type: 'answered', code: isKnown ? 200 : 404 }
}

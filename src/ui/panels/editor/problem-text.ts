import type { ManifestProblem } from '../../../protocol/messages.ts'

/** The problem in one line; the field's path stands before it unless the message names it already. */
export function problemText({ path, message }: ManifestProblem): string {
  return path === '' || message.includes(path) ? message : `${path}: ${message}`
}

import { base64Characters, encodeBase64 } from '../api/base64.ts'
import { jsonSyntaxError } from '../api/json-syntax.ts'

/** Where a list goes on: the first key, without the list's prefix, that was not told yet. */
interface ContinueToken {
  readonly start: string
}

/** The token that clients get as `metadata.continue`. Upstream: k8s.io/apiserver/pkg/storage EncodeContinue, v1.36. */
export function encodeContinue(lastKey: string, revision: number): string {
  // The key after this one: nothing sorts between a text and itself with a zero behind.
  const text = `{"v":"meta.k8s.io/v1","rv":${revision},"start":${JSON.stringify(`${lastKey}\0`)}}`
  return encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Reads a token, or says what is wrong with it. */
export function decodeContinue(token: string): ContinueToken | { readonly error: string } {
  const text = base64Characters(token.replaceAll('-', '+').replaceAll('_', '/'))
  const wrong = jsonSyntaxError(text)
  if (wrong !== undefined) return { error: `continue key is not valid: ${wrong}` }
  const parsed = JSON.parse(text) as { readonly v?: string; readonly start?: string }
  if (parsed.v !== 'meta.k8s.io/v1')
    return { error: 'continue key is not valid: server does not recognize this encoded version' }
  return parsed.start
    ? { start: parsed.start }
    : { error: 'continue key is not valid: encoded start key empty (version meta.k8s.io/v1)' }
}

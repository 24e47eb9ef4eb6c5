import type { Status } from '../../protocol/objects/meta.ts'
import type { ApiRequest, ApiResponse } from '../apiserver/wire.ts'

/** Where clients find the API server: kubeadm's port on the control-plane machine. */
export const API_SERVER_ADDRESS = '172.18.0.2:6443'

const REFUSED = `dial tcp ${API_SERVER_ADDRESS}: connect: connection refused`
const TIMED_OUT = 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)'

/** How a request got no answer. */
export type LostHow = 'closed' | 'refused' | undefined

/** Stands for "no answer", in the words of Go's HTTP client: the request or its answer was lost on the way. */
export function lostResponse(request: ApiRequest, how: LostHow): ApiResponse {
  const body: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: messageOf(request, how),
    reason: how === undefined ? 'Timeout' : '',
    code: 0,
  }
  return { code: 0, body }
}

/** Whether a request failed because nothing listened at the API server's address. */
export function isRefused({ code, body }: ApiResponse): boolean {
  return code === 0 && ((body as Partial<Status>).message ?? '').endsWith('connection refused')
}

/** Whether the connection ended before the answer came. */
export function isClosed({ code, body }: ApiResponse): boolean {
  return code === 0 && ((body as Partial<Status>).message ?? '').endsWith('EOF')
}

function messageOf({ method, path }: ApiRequest, how: LostHow): string {
  if (how === undefined) return TIMED_OUT
  // Go writes the method of a url.Error as a word: Get, Post.
  const verb = `${method.charAt(0)}${method.slice(1).toLowerCase()}`
  return `${verb} "https://${API_SERVER_ADDRESS}${path}": ${how === 'refused' ? REFUSED : 'EOF'}`
}

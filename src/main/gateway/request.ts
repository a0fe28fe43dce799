import type { Endpoint, Method } from './endpoint.ts'
import type { Ticket } from './credentials.ts'
import type { LentRequest } from './lent-request.ts'
import type { LineOptions } from './line-options.ts'

/** One request, ready to be sent; its headers and body hold secrets. */
export interface OutgoingRequest {
  readonly url: URL
  readonly method: Method
  readonly body: string | null
}

const base = '/agentgateway/resource'

/** Builds a request from checked parts; throws `invalid-input` before anything is sent. */
export function compose<P, R>(
  origin: string,
  endpoint: Endpoint<P, R>,
  params: P
): OutgoingRequest {
  const url = new URL(base + endpoint.path(params), origin)
  url.search = new URLSearchParams(endpoint.query?.(params) ?? {}).toString()
  const body = endpoint.body?.(params)
  return {
    url,
    method: endpoint.method,
    body: body === undefined ? null : JSON.stringify(body)
  }
}

/** A request without a body as plain data, for whoever sends it in place of the client. */
export function requestToLend<P, R>(
  { origin, line }: { readonly origin: string; readonly line: () => LineOptions },
  asked: {
    readonly endpoint: Endpoint<P, R> & Pick<LentRequest, 'method'>
    readonly params: P
    readonly ticket: Ticket
  }
): LentRequest {
  const { endpoint, params, ticket } = asked
  const { href: url } = compose(origin, endpoint, params).url
  return { method: endpoint.method, url, headers: headersFor(endpoint, ticket), line: line() }
}

/** The vendor asks for the content type on every call, even on one without a body (cec_07_0005). */
export function headersFor<P, R>(endpoint: Endpoint<P, R>, ticket: Ticket): Record<string, string> {
  const ofSignIn = endpoint.sendsGuid !== false
  return {
    'content-type': 'application/json; charset=UTF-8',
    accept: endpoint.kind === 'file' ? '*/*' : 'application/json',
    'user-agent': 'Callside',
    ...(endpoint.method === 'GET' ? { 'cache-control': 'no-store' } : {}),
    ...(endpoint.kind === 'file' ? { 'accept-encoding': 'identity' } : {}),
    ...(ofSignIn && ticket.guid !== null ? { Guid: ticket.guid.reveal() } : {}),
    ...(ofSignIn && ticket.cookie !== null ? { cookie: ticket.cookie.reveal() } : {})
  }
}

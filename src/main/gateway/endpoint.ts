import type { BaseIssue, BaseSchema } from 'valibot'
import * as v from 'valibot'
import { AppError } from '../../shared/errors.ts'
import { agentId, callId } from '../../shared/model/ids.ts'

/**
 * What a call is, and so what may happen when its answer is lost:
 * `session` begins or ends a sign-in; `poll` takes events; `query` only reads; `command` and
 * `supervision` change something, so a lost answer leaves their outcome unknown; `file` is a download.
 */
export type EndpointKind = 'session' | 'poll' | 'query' | 'command' | 'supervision' | 'file'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type QueryValues = Readonly<Record<string, string>>

export type BodyValues = Readonly<Record<string, string | number | boolean>>

/** Whatever the gateway sends, turned into `R` or refused by the schema. */
export type ReplySchema<R> = BaseSchema<unknown, R, BaseIssue<unknown>>

/** How a call is known by its sender: one definition a call, data only. */
export interface Endpoint<P, R> {
  /** The "method name in logs" of the vendor's page: what administrators search the gateway's log for. */
  readonly logName: string
  /** True where no page gives the log name: it is then made of the URI's last words. */
  readonly logNameIsOurs?: true
  readonly method: Method
  readonly kind: EndpointKind
  /** The path below `/agentgateway/resource`; throws `invalid-input` for a malformed part. */
  readonly path: (params: P) => string
  readonly query?: (params: P) => QueryValues
  readonly body?: (params: P) => BodyValues
  readonly reply: ReplySchema<R>
  /** Where the answer carries its content; `result` unless said otherwise. */
  readonly replyIn?: 'result' | 'event'
  /** How long the answer may take to begin, after the request has been sent. */
  readonly timeoutMs: number
  /** Longest answer that is read, in bytes; 1 MiB unless said otherwise. */
  readonly answerLimitBytes?: number
  /** False for the calls that begin a sign-in and so have no Guid yet. */
  readonly sendsGuid?: false
  /** The retcodes that the vendor's page lists, none where no list was found; any other may come as well. */
  readonly retcodes: readonly string[]
  /** Names of request or reply fields that must not be logged, shown or stored. */
  readonly sensitive: readonly string[]
  /** The vendor's page, e.g. `cec_07_1281`, or the vendor's client code where no page was found. */
  readonly page: string
  /** True for what is asked on the off chance: that it is not answered is no problem of an agent. */
  readonly mayFail?: true
  /** What may be told about a request beside its log name. */
  readonly observed?: (params: P) => { callId?: string; calldataLength?: number }
}

/** A download: its answer is a stream of bytes. */
export type FileEndpoint<P> = Endpoint<P, never> & {
  readonly kind: 'file'
  readonly method: 'GET'
}

/** One that ends something: it is nothing but its URL, so that anybody can send it. */
export type EndingEndpoint<P, R> = Endpoint<P, R> & { readonly method: 'DELETE' }

/** A command waits 15 s for its answer; the gateway gives no figure. */
export const commandTimeoutMs = 15_000

/** Only fixes the types of a definition. */
export const endpoint = <P, R>(definition: Endpoint<P, R>): Endpoint<P, R> => definition

/** Only fixes the types of a definition. */
export const endingEndpoint = <P, R>(
  definition: Omit<Endpoint<P, R>, 'method' | 'body'>
): EndingEndpoint<P, R> => ({ ...definition, method: 'DELETE' })

/** Only fixes the types of a download's definition. */
export const fileEndpoint = <P>(
  definition: Omit<FileEndpoint<P>, 'kind' | 'reply' | 'method'>
): FileEndpoint<P> => ({ ...definition, kind: 'file', method: 'GET', reply: v.never() })

/** Most calls are made for the signed-in agent. */
export interface ForAgent {
  readonly agentId: string
}

/** An agent's number as a path segment: 101 to 999999 (cec_07_0333; older pages end at 59999). */
export const agentPart = (value: string): string => parsed(agentId, value, 'agent id')

/** A call id as a path segment, query or body value. */
export const callPart = (value: string): string => parsed(callId, value, 'call id')

/** Checks one part of a request before anything is sent; the value itself is not repeated. */
export function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown, what: string): T {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  throw new AppError('invalid-input', `The ${what} of a gateway call is malformed`)
}

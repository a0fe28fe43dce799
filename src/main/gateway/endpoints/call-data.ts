import * as v from 'valibot'
import { callDataBytes, callDataLimitBytes } from '../../../shared/model/call-data.ts'
import {
  agentPart,
  callPart,
  commandTimeoutMs,
  endpoint,
  parsed,
  type ForAgent
} from '../endpoint.ts'
import { count, fields, nothing, orNull, text } from '../reply-fields.ts'
import type { ForCall } from './calls.ts'

const callDataText = v.pipe(
  v.string(),
  v.check((value) => callDataBytes(value) <= callDataLimitBytes)
)

export interface SetCallDataParams extends ForCall {
  /** The original text, at most 16,384 UTF-8 bytes; it is encoded here where asked for. */
  readonly text: string
  readonly base64: boolean
}

/** Writes the call-associated data of a call. The page's example sends the flag as text; a boolean is meant. */
export const setCallData = endpoint({
  logName: 'setCallAppDataEx',
  method: 'PUT',
  kind: 'command',
  path: ({ agentId }: SetCallDataParams) => `/calldata/${agentPart(agentId)}/setcalldataex`,
  body: (params) => {
    const original = parsed(callDataText, params.text, 'call data')
    return {
      callid: callPart(params.callId),
      calldata: params.base64 ? Buffer.from(original, 'utf8').toString('base64') : original,
      isDataEncoded: params.base64
    }
  },
  reply: nothing,
  timeoutMs: commandTimeoutMs,
  retcodes: ['000-002', '100-006', '100-007', '400-001'],
  sensitive: ['calldata'],
  page: 'cec_07_1263',
  observed: (params) => ({ callId: params.callId, calldataLength: callDataBytes(params.text) })
})

/**
 * Reads a call's data, asked for as Base64 so that no character is lost on the way: `""` where the
 * call has none, null where the answer holds no text and so does not tell.
 */
export const callData = endpoint({
  logName: 'queryCallAppData',
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForCall) => `/calldata/${agentPart(agentId)}/appdata`,
  query: ({ callId }) => ({ isEncodeResult: 'true', callId: callPart(callId) }),
  reply: v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'string' ? (decodeBase64(value) ?? value) : null))
  ),
  timeoutMs: commandTimeoutMs,
  retcodes: ['100-006', '100-007'],
  sensitive: ['result'],
  page: 'cec_07_1262',
  observed: ({ callId }) => ({ callId })
})

const callInfoReply = v.pipe(
  fields({
    callid: orNull(text),
    caller: orNull(text),
    called: orNull(text),
    callfeature: orNull(count),
    begintime: orNull(count),
    endtime: orNull(count)
  }),
  v.transform((reply) => ({
    callId: reply.callid,
    caller: reply.caller,
    called: reply.called,
    feature: reply.callfeature,
    beginTimeMs: reply.begintime,
    /** Above 0 where the gateway speaks of a call that is over. */
    endTimeMs: reply.endtime
  }))
)
export type CallInfo = v.InferOutput<typeof callInfoReply>

/**
 * The current call. Two readings of `isNoContainLastCall` exist; `true` is sent, as the vendor's
 * comment says "do not fall back to the last call": look at `endTimeMs` before trusting the answer.
 */
export const callInfo = endpoint({
  logName: 'queryCallInfo',
  logNameIsOurs: true,
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/calldata/${agentPart(agentId)}/callinfo`,
  query: () => ({ isNoContainLastCall: 'true' }),
  reply: v.union([
    callInfoReply,
    v.pipe(
      v.unknown(),
      v.transform(() => null)
    )
  ]),
  timeoutMs: commandTimeoutMs,
  retcodes: [],
  mayFail: true,
  sensitive: ['calldata'],
  page: 'cec_07_1261'
})

/** One call by its id. Known from the vendor's client. */
export const callInfoById = endpoint({
  ...callInfo,
  logName: 'queryCallInfoByCallId',
  path: ({ agentId, callId }: ForCall) =>
    `/calldata/${agentPart(agentId)}/callinfobycallid/${callPart(callId)}`,
  query: () => ({}),
  page: 'vendor client',
  observed: ({ callId }: ForCall) => ({ callId })
})

/** The ids of all calls that the agent has now. Known from the vendor's client. */
export const allCallIds = endpoint({
  logName: 'queryAllCallId',
  logNameIsOurs: true,
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/calldata/${agentPart(agentId)}/allcallid`,
  reply: v.pipe(
    v.unknown(),
    v.transform((value: unknown): unknown => (Array.isArray(value) ? value : [])),
    v.array(text)
  ),
  timeoutMs: commandTimeoutMs,
  retcodes: [],
  mayFail: true,
  sensitive: [],
  page: 'vendor client'
})

/** Null where the text is not the Base64 of UTF-8 text: some sites answer in plain form. */
function decodeBase64(encoded: string): string | null {
  const packed = encoded.replace(/\s/g, '')
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(packed, 'base64')
    )
  } catch {
    return null
  }
}

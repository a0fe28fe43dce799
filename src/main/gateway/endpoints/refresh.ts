import * as v from 'valibot'
import { agentPart, commandTimeoutMs, endpoint, type ForAgent } from '../endpoint.ts'
import { fields, orNull, text } from '../reply-fields.ts'

const stateInfo = fields({
  curcallid: orNull(text),
  maincallid: orNull(text),
  holdcallid: orNull(text)
})

const refreshed = v.pipe(
  fields({ agentstateinfo: v.optional(v.unknown()) }),
  v.transform(({ agentstateinfo }) => {
    const read = v.safeParse(stateInfo, agentstateinfo)
    const { curcallid, maincallid, holdcallid } = read.success
      ? read.output
      : { curcallid: null, maincallid: null, holdcallid: null }
    return { currentCallId: curcallid, mainCallId: maincallid, heldCallId: holdcallid }
  })
)
export type RefreshedAgent = v.InferOutput<typeof refreshed>

/**
 * What the gateway knows of the agent's calls, for a client that was restarted (cec_07_1226; the
 * path is known from a client's collection only). It reads, though it is a POST.
 */
export const syncAgentInfo = endpoint({
  logName: 'syncAgentInfo',
  logNameIsOurs: true,
  method: 'POST',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/onlineagent/${agentPart(agentId)}/syncagentinfo`,
  reply: refreshed,
  timeoutMs: commandTimeoutMs,
  mayFail: true,
  retcodes: [],
  sensitive: ['callData', 'callerNo', 'calledNo'],
  page: 'cec_07_1226'
})

const restReason = v.pipe(
  fields({ id: orNull(text), code: orNull(text), name: orNull(text), reason: orNull(text) }),
  v.transform(({ id, code, name, reason }) => ({ cause: Number(id ?? code), name: name ?? reason }))
)

export interface RestCause {
  /** 0 to 255. */
  readonly cause: number
  readonly name: string
}

/** The site's causes of a rest. Known from a vendor's client; rows without number or name are left out. */
export const restReasons = endpoint({
  logName: 'queryRestReason',
  logNameIsOurs: true,
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/agentgroup/${agentPart(agentId)}/restreason`,
  reply: v.pipe(
    v.unknown(),
    v.transform((value): RestCause[] =>
      (Array.isArray(value) ? value : []).flatMap((row: unknown) => {
        const read = v.safeParse(restReason, row)
        if (!read.success) return []
        const { cause, name } = read.output
        const isCause = Number.isInteger(cause) && cause >= 0 && cause <= 255
        return isCause && name !== null ? [{ cause, name }] : []
      })
    )
  ),
  timeoutMs: commandTimeoutMs,
  retcodes: [],
  sensitive: [],
  page: 'vendor client'
})

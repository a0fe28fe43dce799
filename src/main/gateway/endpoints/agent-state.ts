import * as v from 'valibot'
import {
  agentPart,
  commandTimeoutMs,
  endpoint,
  parsed,
  type Endpoint,
  type ForAgent
} from '../endpoint.ts'
import { nothing } from '../reply-fields.ts'

/** A change of the agent's own state: a POST without a body, its outcome an event. */
const stateChange = (word: string, logName: string, page: string) =>
  endpoint({
    logName,
    method: 'POST',
    kind: 'command',
    path: ({ agentId }: ForAgent) => `/onlineagent/${agentPart(agentId)}/${word}`,
    reply: nothing,
    timeoutMs: commandTimeoutMs,
    // The list of cancelbusy (cec_07_1212); the others are its siblings.
    retcodes: ['100-006', '100-007', '100-009'],
    sensitive: [],
    page
  })

/** No page of these was found that names them in the log. */
const ours = <P, R>(definition: Endpoint<P, R>): Endpoint<P, R> => ({
  ...definition,
  logNameIsOurs: true
})

/** Ready; event `AgentState_Ready`. */
export const sayFree = ours(stateChange('sayfree', 'sayFree', 'cec_07_1210'))
/** Ends "not ready"; event `AgentState_CancelNotReady_Success`. */
export const cancelBusy = ours(stateChange('cancelbusy', 'cancelBusy', 'cec_07_1212'))
/** After-call work; event `AgentState_SetWork_Success`. */
export const work = ours(stateChange('work', 'work', 'cec_07_13512'))
/** Ends after-call work; event `AgentState_CancelWork_Success`. */
export const cancelWork = ours(stateChange('cancelwork', 'cancelWork', 'cec_07_13512'))
/** Ends a rest; event `AgentState_CancelRest_Success`. */
export const cancelRest = ours(stateChange('cancelrest', 'cancelRest', 'vendor client'))

const reasonCode = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(250))

export interface SayBusyParams extends ForAgent {
  /** 200 to 250, or null for none; needed where the agent is not ready already. */
  readonly reason: number | null
  /** Gives an agent who is not ready already another reason. */
  readonly prolong: boolean
}

/** Not ready; event `AgentState_SetNotReady_Success`. */
export const sayBusy = endpoint({
  ...stateChange('saybusy', 'sayBusy', 'cec_07_1211'),
  path: ({ agentId }: SayBusyParams) => `/onlineagent/${agentPart(agentId)}/saybusy`,
  query: ({ reason, prolong }) => ({
    ...(reason === null ? {} : { reason: String(parsed(reasonCode, reason, 'reason code')) }),
    prolong: String(prolong)
  }),
  retcodes: ['000-002', '100-006', '100-007', '100-009']
})

const restSeconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_399))
const restCause = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))

export interface RestParams extends ForAgent {
  /** 1 to 86,399 seconds. */
  readonly seconds: number
  /** A cause of the site, 0 to 255; 0 is none. */
  readonly cause: number
}

/** Rest; event `AgentState_SetRest_Success`. */
export const rest = endpoint({
  ...stateChange('rest', 'rest', 'cec_07_1213'),
  path: ({ agentId, seconds, cause }: RestParams) => {
    const time = String(parsed(restSeconds, seconds, 'length of rest'))
    const reason = String(parsed(restCause, cause, 'cause of rest'))
    return `/onlineagent/${agentPart(agentId)}/rest/${time}/${reason}`
  }
})

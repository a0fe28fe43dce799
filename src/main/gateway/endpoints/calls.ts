import * as v from 'valibot'
import {
  agentPart,
  callPart,
  commandTimeoutMs,
  endpoint,
  parsed,
  type ForAgent
} from '../endpoint.ts'
import { nothing } from '../reply-fields.ts'

export interface ForCall extends ForAgent {
  readonly callId: string
}

/** A step in the call that the agent has, or is offered. */
const callStep = (word: string, logName: string, page: string) =>
  endpoint({
    logName,
    method: 'POST',
    kind: 'command',
    path: ({ agentId }: ForAgent) => `/voicecall/${agentPart(agentId)}/${word}`,
    reply: nothing,
    timeoutMs: commandTimeoutMs,
    retcodes: [],
    sensitive: [],
    page
  })

/** Takes the ringing call; event `AgentEvent_Talking`. The call id matters where there are several. */
export const answerCall = endpoint({
  ...callStep('answer', 'answer', 'cec_07_1234'),
  method: 'PUT',
  path: ({ agentId }: ForCall) => `/voicecall/${agentPart(agentId)}/answer`,
  query: ({ callId }) => ({ callid: callPart(callId) }),
  retcodes: ['100-006', '100-007', '200-002'],
  observed: ({ callId }) => ({ callId })
})

/** Hangs up. `200-017` means that there was nothing to hang up; the vendor's client counts it as done. */
export const releaseCall = endpoint({
  ...callStep('release', 'release', 'cec_07_1247'),
  method: 'DELETE',
  retcodes: ['100-006', '100-007', '200-017']
})

/** Puts the current call on hold; event `AgentEvent_Hold`. */
export const holdCall = endpoint({
  ...callStep('hold', 'hold', 'vendor client'),
  logNameIsOurs: true
})

/** Takes a held call back. */
export const getHeldCall = endpoint({
  ...callStep('gethold', 'getHold', 'vendor client'),
  logNameIsOurs: true,
  path: ({ agentId }: ForCall) => `/voicecall/${agentPart(agentId)}/gethold`,
  query: ({ callId }) => ({ callid: callPart(callId) }),
  observed: ({ callId }) => ({ callId })
})

export interface RejectParams extends ForCall {
  /** `requeue`: the call goes back to its queue and the agent is not ready; `release`: it ends and the agent is ready. */
  readonly mode: 'requeue' | 'release'
}

const rejectMode = v.picklist(['requeue', 'release'])

/** Refuses the ringing call. */
export const rejectCall = endpoint({
  ...callStep('reject', 'reject', 'cec_07_1253'),
  path: ({ agentId }: RejectParams) => `/voicecall/${agentPart(agentId)}/reject`,
  body: ({ callId, mode }) => ({
    callid: callPart(callId),
    mode: parsed(rejectMode, mode, 'way of rejecting') === 'requeue' ? 1 : 2
  }),
  observed: ({ callId }) => ({ callId })
})

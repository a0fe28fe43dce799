import { agentPart, callPart, commandTimeoutMs, endpoint } from '../endpoint.ts'
import { connectInfo } from '../connect-info.ts'
import { nothing } from '../reply-fields.ts'
import type { ForCall } from './calls.ts'

/** Asks for a picture of the customer; its outcome is the event `AgentEvent_ImageCapture`. */
export const imageCapture = endpoint({
  logName: 'imageCapture',
  method: 'POST',
  kind: 'command',
  path: ({ agentId }: ForCall) => `/mediacall/${agentPart(agentId)}/imagecapture`,
  body: ({ callId }) => ({ callid: callPart(callId), userType: 'user' }),
  reply: nothing,
  timeoutMs: commandTimeoutMs,
  retcodes: ['106-011', '106-015', '100-007'],
  sensitive: [],
  page: 'cec_07_1281',
  observed: ({ callId }) => ({ callId })
})

/** What an agent needs to get back into an H5 video call. The signature is a credential. */
export const getConnectInfo = endpoint({
  logName: 'getConnectInfo',
  method: 'POST',
  kind: 'query',
  path: ({ agentId }: ForCall) => `/mediacall/${agentPart(agentId)}/getconnectinfo`,
  body: ({ callId }) => ({ callid: callPart(callId), userType: 'agent' }),
  reply: connectInfo,
  timeoutMs: commandTimeoutMs,
  retcodes: ['106-011', '106-015', '100-007'],
  sensitive: ['signature'],
  page: 'cec_07_1280',
  observed: ({ callId }) => ({ callId })
})

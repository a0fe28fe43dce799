import type { Call } from './call.ts'

/** Content of `AgentEvent_Ringing` (cec_07_1366): documented `transFrom`, sent `transfrom`. */
export function ringingContent(call: Call): Record<string, unknown> {
  return {
    caller: call.caller,
    called: call.called,
    callid: call.callId,
    type: 'main',
    feature: '0',
    mediaAbility: call.media === 'h5' ? '6' : '1',
    mediaType: call.media === 'h5' ? '19' : '5',
    transfer: 'no',
    transfrom: ''
  }
}

/** Content of `AgentEvent_Talking` (cec_07_1355). */
export function talkingContent(call: Call): Record<string, unknown> {
  return {
    caller: call.caller,
    callid: call.callId,
    called: call.called,
    feature: '0',
    type: 'main',
    mediaAbility: call.media === 'h5' ? '6' : '1'
  }
}

/** Content of `AgentEvent_Customer_Release` (cec_07_1364). */
export const customerLeft = (call: Call): Record<string, unknown> => ({
  callid: call.callId,
  number: call.caller
})

import * as v from 'valibot'
import * as contents from './event-contents.ts'
import type { ContentReader } from './event-contents.ts'
import type { EventBody, GatewayEvent } from './gateway-event.ts'
import { agentWatched, inspection, phone } from './inspection-contents.ts'
import { count, fields, orNull, text } from './reply-fields.ts'
import { agentConference, conferenceOffered, transferResult } from './third-party-contents.ts'

const { agentState, callStep, plain, recording, ringing } = contents

type FailedCall = Extract<EventBody, { type: 'call-failed' }>['how']

const failed = (how: FailedCall): ContentReader =>
  callStep((callId) => ({ type: 'call-failed', how, callId }))

const takenBack = callStep((callId) => ({ type: 'taken-back', callId }))

/** Every event that the app reads, by the gateway's name. Names without a page are from vendor clients. */
const readers: Readonly<Record<string, ContentReader>> = {
  AgentOther_InService: plain({ type: 'signed-in' }),
  AgentOther_ShutdownService: contents.signedOut,
  AgentOther_All_Agent_Busy: plain({ type: 'all-agents-busy' }),
  AgentOther_Note: contents.notice,
  AgentOther_Bulletin: contents.notice,

  AgentState_Ready: agentState('ready', 'ready'),
  AgentState_Force_Ready: agentState('ready', 'ready', true),
  AgentState_SetNotReady_Success: agentState('not-ready', 'not-ready'),
  AgentState_Force_SetNotReady: agentState('not-ready', 'not-ready', true),
  AgentState_CancelNotReady_Success: agentState('not-ready-ended', 'ready'),
  // "Busy" is the gateway's word for handling a call; not ready is SetNotReady.
  AgentState_Busy: agentState('in-call', 'in-call'),
  AgentState_Work: agentState('after-call-work', 'after-call-work'),
  AgentState_SetWork_Success: agentState('after-call-work', 'after-call-work'),
  AgentState_CancelWork_Success: agentState('after-call-work-ended', 'ready'),
  AgentState_SetRest_Success: agentState('rest', 'rest'),
  AgentState_CancelRest_Success: agentState('rest-ended', 'ready'),
  AgentState_Rest_Timeout: agentState('rest-timeout', 'rest'),

  AgentEvent_Ringing: ringing(false),
  AgentEvent_Auto_Answer: ringing(true),
  AgentEvent_Talking: contents.talking,
  AgentEvent_Customer_Alerting: contents.customerAlerting,
  AgentEvent_Call_Release: contents.callReleased,
  AgentEvent_Customer_Release: contents.customerReleased,
  AgentEvent_Hold: callStep((callId) => ({ type: 'held', callId })),
  // The agent's phone did it; only where phone and gateway are linked.
  AgentEvent_linkagePhoneHold: callStep((callId) => ({ type: 'held', callId })),
  AgentEvent_linkagePhoneUnHold: takenBack,
  AgentEvent_ReturnFromIvr: takenBack,
  AgentEvent_Conference: callStep((callId) => ({ type: 'conference', callId })),
  AgentEvent_JoinConf: conferenceOffered,
  AgentConf_Ringing: conferenceOffered,
  AgentConf_SelfJoinResult: agentConference(true),
  AgentConf_SelfLeaveResult: agentConference(false),
  AgentEvent_No_Answer: failed('no-answer'),
  AgentEvent_Connect_Fail: failed('connect'),
  AgentEvent_Call_Out_Fail: failed('call-out'),
  AgentEvent_Inside_Call_Fail: failed('inside-call'),
  AgentEvent_Consult_Fail: failed('consult'),
  AgentEvent_SuccTransResult: transferResult,
  AgentEvent_TransOutResult: transferResult,
  AgentEvent_linkagePhoneTransferOut_Result: transferResult,

  AgentMediaEvent_Record: recording('recording-started'),
  AgentMediaEvent_Record_Fail: recording('recording-failed'),
  AgentMediaEvent_StopRecordDone: contents.recordingStopped,
  AgentMediaEvent_StartRecordScreen_Succ: screenRecording('start', true),
  AgentMediaEvent_StartRecordScreen_Fail: screenRecording('start', false),
  AgentMediaEvent_StopRecordScreen_Succ: screenRecording('stop', true),
  AgentMediaEvent_StopRecordScreen_Fail: screenRecording('stop', false),
  AgentEvent_ImageCapture: contents.imageCaptured,
  AgentEvent_RequestConnect: contents.connectOffered,

  AgentOther_PhoneAlerting: phone('alerting'),
  AgentOther_PhoneOffhook: phone('off-hook'),
  AgentOther_PhoneBusy: phone('busy'),
  AgentOther_PhoneRelease: phone('released'),
  AgentOther_PhoneUnknow: phone('unknown'),

  AgentOther_BeQcStart: inspection(true),
  AgentOther_BeQcStop: inspection(false),
  QC_AgentState_Notify: agentWatched
}

const readersByName = new Map(
  Object.entries(readers).map(([name, reader]) => [name.toLowerCase(), reader])
)

const envelope = fields({
  eventtype: text,
  workno: orNull(text),
  eventgentime: orNull(count),
  content: v.optional(v.unknown())
})

/** Most events that one answer may bring; the gateway sends one, its array form a few. */
const maxEvents = 1_000

/**
 * The `event` of a poll answer as zero or more events: an object, an array, `null`, `{}` or
 * nothing. Never throws: what cannot be read is an event of type `unknown`, what has no event
 * type is none.
 */
export function decodeEvents(value: unknown): GatewayEvent[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.slice(0, maxEvents).flatMap(decodeEvent)
}

function decodeEvent(value: unknown): GatewayEvent[] {
  const read = v.safeParse(envelope, value)
  if (!read.success) return []
  const eventType = read.output.eventtype.trim()
  if (eventType === '') return []
  const body = decodeContent(readersByName.get(eventType.toLowerCase()), read.output.content)
  const { workno: workNo, eventgentime: madeAtMs } = read.output
  return [{ ...body, eventType, workNo, madeAtMs }]
}

function decodeContent(reader: ContentReader | undefined, content: unknown): EventBody {
  if (reader === undefined) return { type: 'unknown', because: 'event-type' }
  try {
    return reader(content)
  } catch {
    return { type: 'unknown', because: 'content' }
  }
}

function screenRecording(step: 'start' | 'stop', succeeded: boolean): ContentReader {
  return plain({ type: 'screen-recording', step, succeeded })
}

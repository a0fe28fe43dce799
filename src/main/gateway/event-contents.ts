import * as v from 'valibot'
import { callId } from '../../shared/model/ids.ts'
import type { AgentState } from '../../shared/model/session.ts'
import { connectInfo } from './connect-info.ts'
import type { AgentStateChange, EventBody, RecordingMedia } from './gateway-event.ts'
import { callMediaFrom } from './media-ability.ts'
import { parseRecordingSource } from './recording-source.ts'
import { count, fields, orNull, text, wholeText } from './reply-fields.ts'

/** Reads one event's content; throws a ValiError where what the app needs is missing. */
export type ContentReader = (content: unknown) => EventBody

const read = <T>(schema: v.GenericSchema<unknown, T>, content: unknown): T =>
  v.parse(schema, content)

/** Events whose content may be missing altogether. */
const optional = (content: unknown): unknown =>
  typeof content === 'object' && content !== null && !Array.isArray(content) ? content : {}

const neededCallId = v.pipe(text, callId)
const anyCallId = orNull(neededCallId)

export const plain = (body: EventBody): ContentReader => {
  return () => body
}

export const signedOut: ContentReader = (content) => {
  const { logintime } = read(fields({ logintime: orNull(count) }), optional(content))
  return { type: 'signed-out', loginTimeMs: logintime }
}

const noticeFields = fields({ content: orNull(text), message: orNull(text), note: orNull(text) })

export const notice: ContentReader = (content) => {
  const bare = orNull(text)
  const body = read(noticeFields, optional(content))
  const words = typeof content === 'string' ? read(bare, content) : body.content
  return { type: 'notice', text: words ?? body.message ?? body.note }
}

export const agentState =
  (change: AgentStateChange, state: AgentState, forced = false): ContentReader =>
  (content) => {
    const { reason } = read(fields({ reason: orNull(text) }), optional(content))
    return { type: 'agent-state', change, state, forced, reasonCode: reason }
  }

const callFields = v.pipe(
  fields({
    callid: neededCallId,
    caller: orNull(text),
    called: orNull(text),
    feature: orNull(text),
    mediaability: orNull(text),
    type: orNull(text)
  }),
  v.transform((call) => ({
    callId: call.callid,
    caller: call.caller,
    called: call.called,
    // 0 and 7 are the documented values (cec_07_1366, cec_07_1355); there are others in use.
    direction: directions.get(call.feature ?? '') ?? ('unknown' as const),
    media: callMediaFrom(call.mediaability),
    leg: legs.get(call.type?.trim().toLowerCase() ?? '') ?? ('unknown' as const)
  }))
)
const legs: ReadonlyMap<string, 'main' | 'assistant'> = new Map([
  ['main', 'main'],
  ['assistant', 'assistant']
])
const directions: ReadonlyMap<string, 'in' | 'out'> = new Map([
  ['0', 'in'],
  ['7', 'out']
])

export const ringing =
  (autoAnswered: boolean): ContentReader =>
  (content) => ({ type: 'ringing', autoAnswered, ...read(callFields, content) })

export const talking: ContentReader = (content) => ({
  type: 'talking',
  ...read(callFields, content)
})

const alertingFields = fields({
  callid: neededCallId,
  otherphone: orNull(text),
  otherphoneworkno: orNull(text)
})

export const customerAlerting: ContentReader = (content) => {
  const { callid, otherphone, otherphoneworkno } = read(alertingFields, content)
  return {
    type: 'customer-alerting',
    callId: callid,
    otherPhone: otherphone,
    otherPhoneWorkNo: otherphoneworkno
  }
}

/** The agent's release carries the bare call id, the customer's an object (cec_07_1363, cec_07_1364). */
export const callReleased: ContentReader = (content) => {
  const carried = typeof content === 'object' ? read(callIdField, content).callid : content
  return { type: 'call-released', callId: read(neededCallId, carried) }
}
const callIdField = fields({ callid: neededCallId })

const releasedFields = fields({ callid: neededCallId, number: orNull(text) })

export const customerReleased: ContentReader = (content) => {
  const { callid, number } = read(releasedFields, content)
  return { type: 'customer-released', callId: callid, number }
}

/** Events of a call of which only the names are known: a call id is read where there is one. */
export const callStep =
  (body: (callId: string | null) => EventBody): ContentReader =>
  (content) => {
    if (typeof content === 'string') return body(read(anyCallId, content))
    return body(read(fields({ callid: anyCallId }), optional(content)).callid)
  }

const recordingMedia = (fileMediaType: number | null): RecordingMedia => {
  if (fileMediaType === 1) return 'audio'
  return fileMediaType === 2 ? 'video' : 'unknown'
}

const recordingFields = v.pipe(
  fields({
    taskid: orNull(text),
    callid: anyCallId,
    caller: orNull(text),
    called: orNull(text),
    recordid: orNull(text),
    filename: orNull(wholeText),
    locationid: orNull(text),
    filemediatype: orNull(count)
  }),
  v.transform((recording) => ({
    taskId: recording.taskid,
    callId: recording.callid,
    caller: recording.caller,
    called: recording.called,
    serial: recording.recordid,
    fileName: recording.filename,
    source: parseRecordingSource(recording.filename ?? '', recording.filemediatype),
    locationId: recording.locationid,
    media: recordingMedia(recording.filemediatype)
  }))
)

export const recording =
  (type: 'recording-started' | 'recording-failed'): ContentReader =>
  (content) => ({ type, ...read(recordingFields, content) })

const stopFields = fields({
  taskid: orNull(text),
  begintime: orNull(count),
  endtime: orNull(count),
  filemediatype: orNull(count)
})

export const recordingStopped: ContentReader = (content) => {
  const { taskid, begintime, endtime, filemediatype } = read(stopFields, content)
  return {
    type: 'recording-stopped',
    taskId: taskid,
    beginTimeMs: begintime,
    endTimeMs: endtime,
    media: recordingMedia(filemediatype)
  }
}

const captureFields = fields({
  callid: neededCallId,
  result: orNull(count),
  filename: orNull(wholeText),
  locationid: orNull(text)
})
const captureOutcomes = ['accepted', 'failed', 'refused'] as const

export const imageCaptured: ContentReader = (content) => {
  const { callid, result, filename, locationid } = read(captureFields, content)
  return {
    type: 'image-captured',
    callId: callid,
    outcome: captureOutcomes[result ?? -1] ?? 'unknown',
    fileName: filename,
    locationId: locationid
  }
}

export const connectOffered: ContentReader = (content) => ({
  type: 'connect-offered',
  callId: read(fields({ callid: anyCallId }), content).callid,
  info: read(connectInfo, content)
})

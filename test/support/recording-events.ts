import { decodeEvents } from '../../src/main/gateway/events.ts'
import type { GatewayEvent } from '../../src/main/gateway/gateway-event.ts'

/** An event as the gateway writes it, read by the app's own decoder. */
export function gatewayEvent(eventType: string, content: unknown): GatewayEvent {
  const [event] = decodeEvents({ eventType, workNo: '1001', content })
  if (event === undefined) throw new Error(`${eventType} was not read as an event`)
  return event
}

const video = {
  taskId: 5206,
  caller: '70006',
  called: '60015',
  callId: '1477393325-164',
  recordID: 'Yc1v1a503d20201202t1714442.',
  fileName: 'Y:/1/0/20201202/503/1714442.mp4',
  locationId: 256,
  fileMediaType: 2
}

type Fields = Partial<Record<keyof typeof video, unknown>>

export const recordEvent = (fields: Fields = {}): GatewayEvent =>
  gatewayEvent('AgentMediaEvent_Record', { ...video, ...fields })

export const recordFailEvent = (fields: Fields = {}): GatewayEvent =>
  gatewayEvent('AgentMediaEvent_Record_Fail', { ...video, ...fields })

export const stopEvent = (taskId: unknown = video.taskId): GatewayEvent =>
  gatewayEvent('AgentMediaEvent_StopRecordDone', {
    beginTime: 1566867437000,
    endTime: 1566867472000,
    fileMediaType: '2',
    taskId
  })

/** A video of a conference server, with one recording for each id. */
export const conferenceEvent = (taskId: number, ...recordIds: string[]): GatewayEvent =>
  recordEvent({
    taskId,
    recordID: 'd3b7a1c2-0000-4000-8000-000000000000',
    fileName: ['conferenceId=conf-1', ...recordIds.map((id, at) => `recordId${at}=${id}`), ''].join(
      ';'
    )
  })

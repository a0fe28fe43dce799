import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEvents } from '../../src/main/gateway/events.ts'

const names = [
  'AgentOther_InService',
  'AgentOther_ShutdownService',
  'AgentOther_Bulletin',
  'AgentState_SetNotReady_Success',
  'AgentEvent_Ringing',
  'AgentEvent_Talking',
  'AgentEvent_Customer_Alerting',
  'AgentEvent_Call_Release',
  'AgentEvent_Customer_Release',
  'AgentEvent_Hold',
  'AgentEvent_Conference',
  'AgentEvent_JoinConf',
  'AgentEvent_SuccTransResult',
  'AgentConf_SelfJoinResult',
  'AgentEvent_Consult_Fail',
  'AgentMediaEvent_Record',
  'AgentMediaEvent_StopRecordDone',
  'AgentEvent_ImageCapture',
  'AgentEvent_RequestConnect',
  'AgentOther_PhoneRelease',
  'AgentOther_BeQcStart',
  'QC_AgentState_Notify',
  'Something_Else'
]

const keys = [
  'callid',
  'callId',
  'confId',
  'fileName',
  'reason',
  'result',
  'taskId',
  'qcType',
  'subtype'
]

const content = fc.oneof(
  fc.anything(),
  fc.dictionary(fc.constantFrom(...keys, '__proto__'), fc.anything({ maxDepth: 1 }))
)

test('whatever the gateway sends, reading it never throws, and every event has its name', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), content, fc.anything(), (eventType, body, workNo) => {
      const events = decodeEvents({ eventType, content: body, workNo })
      expect(events).toHaveLength(1)
      expect(events[0]?.eventType).toBe(eventType)
    }),
    { numRuns: 500 }
  )
})

test('P15 whatever stands in the place of an event, reading it never throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(Array.isArray(decodeEvents(value))).toBe(true)
    }),
    { numRuns: 500 }
  )
})

test('no text of an event is longer than 500 characters, no path longer than 2,048', () => {
  const long = fc.integer({ min: 0, max: 5_000 }).map((length) => 'x'.repeat(length))
  const record = fc.record({
    callId: fc.constant('1-2'),
    taskId: long,
    caller: long,
    called: long,
    fileName: long,
    signature: long,
    number: long,
    subtype: long
  })
  fc.assert(
    fc.property(fc.constantFrom(...names), record, (eventType, body) => {
      const text = JSON.stringify(decodeEvents({ eventType, content: body, workNo: '1' }))
      const longest = Math.max(0, ...(text.match(/x+/g) ?? []).map((run) => run.length))
      const path = /"(?:fileName|path)":"(x*)"/.exec(text)?.[1]?.length ?? 0
      expect(longest).toBeLessThanOrEqual(path > 500 ? 2_048 : 500)
    })
  )
})

test('numbers as text and text as numbers mean the same', () => {
  const number = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(fc.constantFrom(...names), number, number, (eventType, first, second) => {
      const body = {
        callid: '1-2',
        reason: first,
        result: second,
        taskId: first,
        fileMediaType: second,
        mediaAbility: first,
        phoneState: second,
        qcType: first,
        qcAgentId: second,
        locationId: first,
        beginTime: second,
        subtype: first
      }
      const asText = Object.fromEntries(
        Object.entries(body).map(([key, value]) => [key.toUpperCase(), String(value)])
      )
      const read = (content: unknown) => decodeEvents({ eventType, content, workNo: null })
      expect(read(asText)).toEqual(read(body))
    })
  )
})

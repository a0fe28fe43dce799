import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { decodeEvents } from '../../src/main/gateway/events.ts'

const one = (eventType: string, content: unknown = null) =>
  decodeEvents({ eventType, workNo: '103', content })[0]

test.each([
  ['nothing', undefined],
  ['null', null],
  ['an empty object', {}],
  ['an empty list', []],
  ['an empty text', ''],
  ['an event without a type', { workNo: '103', content: null }]
])('%s is no event', (_name, value) => {
  expect(decodeEvents(value)).toEqual([])
})

test('an object is one event, a list is its events in order', () => {
  const ready = { eventType: 'AgentState_Ready', workNo: 103, content: null }
  const work = { eventType: 'AgentState_Work', workNo: '103' }
  expect(decodeEvents(ready)).toMatchObject([{ type: 'agent-state', workNo: '103' }])
  expect(decodeEvents([ready, null, work]).map(({ eventType }) => eventType)).toEqual([
    'AgentState_Ready',
    'AgentState_Work'
  ])
})

test.each([
  ['AgentOther_InService', null, { type: 'signed-in' }],
  [
    'AgentOther_ShutdownService',
    { loginTime: '1471585949806' },
    { type: 'signed-out', loginTimeMs: 1471585949806 }
  ],
  ['AgentOther_All_Agent_Busy', null, { type: 'all-agents-busy' }],
  ['AgentOther_Note', 'Lunch at 12', { type: 'notice', text: 'Lunch at 12' }],
  ['AgentState_Ready', null, { change: 'ready', state: 'ready', forced: false }],
  ['AgentState_Force_Ready', null, { change: 'ready', state: 'ready', forced: true }],
  [
    'AgentState_SetNotReady_Success',
    { reason: 200 },
    { change: 'not-ready', state: 'not-ready', reasonCode: '200' }
  ],
  ['AgentState_Force_SetNotReady', null, { state: 'not-ready', forced: true }],
  ['AgentState_CancelNotReady_Success', null, { change: 'not-ready-ended', state: 'ready' }],
  ['AgentState_Work', null, { change: 'after-call-work', state: 'after-call-work' }],
  ['AgentState_SetRest_Success', null, { change: 'rest', state: 'rest' }],
  ['AgentState_Rest_Timeout', null, { change: 'rest-timeout', state: 'rest' }],
  ['AgentEvent_No_Answer', '1-2', { type: 'call-failed', how: 'no-answer', callId: '1-2' }],
  [
    'AgentOther_PhoneRelease',
    { phoneState: '2' },
    { type: 'phone', state: 'released', releasedBy: 'agent' }
  ],
  ['AgentOther_PhoneOffhook', null, { type: 'phone', state: 'off-hook', releasedBy: null }],
  [
    'AgentOther_BeQcStart',
    { qcType: '20173', qcAgentId: 30169 },
    { type: 'inspection', begun: true, how: 'whisper', inspector: '30169' }
  ],
  ['AgentOther_BeQcStop', null, { type: 'inspection', begun: false, how: 'unknown' }],
  [
    'QC_AgentState_Notify',
    { subtype: 'QC_AgentState_Login', monitoredagent: '108', agentname: 'Li', jsonKey: [1] },
    { type: 'agent-watched', subtype: 'Login', watched: '108', watchedName: 'Li' }
  ],
  [
    'AgentMediaEvent_StartRecordScreen_Fail',
    null,
    { type: 'screen-recording', step: 'start', succeeded: false }
  ]
])('%s is read', (eventType, content, expected) => {
  expect(one(eventType, content)).toMatchObject({ eventType, ...expected })
})

test('a ringing call tells who calls whom, over which media', () => {
  const content = {
    caller: '10086',
    called: 'A70092',
    callid: '1552524689-16797284',
    type: 'main',
    feature: '0',
    mediaAbility: 6,
    transFrom: ''
  }
  const expected = {
    callId: '1552524689-16797284',
    caller: '10086',
    called: 'A70092',
    direction: 'in',
    media: 'h5-video'
  }
  expect(one('AgentEvent_Ringing', content)).toMatchObject({ ...expected, autoAnswered: false })
  expect(one('AgentEvent_Auto_Answer', content)).toMatchObject({ ...expected, autoAnswered: true })
  expect(one('AgentEvent_Talking', content)).toMatchObject({ type: 'talking', ...expected })
})

test.each([
  ['1', 'voice'],
  [2, 'video'],
  ['3', 'voice-and-video'],
  [5, 'text'],
  ['6', 'h5-video'],
  ['4', 'unknown'],
  ['constructor', 'unknown'],
  [null, 'unknown'],
  [undefined, 'unknown']
])('mediaAbility %s is %s', (mediaAbility, media) => {
  expect(one('AgentEvent_Talking', { callid: '1-2', mediaAbility })).toMatchObject({ media })
})

test.each([
  ['0', 'in'],
  [7, 'out'],
  ['51', 'unknown'],
  ['toString', 'unknown'],
  [null, 'unknown']
])('feature %s is a call %s', (feature, direction) => {
  expect(one('AgentEvent_Ringing', { callid: '1-2', feature })).toMatchObject({ direction })
})

test('the start, the failure and the end of a recording are joined by their task', () => {
  const content = {
    taskId: 5206,
    caller: '70006',
    recordID: 'Yc1v1a503d20201202t1714442.',
    called: '60015',
    locationId: 256,
    fileName: 'Y:/1/0/20201202/503/1714442.mp4',
    fileMediaType: '2',
    callId: '1477393325-164'
  }
  expect(one('AgentMediaEvent_Record', content)).toMatchObject({
    type: 'recording-started',
    taskId: '5206',
    callId: '1477393325-164',
    serial: 'Yc1v1a503d20201202t1714442.',
    source: { kind: 'video-file', path: 'Y:/1/0/20201202/503/1714442.mp4' },
    locationId: '256',
    media: 'video'
  })
  expect(one('AgentMediaEvent_Record_Fail', content)).toMatchObject({ type: 'recording-failed' })
  expect(
    one('AgentMediaEvent_StopRecordDone', {
      beginTime: 1566867437000,
      endTime: '1566867472000',
      fileMediaType: '2',
      taskId: 5206
    })
  ).toMatchObject({
    type: 'recording-stopped',
    taskId: '5206',
    beginTimeMs: 1566867437000,
    endTimeMs: 1566867472000,
    media: 'video'
  })
})

test.each([
  [0, 'accepted'],
  ['1', 'failed'],
  [2, 'refused'],
  [7, 'unknown'],
  [null, 'unknown']
])('a picture with result %s is %s', (result, outcome) => {
  const content = { callid: '1-2', result, filename: 'F:/5/1/a.jpg', locationId: 256 }
  expect(one('AgentEvent_ImageCapture', content)).toMatchObject({
    type: 'image-captured',
    callId: '1-2',
    outcome,
    fileName: 'F:/5/1/a.jpg',
    locationId: '256'
  })
})

test('an offer to connect is read in spite of the blank before its name, and hides its signature', () => {
  const event = one(' AgentEvent_RequestConnect', {
    userId: '103',
    channelId: '15945185-345',
    signalingDomainIn: 'https: //in.isdpdomain.com',
    signature: 'canary-signature'
  })
  if (event?.type !== 'connect-offered') throw new Error('not an offer to connect')
  expect(event.eventType).toBe('AgentEvent_RequestConnect')
  expect(event.callId).toBeNull()
  expect(event.info.signalingDomainIn).toBe('https://in.isdpdomain.com')
  expect(event.info.signature?.reveal()).toBe('canary-signature')
  expect(inspect(event, { depth: 9 }) + JSON.stringify(event)).not.toContain('canary')
})

test('P12 an unknown event keeps its name, a known one that cannot be read says so', () => {
  expect(one('AgentEvent_Brand_New', { anything: 1 })).toEqual({
    type: 'unknown',
    because: 'event-type',
    eventType: 'AgentEvent_Brand_New',
    workNo: '103',
    madeAtMs: null
  })
  for (const content of [null, {}, { callid: 'a/b' }, [], 'x'.repeat(65)]) {
    expect(one('AgentEvent_Talking', content)).toMatchObject({
      type: 'unknown',
      because: 'content',
      eventType: 'AgentEvent_Talking'
    })
  }
})

test('P13 texts are cut to 500 characters', () => {
  const long = '<b>'.repeat(400_000)
  const event = one('AgentEvent_Customer_Release', { callid: '1-2', number: long })
  expect(event).toMatchObject({ number: long.slice(0, 500) })
  expect(one(long)?.eventType).toHaveLength(500)
})

test('P13 a key __proto__ is a key like any other', () => {
  const value: unknown = JSON.parse(
    '{"eventType":"AgentEvent_Talking","__proto__":{"polluted":1},"content":{"callid":"1-2","__proto__":{"caller":"evil"}}}'
  )
  expect(decodeEvents(value)).toMatchObject([{ type: 'talking', callId: '1-2', caller: null }])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

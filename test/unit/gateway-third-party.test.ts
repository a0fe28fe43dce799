import { expect, test } from 'vitest'
import { decodeEvents } from '../../src/main/gateway/events.ts'

const one = (eventType: string, content: unknown) =>
  decodeEvents({ eventType, workNo: '1001', content })[0]

test.each([
  ['AgentEvent_Hold', '1-2', { type: 'held', callId: '1-2' }],
  ['AgentEvent_Hold', { callid: '1-2' }, { type: 'held', callId: '1-2' }],
  ['AgentEvent_linkagePhoneHold', { callId: '1-2' }, { type: 'held', callId: '1-2' }],
  ['AgentEvent_linkagePhoneUnHold', { callId: '1-2' }, { type: 'taken-back', callId: '1-2' }],
  ['AgentEvent_ReturnFromIvr', '1-2', { type: 'taken-back', callId: '1-2' }],
  ['AgentEvent_Conference', null, { type: 'conference', callId: null }],
  [
    'AgentEvent_Conference',
    { callid: '1-2', partner: '49997, 70093' },
    { type: 'conference', callId: '1-2' }
  ],
  [
    'AgentEvent_SuccTransResult',
    { result: 0, callId: '1-2' },
    { type: 'transfer-result', succeeded: true, callId: '1-2' }
  ],
  [
    'AgentEvent_linkagePhoneTransferOut_Result',
    { result: '1138', callId: '1-2' },
    { type: 'transfer-result', succeeded: false, callId: '1-2' }
  ],
  ['AgentEvent_TransOutResult', '1-2', { succeeded: null, callId: '1-2' }],
  ['AgentEvent_TransOutResult', null, { succeeded: null, callId: null }],
  [
    'AgentConf_SelfJoinResult',
    { confId: 1030400 },
    { type: 'agent-conference', joined: true, conferenceId: '1030400' }
  ],
  ['AgentConf_SelfLeaveResult', null, { joined: false, conferenceId: null }],
  [
    'AgentConf_Ringing',
    { confId: 1031168 },
    { type: 'conference-offered', conferenceId: '1031168' }
  ]
])('%s with %j is read', (eventType, content, expected) => {
  expect(one(eventType, content)).toMatchObject({ eventType, ...expected })
})

test('the access information of a multimedia conference is not kept', () => {
  const event = one('AgentEvent_JoinConf', { confid: 7, confinfo: 'canary-9f3', callid: '1-2' })
  expect(event).toMatchObject({ type: 'conference-offered', conferenceId: '7' })
  expect(JSON.stringify(event)).not.toContain('canary')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Calls } from '../../src/main/calls/calls.ts'
import { decodeEvents } from '../../src/main/gateway/events.ts'
import type { CallView } from '../../src/shared/model/call.ts'
import { fakeSignedIn } from '../support/fake-signed-in.ts'
import { manualClock } from '../support/manual-clock.ts'

type Told = readonly [eventType: string, content?: unknown]

/** The agent's calls after these events, as the gateway sends them. */
function after(...events: readonly Told[]): readonly CallView[] {
  const { signedIn } = fakeSignedIn('1001', {})
  const calls = new Calls({ signedIn, clock: manualClock(), tell: () => undefined })
  for (const [eventType, content] of events) {
    for (const event of decodeEvents({ eventType, content, workNo: '1001' })) calls.handle(event)
  }
  return calls.list()
}

const ringing = (callid = 'a-1'): Told => ['AgentEvent_Ringing', { callid, mediaAbility: '6' }]
const talking = (callid = 'a-1'): Told => ['AgentEvent_Talking', { callid, mediaAbility: '6' }]
const consulted: Told = ['AgentEvent_Talking', { callid: 'b-2', type: 'assistant' }]
const hold = (callid = 'a-1'): Told => ['AgentEvent_Hold', callid]
const conference = (callid = 'a-1'): Told => [
  'AgentEvent_Conference',
  { callid, partner: '49997, 70093' }
]
const transferred = (result: number, callId: string | undefined = 'a-1'): Told => [
  'AgentEvent_SuccTransResult',
  { result, callId }
]
const released = (callid = 'a-1'): Told => ['AgentEvent_Call_Release', callid]
const joined = (confId = 7): Told => ['AgentConf_SelfJoinResult', { confId }]
const left = (confId = 7): Told => ['AgentConf_SelfLeaveResult', { confId }]

describe('a conference', () => {
  test('takes the customer off hold: who talks with all is not waiting', () => {
    expect(after(talking(), hold(), consulted, conference())).toMatchObject([
      { callId: 'a-1', phase: 'talking', inConference: true },
      { callId: 'b-2', phase: 'talking', inConference: false, leg: 'assistant' }
    ])
  })

  test('told again, also later, does not take a call off hold that was put there since', () => {
    const now = after(talking(), conference(), conference(), hold(), conference())
    expect(now).toMatchObject([{ phase: 'held', inConference: true }])
  })

  test('revives no call, and makes none of which nothing else is known', () => {
    expect(after(talking(), released(), conference())).toMatchObject([
      { phase: 'ended', inConference: false }
    ])
    expect(after(conference('x-9'))).toEqual([])
  })

  test('of agents holds for the call that is talked in, until the agent leaves it', () => {
    expect(after(talking(), joined())).toMatchObject([{ inConference: true }])
    expect(after(talking(), joined(), left())).toMatchObject([{ inConference: false }])
    expect(after(talking(), joined(), released(), left())).toMatchObject([{ inConference: true }])
  })

  test('that the agent has left is not entered again by a late notice; another is', () => {
    expect(after(talking(), left(), joined())).toMatchObject([{ inConference: false }])
    expect(after(talking(), joined(), left(), joined(8))).toMatchObject([{ inConference: true }])
  })

  test.each(['AgentEvent_JoinConf', 'AgentConf_Ringing'])(
    'offered by %s changes no call',
    (type) => {
      const content = { confid: 7, callid: 'a-1', confinfo: 'x' }
      expect(after(talking(), hold(), [type, content])).toEqual(after(talking(), hold()))
    }
  )
})

describe('a call that is held by the phone', () => {
  const unHold: Told = ['AgentEvent_linkagePhoneUnHold', { callId: 'a-1' }]

  test('is held here, and taken back', () => {
    const held: Told = ['AgentEvent_linkagePhoneHold', { callId: 'a-1' }]
    expect(after(talking(), held)[0]?.phase).toBe('held')
    expect(after(talking(), held, unHold)[0]?.phase).toBe('talking')
  })

  test('and one that comes back from an announcement, is talked in again', () => {
    expect(after(talking(), hold(), ['AgentEvent_ReturnFromIvr', 'a-1'])[0]?.phase).toBe('talking')
  })

  test('a taking back answers no ringing call and revives no ended one', () => {
    expect(after(ringing(), unHold)[0]?.phase).toBe('ringing')
    expect(after(talking(), released(), unHold)[0]?.phase).toBe('ended')
  })
})

test('a call that is held was talked in, whenever the notice of that comes', () => {
  expect(after(ringing(), hold(), released())).toMatchObject([{ dropped: true }])
})

describe('a transfer', () => {
  test.each([
    ['before', [transferred(0), released()]],
    ['after', [released(), transferred(0)]],
    ['twice, before and after', [transferred(0), released(), transferred(0), released()]],
    ['without a call id, before', [transferred(0, ''), released()]]
  ] as const)('that worked is no drop, told %s its end', (_when, events) => {
    expect(after(talking(), ...events)).toMatchObject([{ phase: 'ended', dropped: false }])
  })

  test('that failed leaves the call with the agent: when it breaks off then, it dropped', () => {
    const now = after(talking(), transferred(1138), released())
    expect(now).toMatchObject([{ phase: 'ended', dropped: true }])
    expect(after(talking(), transferred(0), transferred(1), released())[0]?.dropped).toBe(true)
  })

  test('from which the call came back counts no more', () => {
    expect(after(talking(), transferred(0), talking(), released())[0]?.dropped).toBe(true)
  })

  test('of one call says nothing of another', () => {
    const now = after(talking(), talking('b-2'), transferred(0), released('b-2'), released())
    expect(now.map(({ callId, dropped }) => [callId, dropped])).toEqual([
      ['a-1', false],
      ['b-2', true]
    ])
  })
})

test('a call to a colleague that failed ends where it is named and was never talked in', () => {
  const fail = (callid?: string): Told => ['AgentEvent_Inside_Call_Fail', callid]
  expect(after(ringing(), fail('a-1'))[0]?.phase).toBe('ended')
  expect(after(ringing(), fail())[0]?.phase).toBe('ringing')
  expect(after(talking(), fail('a-1'))[0]?.phase).toBe('talking')
})

const callIds = ['a-1', 'b-2']
const anything = fc.constantFrom<Told>(
  ...callIds.flatMap((id) => [
    ...[ringing(id), talking(id), hold(id), conference(id), released(id)],
    ...[transferred(0, id), transferred(1, id)],
    ...[['AgentEvent_linkagePhoneUnHold', { callId: id }] satisfies Told]
  ]),
  ...([joined(), left(), ['AgentEvent_Hold'], ['AgentEvent_Conference']] satisfies Told[]),
  ['AgentEvent_JoinConf', { confid: 7 }]
)
const events = fc.array(anything, { maxLength: 30 })

test('P14 events that come twice in a row mean what they mean once', () => {
  fc.assert(
    fc.property(events, (list) => {
      expect(after(...list.flatMap((event) => [event, event]))).toEqual(after(...list))
    }),
    { numRuns: 500 }
  )
})

test('P14 in any order a call that was released is over, and marked as little as it was talked in', () => {
  fc.assert(
    fc.property(events, (list) => {
      const over = new Set(list.flatMap(([type, id]) => (type.endsWith('Release') ? [id] : [])))
      for (const call of after(...list)) {
        if (over.has(call.callId)) expect(call.phase).toBe('ended')
        if (call.phase === 'held' || call.inConference) expect(call.talkingAt).not.toBeNull()
        if (call.dropped) expect(call).toMatchObject({ phase: 'ended', media: 'h5-video' })
      }
    }),
    { numRuns: 500 }
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterEvent, isLive, offeredCall } from '../../src/main/calls/call-state.ts'
import { decodeEvents } from '../../src/main/gateway/events.ts'
import type { CallView } from '../../src/shared/model/call.ts'

/** Calls after these events, as the gateway sends them. */
const after = (...events: readonly [eventType: string, content: unknown][]): readonly CallView[] =>
  events.reduce<readonly CallView[]>((calls, [eventType, content], index) => {
    const decoded = decodeEvents({ eventType, workNo: '1001', content })
    return decoded.reduce(
      (now, event) => afterEvent(now, event, { at: index + 1, wanted: false }),
      calls
    )
  }, [])

const ringing = (callid = 'a-1', mediaAbility = '6') =>
  [
    'AgentEvent_Ringing',
    { callid, caller: '138', called: '1001', feature: '0', mediaAbility }
  ] as const
const talking = (callid = 'a-1', mediaAbility: string | undefined = '6') =>
  [
    'AgentEvent_Talking',
    { callid, caller: '138', called: '1001', feature: '0', mediaAbility }
  ] as const
const released = (callid = 'a-1') => ['AgentEvent_Call_Release', callid] as const

const hold = (callid: string | null = 'a-1') =>
  ['AgentEvent_Hold', callid === null ? {} : { callid }] as const
const failed = (how: string, callid = 'a-1') => [`AgentEvent_${how}`, { callid }] as const

const mutable = (event: readonly [string, unknown]): [string, unknown] => [event[0], event[1]]
const calls = (...events: (readonly [string, unknown])[]) => after(...events.map(mutable))

describe('the calls of the signed-in agent', () => {
  test('a call rings, is talked in and ends, with its times and its media', () => {
    expect(calls(ringing(), talking(), released())).toEqual([
      {
        callId: 'a-1',
        media: 'h5-video',
        phase: 'ended',
        direction: 'in',
        caller: '138',
        called: '1001',
        firstSeenAt: 1,
        talkingAt: 2,
        endedAt: 3,
        leg: 'unknown',
        inConference: false,
        recovered: false,
        dropped: true
      }
    ])
  })

  test('nothing brings an ended call back', () => {
    expect(calls(ringing(), released(), talking(), ringing())[0]?.phase).toBe('ended')
  })

  test('a ringing that comes late does not take a talking call back', () => {
    expect(calls(talking(), ringing())[0]?.phase).toBe('talking')
  })

  test('a later event without a media does not take back what an earlier one told', () => {
    expect(calls(ringing('a-1', '6'), talking('a-1', ''))[0]?.media).toBe('h5-video')
  })

  test('the customer hanging up ends the call as well', () => {
    const hungUp = ['AgentEvent_Customer_Release', { callid: 'a-1', number: '138' }] as const
    expect(calls(talking(), hungUp)[0]?.phase).toBe('ended')
  })

  test('access information for a call of unknown media shows that it is H5 video', () => {
    const offered = ['AgentEvent_RequestConnect', { callid: 'a-1', channelId: 'x' }] as const
    expect(calls(talking('a-1', ''), offered)[0]?.media).toBe('h5-video')
  })

  test('P14 events in any order, doubled, keep one row a call and never revive one', () => {
    const some = fc.constantFrom(
      ...['a-1', 'b-2', 'c-3'].flatMap((id) => [ringing(id), talking(id), released(id)])
    )
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (events) => {
        let ended = new Set<string>()
        for (let count = 1; count <= events.length; count += 1) {
          const now = calls(...events.slice(0, count))
          const ids = now.map(({ callId }) => callId)
          expect(new Set(ids).size).toBe(ids.length)
          const live = now.filter(isLive).map(({ callId }) => callId)
          expect(live.filter((id) => ended.has(id))).toEqual([])
          ended = new Set(now.filter((call) => !isLive(call)).map(({ callId }) => callId))
        }
      })
    )
  })

  test('a long shift keeps its last hundred ended calls, and every live one', () => {
    const shift = Array.from({ length: 150 }, (_, n) => [
      talking(`n-${n}`),
      released(`n-${n}`)
    ]).flat()
    const now = calls(talking('live-0'), ...shift)
    expect(now.filter((call) => !isLive(call)).length).toBeLessThanOrEqual(101)
    expect(now.filter(isLive).map(({ callId }) => callId)).toEqual(['live-0'])
  })

  test('a call is held and taken back, also where the event does not name it', () => {
    expect(calls(talking(), hold())[0]?.phase).toBe('held')
    expect(calls(talking(), hold(null), talking('b-2'))).toMatchObject([
      { callId: 'a-1', phase: 'held' },
      { callId: 'b-2', phase: 'talking' }
    ])
    expect(calls(talking(), hold(), talking())[0]?.phase).toBe('talking')
    // Two calls talk: which of them was meant is not guessed.
    expect(calls(talking(), talking('b-2'), hold(null)).map(({ phase }) => phase)).toEqual([
      ...['talking', 'talking']
    ])
  })

  test('a conference is shown as one, and a consultation by its leg', () => {
    const conference = ['AgentEvent_Conference', { callid: 'a-1' }] as const
    const consult = ['AgentEvent_Talking', { callid: 'b-2', type: 'assistant' }] as const
    expect(calls(talking(), hold(), consult, conference)).toMatchObject([
      { callId: 'a-1', inConference: true },
      { callId: 'b-2', leg: 'assistant' }
    ])
  })

  test.each(['No_Answer', 'Connect_Fail', 'Call_Out_Fail'])(
    '%s ends a ringing call only',
    (how) => {
      expect(calls(ringing(), failed(how))[0]).toMatchObject({ phase: 'ended', dropped: false })
      expect(calls(talking(), failed(how))[0]?.phase).toBe('talking')
    }
  )

  test('a failed consultation leaves the customer’s call alone', () => {
    expect(calls(ringing(), failed('Consult_Fail'))[0]?.phase).toBe('ringing')
  })

  test('an H5 video call that ends by itself is dropped; a voice call, or one never talked in, is not', () => {
    expect(calls(talking(), released())[0]?.dropped).toBe(true)
    expect(calls(talking('a-1', '1'), released())[0]?.dropped).toBe(false)
    expect(calls(ringing(), released())[0]?.dropped).toBe(false)
  })

  test('access information without a call id belongs to the only live H5 video call', () => {
    const [one, two] = [calls(talking()), calls(talking(), talking('b-2'))]
    expect(offeredCall(one, null)).toBe('a-1')
    expect(offeredCall(two, null)).toBeNull()
    expect(offeredCall(two, 'b-2')).toBe('b-2')
    expect(offeredCall(calls(talking(), released()), null)).toBeNull()
  })
})

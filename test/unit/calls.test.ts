import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Calls } from '../../src/main/calls/calls.ts'
import { RepeatedEvents } from '../../src/main/calls/repeated-events.ts'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { decodeEvents } from '../../src/main/gateway/events.ts'
import {
  fakeSignedIn,
  later,
  lostReply,
  refusedWith,
  type FakeAnswer
} from '../support/fake-signed-in.ts'
import { manualClock } from '../support/manual-clock.ts'

function bench(answers: Record<string, FakeAnswer> = {}) {
  const clock = manualClock()
  const told: Happening[] = []
  const gateway = fakeSignedIn('1001', {
    ...{ answer: () => ({}), reject: () => ({}), hold: () => ({}), getHold: () => ({}) },
    ...{ release: () => ({}) },
    ...answers
  })
  const { signedIn } = gateway
  const calls = new Calls({ signedIn, clock, tell: (happening) => told.push(happening) })
  const emit = (eventType: string, content: unknown): void => {
    for (const event of decodeEvents({ eventType, content, workNo: '1001' })) calls.handle(event)
  }
  const talking = (callid = 'a-1') => {
    emit('AgentEvent_Talking', { callid, mediaAbility: '6' })
  }
  const ringing = (callid = 'a-1') => {
    emit('AgentEvent_Ringing', { callid, mediaAbility: '6' })
  }
  const released = (callid = 'a-1') => {
    emit('AgentEvent_Call_Release', callid)
  }
  return { calls, clock, gateway, told, emit, talking, ringing, released }
}

test('no order and no repetition of events lets a call talk after its release', () => {
  const kinds = ['ringing', 'talking', 'released', 'held'] as const
  const some = fc.record({ kind: fc.constantFrom(...kinds), callId: fc.constantFrom('a-1', 'b-2') })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), (events) => {
      const { calls, emit, talking, ringing, released } = bench()
      const over = new Set<string>()
      for (const { kind, callId } of events) {
        if (kind === 'talking') talking(callId)
        else if (kind === 'ringing') ringing(callId)
        else if (kind === 'held') emit('AgentEvent_Hold', { callid: callId })
        else {
          released(callId)
          over.add(callId)
        }
        const live = calls.list().filter(({ phase }) => phase !== 'ended')
        expect(live.filter((call) => over.has(call.callId))).toEqual([])
      }
    }),
    { numRuns: 500 }
  )
})

describe('a repeated event', () => {
  const decoded = (eventType: string, content: unknown, eventGenTime?: number) =>
    decodeEvents({ eventType, content, workNo: '1001', eventGenTime })[0]
  const told = (...events: ReturnType<typeof decoded>[]) => {
    const clock = manualClock()
    const repeated = new RepeatedEvents(clock)
    return events.map((event) => {
      clock.advance(1_000)
      return event !== undefined && repeated.isRepeated(event)
    })
  }

  test('is the same type, call and content within five seconds', () => {
    const record = decoded('AgentMediaEvent_Record', { callId: 'a-1', taskId: 1 })
    const other = decoded('AgentMediaEvent_Record', { callId: 'a-1', taskId: 2 })
    expect(told(record, record, other, record)).toEqual([false, true, false, true])
    expect(told(record, other, other, other, other, other, record).at(-1)).toBe(false)
  })

  test('is not a second refusal of the customer, unless the gateway’s own time says so', () => {
    const refusal = { callid: 'a-1', result: 2 }
    const plain = decoded('AgentEvent_ImageCapture', refusal)
    const timed = decoded('AgentEvent_ImageCapture', refusal, 1_784_529_722_590)
    expect(told(plain, plain)).toEqual([false, false])
    expect(told(timed, timed)).toEqual([false, true])
  })

  test('is none where no call is named', () => {
    const ready = decoded('AgentState_Ready', null)
    expect(told(ready, ready)).toEqual([false, false])
  })
})

describe('steps in a call', () => {
  test.each(['requeue', 'release'] as const)('a ringing call is rejected by "%s"', async (mode) => {
    const { calls, gateway, ringing } = bench()
    ringing()
    await calls.reject('a-1', mode)
    expect(gateway.requests.at(-1)).toMatchObject({
      ...{ method: 'POST', path: '/voicecall/1001/reject' },
      body: { callid: 'a-1', mode: mode === 'requeue' ? 1 : 2 }
    })
  })

  test('a call is held and taken back', async () => {
    const { calls, gateway, talking, emit } = bench()
    talking()
    await calls.hold('a-1')
    emit('AgentEvent_Hold', { callid: 'a-1' })
    await calls.retrieve('a-1')
    expect(gateway.requests.map(({ path, query }) => [path, query])).toEqual([
      ['/voicecall/1001/hold', {}],
      ['/voicecall/1001/gethold', { callid: 'a-1' }]
    ])
  })

  test('what does not fit the call is not sent', async () => {
    const { calls, gateway, talking, emit } = bench()
    talking()
    await expect(calls.reject('a-1', 'release')).rejects.toMatchObject({ code: 'not-now:no-call' })
    await expect(calls.retrieve('a-1')).rejects.toMatchObject({ code: 'not-now:no-call' })
    await expect(calls.hold('b-2')).rejects.toMatchObject({ code: 'not-now:no-call' })
    emit('AgentEvent_Hold', { callid: 'a-1' })
    talking('b-2')
    await expect(calls.retrieve('a-1')).rejects.toMatchObject({
      code: 'not-now:other-call-talking'
    })
    expect(gateway.requests).toEqual([])
  })

  test('one step waits for the answer to the last, from whatever surface it comes', async () => {
    const hold = later()
    const { calls, gateway, talking, ringing } = bench({ hold: hold.answer })
    talking()
    ringing('b-2')
    const held = calls.hold('a-1')
    const outstanding = { code: 'not-now:call-step-outstanding' }
    await expect(calls.hold('a-1')).rejects.toMatchObject(outstanding)
    await expect(calls.release()).rejects.toMatchObject(outstanding)
    await expect(calls.answer('b-2')).rejects.toMatchObject(outstanding)
    expect(gateway.requests).toHaveLength(1)
    hold.give()
    await held
    await calls.answer('b-2')
    expect(gateway.requests).toHaveLength(2)
  })

  test('a step that was refused or lost does not keep the next from being taken', async () => {
    const answers = [refusedWith('200-005'), lostReply()]
    const { calls, gateway, talking } = bench({
      hold: () => Promise.reject(answers.shift() ?? refusedWith('x'))
    })
    talking()
    await expect(calls.hold('a-1')).rejects.toMatchObject({ retcode: '200-005' })
    await expect(calls.hold('a-1')).rejects.toMatchObject({ code: 'outcome-unknown' })
    await calls.release()
    expect(gateway.requests).toHaveLength(3)
  })

  test('a hanging up that was never sent does not hide a drop', async () => {
    const hold = later()
    const { calls, talking, released } = bench({ hold: hold.answer })
    talking()
    const held = calls.hold('a-1')
    await expect(calls.release()).rejects.toMatchObject({ code: 'not-now:call-step-outstanding' })
    released()
    expect(calls.find('a-1')?.dropped).toBe(true)
    hold.give()
    await held
  })

  test('a video call that this agent hung up here has not dropped', async () => {
    const { calls, talking, released } = bench()
    talking()
    await calls.release()
    released()
    expect(calls.find('a-1')).toMatchObject({ phase: 'ended', dropped: false })
  })

  test('a refused hanging up does not hide a drop', async () => {
    const { calls, talking, released } = bench({
      release: () => Promise.reject(refusedWith('100-007'))
    })
    talking()
    await expect(calls.release()).rejects.toMatchObject({ retcode: '100-007' })
    released()
    expect(calls.find('a-1')?.dropped).toBe(true)
  })
})

describe('after a restart of the app', () => {
  test('calls from before are found by asking, with unknown media', async () => {
    const { calls, told } = bench({
      queryAllCallId: () => ['a-1', 'b-2'],
      queryCallInfo: () => ({ callid: 'a-1', caller: '138', called: '1001' }),
      queryCallInfoByCallId: () => ({ callid: 'b-2', caller: '139', called: '1001' }),
      syncAgentInfo: () => ({ agentStateInfo: { curCallId: 'a-1', holdCallId: 'b-2' } })
    })
    await calls.recover()
    expect(calls.list()).toMatchObject([
      { callId: 'a-1', media: 'unknown', phase: 'talking', caller: '138', recovered: true },
      { callId: 'b-2', media: 'unknown', phase: 'held', caller: '139', recovered: true }
    ])
    expect(told.map(({ name }) => name)).toEqual(['call-found', 'call-found'])
  })

  test('each question may fail, and the others still tell', async () => {
    const no = () => Promise.reject(refusedWith('400-001'))
    const { calls } = bench({
      ...{ queryAllCallId: no, queryCallInfo: no, queryCallInfoByCallId: no },
      syncAgentInfo: () => ({ agentStateInfo: { curCallId: 'a-1' } })
    })
    await calls.recover()
    expect(calls.list()).toMatchObject([{ callId: 'a-1', caller: null, recovered: true }])
    const silent = bench()
    await silent.calls.recover()
    expect(silent.calls.list()).toEqual([])
  })

  test('a call that is over, or that an event told of, is not found again', async () => {
    const { calls, talking, released } = bench({
      queryAllCallId: () => ['a-1', 'b-2', 'c-3'],
      queryCallInfo: () => ({ callid: 'c-3', endtime: 1_700_000_000_000 }),
      queryCallInfoByCallId: () => ({})
    })
    talking()
    released('b-2')
    await calls.recover()
    expect(calls.list()).toMatchObject([{ callId: 'a-1', recovered: false }])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../support/fake-signed-in.ts'
import { later, lostReply, refusedWith } from '../support/fake-signed-in.ts'
import { inspector, supervisionBench, talking, target } from '../support/supervision-bench.ts'

type Bench = ReturnType<typeof supervisionBench>
const nothing = (): undefined => undefined
const listening = (bench: Bench): Promise<void> => bench.listening()

describe('an intercept', () => {
  test('is sent once, and the inspector has the customer when they talk', async () => {
    const bench = supervisionBench()
    await bench.listening()
    await bench.supervision.intercept(target, target)
    expect(bench.supervision.view().current).toMatchObject({ stage: 'intercepting' })
    bench.emit('AgentEvent_Talking', talking)
    expect(bench.supervision.view().current).toMatchObject({ stage: 'customer', workNo: target })
    expect(bench.gateway.requests.at(-1)).toMatchObject({
      ...{ method: 'PUT', path: `/qualitycontrol/${inspector}/intercept/${target}`, body: null }
    })
    expect(bench.names().slice(2)).toEqual(['intercept-asked', 'intercept-done'])
    bench.emit('AgentOther_PhoneRelease', { phoneState: 3 })
    expect(bench.supervision.view().current).toBeNull()
  })

  test.each([
    { code: 'not-now:not-listening', prepare: nothing },
    { code: 'not-now:confirmation-wrong', typed: '1004', prepare: nothing },
    { code: 'not-now:confirmation-wrong', typed: '', prepare: nothing },
    { code: 'not-now:intercept-oneself', workNo: inspector, prepare: listening },
    { code: 'not-now:not-listening', workNo: '1004', prepare: listening },
    {
      code: 'not-now:not-listening',
      prepare: (bench: Bench) => bench.supervision.listen(target)
    },
    {
      code: 'not-now:supervision-outstanding',
      async prepare(bench: Bench) {
        await bench.listening()
        await bench.supervision.stop()
      }
    },
    {
      code: 'not-now:intercept-video-call',
      async prepare(bench: Bench) {
        await bench.supervision.refresh()
        const subtype = 'QC_AgentState_LiveVideoBegin'
        bench.emit('QC_AgentState_Notify', { subtype, monitoredagent: target })
        await bench.listening()
      }
    }
  ])('is refused with $code before anything is sent', async (refusal) => {
    const { code, workNo = target, typed = workNo, prepare } = refusal
    const bench = supervisionBench({ onlineAgentOnVdn: () => [{ workno: target, status: 7 }] })
    await prepare(bench)
    await expect(bench.supervision.intercept(workNo, typed)).rejects.toMatchObject({ code })
    expect(bench.gateway.sent('intercept')).toBe(0)
  })

  test.each(['100-006', '900-001', '900-002', '900-003', '900-005', '000-003'])(
    'refused with %s, the inspector listens on and is told why',
    async (retcode) => {
      const bench = supervisionBench({
        intercept: () => Promise.reject(refusedWith(retcode, 'no right to invite resource'))
      })
      await bench.listening()
      await expect(bench.supervision.intercept(target, target)).rejects.toMatchObject({ retcode })
      expect(bench.supervision.view()).toMatchObject({
        current: { stage: 'active', interceptBlockedBy: null },
        problem: { code: 'gateway-refused', retcode, gatewayText: 'no right to invite resource' }
      })
      expect(bench.gateway.sent('intercept')).toBe(1)
    }
  )

  test('clicked twice, it is one request', async () => {
    const reply = later()
    const bench = supervisionBench({ intercept: reply.answer })
    await bench.listening()
    const first = bench.supervision.intercept(target, target)
    await expect(bench.supervision.intercept(target, target)).rejects.toMatchObject({
      code: 'not-now:supervision-outstanding'
    })
    reply.give()
    await first
    expect(bench.gateway.sent('intercept')).toBe(1)
  })

  test('whose answer is lost has an unknown outcome and is not repeated', async () => {
    const bench = supervisionBench({ intercept: () => Promise.reject(lostReply()) })
    await bench.listening()
    const intercept = () => bench.supervision.intercept(target, target)
    await expect(intercept()).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(bench.supervision.view()).toMatchObject({
      problem: { code: 'outcome-unknown' },
      current: {
        stage: 'outcome-unknown',
        interceptBlockedBy: 'not-now:supervision-outstanding'
      }
    })
    await expect(intercept()).rejects.toMatchObject({ code: 'not-now:supervision-outstanding' })
    expect(bench.gateway.sent('intercept')).toBe(1)
    expect(bench.names().slice(2)).toEqual(['intercept-asked', 'intercept-outcome-unknown'])
    bench.emit('AgentEvent_Talking', talking)
    expect(bench.supervision.view()).toMatchObject({ current: { stage: 'customer' } })
  })

  test('whose answer is lost after the event has told is done', async () => {
    const reply = later()
    const bench = supervisionBench({ intercept: reply.answer })
    await bench.listening()
    const asked = bench.supervision.intercept(target, target)
    bench.emit('AgentEvent_Talking', talking)
    reply.fail(lostReply())
    await asked
    expect(bench.supervision.view()).toMatchObject({
      problem: null,
      current: { stage: 'customer' }
    })
  })
})

type Deed =
  | { type: 'click'; confirmation: string }
  | { type: 'reply'; how: 'accepted' | 'refused' | 'lost' }
  | { type: 'event'; eventType: string }

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: click() },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ type: fc.constant('reply' as const) },
      how: fc.constantFrom('accepted' as const, 'refused' as const, 'lost' as const)
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('event' as const),
      eventType: fc.constantFrom('AgentEvent_Talking', 'AgentState_Busy', 'AgentState_Ready')
    })
  }
)

function click() {
  return fc.record({
    type: fc.constant('click' as const),
    confirmation: fc.constantFrom(target, target, '1004', '')
  })
}

/** Every deed in its order, each followed by whatever was waiting for it. */
async function play(list: readonly Deed[]) {
  const waiting: ReturnType<typeof later>[] = []
  const intercept: FakeAnswer = (request) => {
    const reply = later()
    waiting.push(reply)
    return reply.answer(request)
  }
  const bench = supervisionBench({ intercept })
  await bench.listening()
  const seen: { sentBefore: number; stageBefore: string; sent: number; deed: Deed }[] = []
  for (const deed of list) {
    const sentBefore = bench.gateway.sent('intercept')
    const stageBefore = bench.supervision.view().current?.stage ?? 'idle'
    if (deed.type === 'click') bench.supervision.intercept(target, deed.confirmation).catch(nothing)
    else if (deed.type === 'event') bench.emit(deed.eventType, talking)
    else if (deed.how === 'accepted') waiting.shift()?.give()
    else waiting.shift()?.fail(deed.how === 'lost' ? lostReply() : refusedWith('900-003'))
    // A macrotask: by then everything that the deed set off has happened.
    await new Promise((resolve) => setImmediate(resolve))
    seen.push({ sentBefore, stageBefore, sent: bench.gateway.sent('intercept'), deed })
  }
  return { bench, seen }
}

test('whatever is clicked, delayed, lost or repeated, one confirmation sends at most one request', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { maxLength: 20 }), async (list) => {
      const { bench, seen } = await play(list)
      for (const { deed, sent, sentBefore, stageBefore } of seen) {
        const mayGo =
          deed.type === 'click' && deed.confirmation === target && stageBefore === 'active'
        expect(sent - sentBefore).toBe(mayGo ? 1 : 0)
      }
      const asked = bench.names().filter((name) => name === 'intercept-asked')
      expect(asked).toHaveLength(bench.gateway.sent('intercept'))
    }),
    { numRuns: 300 }
  )
})

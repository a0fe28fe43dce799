import { describe, expect, test } from 'vitest'
import { later, lostReply, refusedWith, settled } from '../support/fake-signed-in.ts'
import { inspector, supervisionBench, talking, target } from '../support/supervision-bench.ts'

type Bench = ReturnType<typeof supervisionBench>
const nothing = (): undefined => undefined
const listening = (bench: Bench): Promise<void> => bench.listening()

describe('an intercept', () => {
  test('is sent once, and the inspector has the customer when they talk', async () => {
    const bench = supervisionBench()
    await bench.listening()
    await bench.intercept()
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
    { code: 'not-now:confirmation-wrong', typed: '1004', prepare: listening },
    { code: 'not-now:confirmation-wrong', typed: '', prepare: listening },
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
    await expect(bench.intercept(workNo, typed)).rejects.toMatchObject({ code })
    expect(bench.gateway.sent('intercept')).toBe(0)
  })

  test.each(['100-006', '900-001', '900-002', '900-003', '900-005', '000-003'])(
    'refused with %s, the inspector listens on and is told why',
    async (retcode) => {
      const bench = supervisionBench({
        intercept: () => Promise.reject(refusedWith(retcode, 'no right to invite resource'))
      })
      await bench.listening()
      await expect(bench.intercept()).rejects.toMatchObject({ retcode })
      expect(bench.supervision.view()).toMatchObject({
        current: { stage: 'active', interceptBlockedBy: null },
        requestProblem: {
          code: 'gateway-refused',
          retcode,
          gatewayText: 'no right to invite resource'
        }
      })
      expect(bench.gateway.sent('intercept')).toBe(1)
    }
  )

  test('clicked twice, it is one request', async () => {
    const reply = later()
    const bench = supervisionBench({ intercept: reply.answer })
    await bench.listening()
    const first = bench.intercept()
    await expect(bench.intercept()).rejects.toMatchObject({
      code: 'not-now:supervision-outstanding'
    })
    reply.give()
    await first
    expect(bench.gateway.sent('intercept')).toBe(1)
  })

  test('whose answer is lost has an unknown outcome and is not repeated', async () => {
    const bench = supervisionBench({ intercept: () => Promise.reject(lostReply()) })
    await bench.listening()
    const intercept = () => bench.intercept()
    await expect(intercept()).rejects.toMatchObject({ code: 'outcome-unknown' })
    expect(bench.supervision.view()).toMatchObject({
      requestProblem: { code: 'outcome-unknown' },
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
    const asked = bench.intercept()
    await settled()
    bench.emit('AgentEvent_Talking', talking)
    reply.fail(lostReply())
    await asked
    expect(bench.supervision.view()).toMatchObject({
      requestProblem: null,
      current: { stage: 'customer' }
    })
  })
})
